"""Wants to be unstoppable: blocks and ignores every signal that can be.

stopped_by: the supervisor: SIGKILL cannot be ignored
ends: timeout
control: gone
"""

import contextlib
import signal


def attacked(x):
    signal.pthread_sigmask(signal.SIG_SETMASK, signal.valid_signals())
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        with contextlib.suppress(OSError, ValueError):
            signal.signal(number, signal.SIG_IGN)
    while True:
        pass


def honest(x):
    return 2 * x + 1
