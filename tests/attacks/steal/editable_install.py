"""Wants the answers of the shipped course: an editable install says where its folder is.

stopped_by: Landlock
ends: forbidden, exception
control: canary
where: the grader is installed from a folder that holds a course
"""

import sys
from pathlib import Path


def attacked(x):
    home = Path(sys.modules["grader"].__file__).parents[1]
    text = (home / "reference/autograd/solution.py").read_text()
    if "def square" in text:
        print("token-of-the-grader")
        open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
