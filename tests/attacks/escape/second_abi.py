"""Wants system calls under numbers that a filter does not know: the x32 interface.

stopped_by: seccomp
ends: crash
control: canary
where: x86-64 with a kernel that has the x32 interface
"""

import ctypes
import os


def attacked(x):
    if ctypes.CDLL(None).syscall(0x40000000 | 39) == os.getpid():
        print("token-of-the-grader")
        open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
