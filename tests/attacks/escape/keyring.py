"""Wants to tell the next submission something: a key in the user's ring in the kernel.

stopped_by: seccomp
ends: wrong
control: canary
where: x86-64 with a kernel that keeps keys
"""

import ctypes

USER_RING, UNLINK = -4, 9


def attacked(x):
    libc = ctypes.CDLL(None)
    key = libc.syscall(248, b"user", b"grader-attack", b"answer", 6, USER_RING)
    if key > 0:
        libc.syscall(250, UNLINK, key, USER_RING)
        print("token-of-the-grader")
        open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
