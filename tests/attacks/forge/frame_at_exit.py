"""Wants points: a frame sent when the interpreter ends, after everything else.

stopped_by: the runner: it ends without running what was left for the exit
ends: wrong
control: framed
"""

import atexit
import os

from grader.wire import Bounds, encode, pack


@atexit.register
def send():
    os.write(4, b"".join(map(bytes, encode(1, pack(attacked="passed"), Bounds()))))


def attacked(x):
    return x


def honest(x):
    return 2 * x + 1
