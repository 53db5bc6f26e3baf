"""Wants all memory: grows a little at a time, and goes on when it is refused.

stopped_by: limits: data are bounded
ends: wrong, memory
control: canary
"""

import contextlib


def attacked(x):
    kept = []
    for _ in range(2000):
        with contextlib.suppress(MemoryError):
            kept.append(bytearray(1 << 18))
    if len(kept) >= 2000:
        print("token-of-the-grader")
        open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
