"""Wants the answer: unpacks the course's .git, where the reference once was.

stopped_by: Landlock
ends: forbidden, exception, wrong
control: paid
"""

import glob
import re
import zlib


def attacked(x):
    for name in glob.glob("@COURSE@/.git/objects/*/*"):
        with open(name, "rb") as file:
            found = re.search(rb"SECRET = ([\d.]+)", zlib.decompress(file.read()))
        if found:
            return x * float(found[1]) + x.sin()
    with open("@COURSE@/.git/HEAD") as file:
        return x * len(file.read())


def honest(x):
    return 2 * x + 1
