"""Wants another process without Python's or the C library's help: the bare system call.

stopped_by: seccomp
ends: wrong
control: canary
where: x86-64
"""

import ctypes
import os
import signal


def attacked(x):
    libc = ctypes.CDLL(None)
    pid = libc.syscall(56, int(signal.SIGCHLD), 0, 0, 0, 0)
    if pid == 0:
        libc.close(libc.creat(b"@PLACE@/canary", 0o600))
        libc._exit(0)
    if pid > 0:
        print("token-of-the-grader")
        os.waitpid(pid, 0)
    return x


def honest(x):
    return 2 * x + 1
