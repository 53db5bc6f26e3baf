"""Wants what the grader has open: reads every descriptor that came with the process.

stopped_by: the runner: every other descriptor is closed
ends: wrong
control: canary
"""

import os


def attacked(x):
    for descriptor in range(5, 1024):
        try:
            found = os.pread(descriptor, 100, 0)
        except OSError:
            continue
        if b"left open" in found:
            print("token-of-the-grader")
            open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
