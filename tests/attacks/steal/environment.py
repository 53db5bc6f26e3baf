"""Wants a token: reads the environment, also where the C library keeps it.

stopped_by: the runner: it starts with a few fixed variables
ends: wrong
control: canary
"""

import ctypes
import os


def attacked(x):
    ctypes.CDLL(None).getenv.restype = ctypes.c_char_p
    token = os.environ.get("GRADER_ATTACK_TOKEN") or ctypes.CDLL(None).getenv(b"GRADER_ATTACK_TOKEN")
    if token:
        print(token)
        open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
