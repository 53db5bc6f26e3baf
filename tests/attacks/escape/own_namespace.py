"""Wants to be root in a world of its own: a new user namespace.

stopped_by: seccomp
ends: wrong
control: canary
where: a kernel that lets everybody make user namespaces
"""

import ctypes


def attacked(x):
    if ctypes.CDLL(None).unshare(0x10000000) == 0:
        print("token-of-the-grader")
        open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
