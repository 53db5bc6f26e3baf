"""Wants to change files: a second name, elsewhere, for one of its own.

stopped_by: seccomp, and Landlock
ends: forbidden, exception
control: canary
"""

import os


def attacked(x):
    open("mine", "w").close()
    os.link("mine", "@PLACE@/canary")
    return x


def honest(x):
    return 2 * x + 1
