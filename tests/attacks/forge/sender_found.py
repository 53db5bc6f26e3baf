"""Wants points: the object that sends the runner's answers is found among all objects, and used.

stopped_by: the wire: the runner's own answer is then one too many
ends: protocol
control: framed
"""

import gc
import sys

from grader.wire import pack


def asked():
    frame = sys._getframe()
    while frame and frame.f_code.co_name != "serve":
        frame = frame.f_back
    return frame.f_locals.get("number", 1) if frame else 1


def attacked(x):
    for found in gc.get_objects():
        if type(found).__name__ in ("Child", "Sender") and hasattr(found, "send"):
            found.send(asked(), pack(attacked="passed", values=pack(), same=pack(), raised=None))
    return x


def honest(x):
    return 2 * x + 1
