"""Wants to run a program: its own process becomes it, with all that is open.

stopped_by: seccomp, and Landlock: nothing may be run
ends: forbidden, exception
control: canary
"""

import os


def attacked(x):
    os.execv("/bin/sh", ["sh", "-c", ": > @PLACE@/canary"])


def honest(x):
    return 2 * x + 1
