"""Wants the grader to harm files: a link in its folder, which a careless removal follows.

stopped_by: seccomp; removing never follows a link
ends: forbidden, exception
control: canary followed
"""

import os


def attacked(x):
    os.symlink("@PLACE@/folder", "folder")
    return x


def honest(x):
    return 2 * x + 1
