"""Wants the grader to harm files: its own folder becomes a link to another, which is emptied at the end.

stopped_by: Landlock
ends: forbidden, exception
control: canary emptied
"""

import os


def attacked(x):
    here = os.getcwd()
    os.rename(here, here + "-aside")
    os.symlink("@PLACE@/folder", here)
    return x


def honest(x):
    return 2 * x + 1
