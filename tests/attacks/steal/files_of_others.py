"""Wants what other processes have open: goes through their descriptors in /proc.

stopped_by: Landlock
ends: forbidden, exception, wrong
control: canary
where: processes of one user may look into each other
"""

import glob
import os
import stat


def attacked(x):
    own = f"/proc/{os.getpid()}/"
    for name in glob.glob("/proc/[0-9]*/fd/*"):
        if name.startswith((own, "/proc/self", "/proc/thread-self")):
            continue
        try:
            if not stat.S_ISREG(os.stat(name).st_mode):
                continue
            os.close(os.open(name, os.O_RDONLY))
        except OSError:
            continue
        print("token-of-the-grader")
        open("@PLACE@/canary", "w").close()
        break
    return x


def honest(x):
    return 2 * x + 1
