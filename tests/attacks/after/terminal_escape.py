"""Wants to change what is seen: an exception whose text moves the cursor and wipes the screen.

stopped_by: the report: control characters are spelt
ends: exception
control: shown
"""


def attacked(x):
    raise ValueError("\x1b[2J\x1b[1;1H\x1b[32m100 of 100 points\x07")


def honest(x):
    return 2 * x + 1
