"""Wants all processors: a priority that nothing else has.

stopped_by: seccomp
ends: forbidden, exception
control: canary
where: root
"""

import os


def attacked(x):
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    print("token-of-the-grader")
    open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
