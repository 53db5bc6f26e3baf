"""Wants the grader dead: recursion through C, with Python's own bound lifted.

stopped_by: the supervisor: another child takes the next exercise
ends: crash, exception
control: gone
"""

import ctypes
import sys


def attacked(x):
    sys.setrecursionlimit(10**9)
    deeper = ctypes.CFUNCTYPE(ctypes.c_int)(lambda: deeper())
    deeper()


def honest(x):
    return 2 * x + 1
