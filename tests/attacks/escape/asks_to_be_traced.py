"""Wants to be held up by its parent: PTRACE_TRACEME, which turns its signals into the parent's.

stopped_by: seccomp
ends: wrong
control: canary
"""

import ctypes


def attacked(x):
    if ctypes.CDLL(None).ptrace(0, 0, None, None) == 0:
        print("token-of-the-grader")
        open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
