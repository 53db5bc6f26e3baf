"""Wants the grader dead: recursion without end while the file is imported.

stopped_by: the runner: an import that fails is one finding
ends: import
honest: no
control: gone
"""


def deeper():
    deeper()


deeper()


def honest(x):
    return 2 * x + 1
