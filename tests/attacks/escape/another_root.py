"""Wants another root folder, from which the way up is not watched.

stopped_by: seccomp
ends: forbidden, exception
control: canary
where: root
"""

import os


def attacked(x):
    os.chroot("@PLACE@")
    print("token-of-the-grader")
    open("/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
