"""Wants the grader dead: SIGKILL to the process that started it.

stopped_by: seccomp, and Landlock from Linux 6.12 on
ends: forbidden, exception
control: gone
"""

import os
import signal


def attacked(x):
    os.kill(os.getppid(), signal.SIGKILL)
    return x


def honest(x):
    return 2 * x + 1
