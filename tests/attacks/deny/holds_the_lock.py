"""Wants to be unstoppable: sleeps in C with the interpreter's lock held, so that no watching thread can run.

stopped_by: the supervisor: it is another process
ends: timeout
control: gone
"""

import ctypes


def attacked(x):
    ctypes.PyDLL(None).sleep(10**6)


def honest(x):
    return 2 * x + 1
