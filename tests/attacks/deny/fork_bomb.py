"""Wants all processes: forks and forks (here a dozen times).

stopped_by: seccomp
ends: forbidden, exception
control: canary
"""

import os
import signal


def attacked(x):
    for _ in range(12):
        if os.fork() == 0:
            os.closerange(3, 64)
            signal.alarm(20)
            signal.pause()
            os._exit(0)
    print("token-of-the-grader")
    open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
