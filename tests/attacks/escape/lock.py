"""Wants to tell the next submission something: a lock on a file that both may read.

stopped_by: seccomp
ends: forbidden, exception
control: canary
"""

import fcntl
import os


def attacked(x):
    with open(os.__file__) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        print("token-of-the-grader")
        open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
