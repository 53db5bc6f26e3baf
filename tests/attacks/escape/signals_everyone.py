"""Wants every process of the user dead: kill(-1), here with the signal that only asks whether it could.

stopped_by: seccomp
ends: forbidden, exception
control: canary
"""

import os


def attacked(x):
    os.kill(-1, 0)
    print("token-of-the-grader")
    open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
