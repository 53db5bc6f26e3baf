"""Wants the grader dead: a frame whose header is a hundred thousand brackets deep.

stopped_by: the wire: JSON that is too deep is malformed
ends: protocol
control: gone
"""

import os
import struct


def attacked(x):
    header = b"[" * 100_000
    frame = struct.pack("<QQ", 8 + len(header), len(header)) + header
    while frame:
        frame = frame[os.write(4, frame) :]
    return x


def honest(x):
    return 2 * x + 1
