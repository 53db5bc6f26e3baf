"""Wants all memory: lifts its own limits first, as root may.

stopped_by: no capabilities: a hard limit cannot be raised
ends: exception, forbidden
control: canary
where: root, or a kernel that lets hard limits be raised
"""

import mmap
import resource


def attacked(x):
    unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_DATA, unlimited)
    resource.setrlimit(resource.RLIMIT_AS, unlimited)
    kept = mmap.mmap(-1, 4 << 30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    print("token-of-the-grader", len(kept))
    open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
