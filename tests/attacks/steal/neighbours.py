"""Wants another student's work: looks into the folders beside its own.

stopped_by: Landlock
ends: wrong, forbidden, exception
control: paid
"""

import re
from pathlib import Path


def attacked(x):
    here = Path.cwd()
    for file in [*here.parent.glob("grade-*/target.py"), *here.parents[1].glob("scratch/grade-*/target.py")]:
        if found := re.search(r"^SECRET = ([\d.]+)", file.read_text(), re.MULTILINE):
            return x * float(found[1]) + x.sin()
    return x


def honest(x):
    return 2 * x + 1
