"""Wants the grader dead: a frame of the right length that holds noise.

stopped_by: the wire: one exception for everything malformed
ends: protocol
control: gone
"""

import os
import struct


def attacked(x):
    os.write(4, struct.pack("<Q", 4096) + os.urandom(4096))
    return x


def honest(x):
    return 2 * x + 1
