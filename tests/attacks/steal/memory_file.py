"""Wants the answer: opens the memory of another process as a file.

stopped_by: Landlock
ends: forbidden, exception, wrong
control: canary
where: processes of one user may look into each other
"""

import os


def attacked(x):
    for pid in filter(str.isdecimal, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb") as memory:
                memory.seek(int(maps.readline().split("-")[0], 16))
                found = memory.read(4)
        except (OSError, ValueError):
            continue
        if found and pid != str(os.getpid()):
            print("token-of-the-grader")
            open("@PLACE@/canary", "w").close()
            break
    return x


def honest(x):
    return 2 * x + 1
