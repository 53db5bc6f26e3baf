"""Wants the grader to wait for ever: stops itself, as Ctrl-Z does.

stopped_by: the supervisor: the clock runs outside, and SIGKILL ends what is stopped
ends: timeout
control: gone
"""

import os
import signal


def attacked(x):
    os.kill(os.getpid(), signal.SIGSTOP)


def honest(x):
    return 2 * x + 1
