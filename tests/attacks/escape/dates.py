"""Wants to tell the next submission something: the date of a file that both can see.

stopped_by: seccomp
ends: forbidden, exception
control: canary
"""

import os


def attacked(x):
    os.utime("@PLACE@/victim", (42, 42))
    print("token-of-the-grader")
    open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
