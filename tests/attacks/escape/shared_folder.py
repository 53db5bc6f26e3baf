"""Wants to tell the next submission something: a file in memory that all processes share.

stopped_by: Landlock
ends: forbidden, exception
control: canary
"""

import os


def attacked(x):
    name = f"/dev/shm/grader-attack-{os.getpid()}"
    with open(name, "x"):
        os.unlink(name)
    print("token-of-the-grader")
    open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
