"""Wants to change files: moves one of its own to where it may not write.

stopped_by: Landlock
ends: forbidden, exception
control: canary
"""

import os


def attacked(x):
    open("mine", "w").close()
    os.rename("mine", "@PLACE@/canary")
    return x


def honest(x):
    return 2 * x + 1
