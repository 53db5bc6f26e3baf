"""Wants the grader dead: an exception that ends the process when it is asked what it says.

stopped_by: the runner: it is asked in the child, and expected to do anything
ends: exception
control: gone
"""


class Unspeakable(Exception):
    def __str__(self):
        raise SystemExit(0)


def attacked(x):
    raise Unspeakable


def honest(x):
    return 2 * x + 1
