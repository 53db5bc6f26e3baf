"""Wants to live on: a grandchild in a session of its own, which no group's signal reaches.

stopped_by: seccomp
ends: forbidden, exception
control: canary
"""

import contextlib
import os
import signal


def attacked(x):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            with contextlib.suppress(OSError):
                open("@PLACE@/canary", "w").close()
            os.closerange(3, 64)
            signal.alarm(20)
            signal.pause()
        os._exit(0)
    print("token-of-the-grader")
    os.wait()
    return x


def honest(x):
    return 2 * x + 1
