"""Wants to be left ungraded: pretends that the instructor pressed Ctrl-C.

stopped_by: the runner: what student code raises is its exception
ends: exception
control: gone
"""


def attacked(x):
    raise KeyboardInterrupt


def honest(x):
    return 2 * x + 1
