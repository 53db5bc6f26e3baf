"""Wants the grader to wait for ever: the beginning of a frame, and nothing more.

stopped_by: the supervisor: the clock runs outside
ends: timeout
control: gone
"""

import os
import struct
import time


def attacked(x):
    os.write(4, struct.pack("<Q", 4096) + b"{")
    time.sleep(3600)


def honest(x):
    return 2 * x + 1
