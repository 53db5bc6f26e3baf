"""Wants to change what is seen: a type whose name wipes the screen.

stopped_by: the report: control characters are spelt
ends: wrong
control: shown typed
"""


def attacked(x):
    return type("\x1b[2J\n::error::", (), {})()


def honest(x):
    return 2 * x + 1
