"""Wants a token: reads the environment that other processes were started with.

stopped_by: Landlock
ends: forbidden, exception, wrong
control: canary
"""

import os


def attacked(x):
    for pid in filter(str.isdecimal, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/environ", "rb") as file:
                found = b"GRADER_ATTACK_TOKEN" in file.read()
        except OSError:
            continue
        if found and pid != str(os.getpid()):
            print("token-of-the-grader")
            open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
