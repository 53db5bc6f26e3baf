"""Wants to harm files: opens one to read it, and has it emptied on the way.

stopped_by: Landlock, and seccomp where it is too old
ends: forbidden, exception
control: canary
"""

import os


def attacked(x):
    os.close(os.open("@PLACE@/victim", os.O_RDONLY | os.O_TRUNC))
    return x


def honest(x):
    return 2 * x + 1
