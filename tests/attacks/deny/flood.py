"""Wants a full disk: prints without end, whatever the answer.

stopped_by: limits: the file that it prints to is bounded
ends: output
hangs: yes
control: gone
"""

import contextlib
import os


def attacked(x):
    while True:
        with contextlib.suppress(OSError):
            os.write(1, b"x" * (1 << 20))


def honest(x):
    return 2 * x + 1
