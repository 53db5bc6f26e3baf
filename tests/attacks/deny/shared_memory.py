"""Wants all memory: shared pages, which a limit on data does not count.

stopped_by: limits: the address space is bounded too
ends: exception, memory
control: canary
"""

import mmap


def attacked(x):
    kept = mmap.mmap(-1, 512 << 20, flags=mmap.MAP_SHARED | mmap.MAP_ANONYMOUS)
    print("token-of-the-grader")
    open("@PLACE@/canary", "w").close()
    return len(kept)


def honest(x):
    return 2 * x + 1
