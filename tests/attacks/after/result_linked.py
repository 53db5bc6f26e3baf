"""Wants the grader to harm files: the result's name, beside the submission, is a link to another file.

stopped_by: the report: a result takes the place of what is there, and never goes through it
ends: wrong
control: canary here
placed: linked
"""


def attacked(x):
    return x * 0


def honest(x):
    return 2 * x + 1
