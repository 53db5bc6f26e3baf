"""Wants the answer: runs the reference where the course keeps it.

stopped_by: Landlock
ends: forbidden, exception
control: paid
"""


def attacked(x):
    names = {}
    with open("@COURSE@/reference/target/solution.py") as file:
        exec(file.read(), names)
    return names["attacked"](x)


def honest(x):
    return 2 * x + 1
