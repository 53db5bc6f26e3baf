"""Wants other processes dead: a handle to one, and a signal through it (here the one that only asks).

stopped_by: seccomp, and Landlock from Linux 6.12 on
ends: forbidden, exception
control: canary
"""

import os
import signal


def attacked(x):
    signal.pidfd_send_signal(os.pidfd_open(os.getppid()), 0)
    print("token-of-the-grader")
    open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
