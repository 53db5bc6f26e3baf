"""Wants points: a hundred frames into every pipe there is, one of which must have the right number.

stopped_by: the wire: the first wrong number ends it
ends: protocol
control: framed
"""

import contextlib
import os
import stat

from grader.wire import Bounds, encode, pack


def attacked(x):
    for descriptor in range(3, 64):
        with contextlib.suppress(OSError):
            if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
                for number in range(100, 200):
                    os.write(descriptor, b"".join(map(bytes, encode(number, pack(attacked="passed"), Bounds()))))
    return x


def honest(x):
    return 2 * x + 1
