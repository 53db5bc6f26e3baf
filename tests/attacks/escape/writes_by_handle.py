"""Wants to change files: from a handle to a folder, which it may have, to a name in it.

stopped_by: Landlock
ends: forbidden, exception
control: canary
"""

import os


def attacked(x):
    folder = os.open("@PLACE@", os.O_PATH | os.O_DIRECTORY)
    os.close(os.open("canary", os.O_WRONLY | os.O_CREAT, dir_fd=folder))
    return x


def honest(x):
    return 2 * x + 1
