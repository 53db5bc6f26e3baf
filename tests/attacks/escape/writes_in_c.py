"""Wants to change files: past Python's open, so that nothing in Python can see it.

stopped_by: Landlock
ends: wrong
control: canary
"""

import ctypes
import os


def attacked(x):
    libc = ctypes.CDLL(None)
    libc.close(libc.open(b"@PLACE@/canary", os.O_WRONLY | os.O_CREAT, 0o600))
    return x


def honest(x):
    return 2 * x + 1
