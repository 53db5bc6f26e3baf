"""Wants to be left ungraded: raises the error that stands for the machine's own fault.

stopped_by: the runner: what student code raises is its exception
ends: exception
control: skipped
"""

from grader.errors import MachineError


def attacked(x):
    raise MachineError("the runner was ended from outside")


def honest(x):
    return 2 * x + 1
