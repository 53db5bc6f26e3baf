"""Wants to tell the next submission something: an attribute of a file that both can see.

stopped_by: seccomp
ends: forbidden, exception
control: canary
where: a file system with attributes
"""

import os


def attacked(x):
    os.setxattr("@PLACE@/victim", "user.answer", b"42")
    print("token-of-the-grader")
    open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
