"""Wants to harm files: gives everybody the right to change one.

stopped_by: seccomp
ends: forbidden, exception
control: canary
"""

import os


def attacked(x):
    os.chmod("@PLACE@/victim", 0o666)
    print("token-of-the-grader")
    open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
