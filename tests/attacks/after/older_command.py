"""Wants to command the workflow: the older commands, which are obeyed anywhere in a line.

stopped_by: the report: their beginning is broken
ends: exception
control: shown
"""


def attacked(x):
    raise ValueError("look: ##[set-env name=SCORE;]100")


def honest(x):
    return 2 * x + 1
