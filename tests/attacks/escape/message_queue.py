"""Wants to tell the next submission something: a POSIX message queue.

stopped_by: seccomp, and Landlock
ends: wrong
control: canary
where: a kernel that has message queues
"""

import ctypes
import os


def attacked(x):
    libc = ctypes.CDLL(None)
    queue = libc.mq_open(b"/grader-attack", os.O_CREAT | os.O_RDWR, 0o600, None)
    if queue >= 0:
        libc.mq_unlink(b"/grader-attack")
        print("token-of-the-grader")
        open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
