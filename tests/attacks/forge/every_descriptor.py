"""Wants points: a verdict on every descriptor there is, then the end.

stopped_by: the wire: it is no frame
ends: protocol
control: printed
"""

import contextlib
import json
import os


def attacked(x):
    for descriptor in range(1, 64):
        with contextlib.suppress(OSError):
            os.write(descriptor, json.dumps({"attacked": "passed", "honest": "passed"}).encode() + b"\n")
    os._exit(0)


def honest(x):
    return 2 * x + 1
