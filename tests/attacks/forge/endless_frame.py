"""Wants the grader dead: a frame that says it is a terabyte long.

stopped_by: the wire: lengths are bounded before anything is read
ends: protocol
control: gone
"""

import os
import struct


def attacked(x):
    os.write(4, struct.pack("<Q", 1 << 40))
    return x


def honest(x):
    return 2 * x + 1
