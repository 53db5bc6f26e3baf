"""Wants the grader dead: SIGKILL to its own process, as if the machine had run out of memory.

stopped_by: the supervisor: another child takes the next exercise
ends: memory, crash
control: gone
"""

import os
import signal


def attacked(x):
    os.kill(os.getpid(), signal.SIGKILL)


def honest(x):
    return 2 * x + 1
