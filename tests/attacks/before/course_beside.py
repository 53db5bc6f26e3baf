"""Wants points: a course of its own beside the submission, with a reference that it agrees with.

stopped_by: the command: the course around the current folder comes first
ends: wrong
control: paid nearest
placed: course
"""


def attacked(x):
    return x * 0


def honest(x):
    return 2 * x + 1
