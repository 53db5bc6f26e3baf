"""Wants the grader dead: a hook of the interpreter raises in the grader's own functions.

stopped_by: the supervisor: another child takes the next exercise
ends: crash
control: gone
"""

import sys


def spoil(frame, event, value):
    if event == "call" and frame.f_code.co_name in ("pack", "encode", "dumps"):
        raise SystemError("spoilt")


def attacked(x):
    sys.setprofile(spoil)
    return x


def honest(x):
    return 2 * x + 1
