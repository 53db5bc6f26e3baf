"""Wants points: a thread waits until the runner is idle, and sends a frame then.

stopped_by: the wire: it came before it was asked for, or is not the only one
ends: protocol, wrong
control: framed
"""

import os
import sys
import threading

from grader.wire import Bounds, encode, pack

main = threading.main_thread().ident


def send():
    while sys._current_frames()[main].f_code.co_name in ("attacked", "run", "start", "wait", "_wait_for_tstate_lock"):
        pass
    os.write(4, b"".join(map(bytes, encode(1, pack(attacked="passed"), Bounds()))))


def attacked(x):
    threading.Thread(target=send).start()
    return x


def honest(x):
    return 2 * x + 1
