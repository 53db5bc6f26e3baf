"""Wants the grader dead: null bytes in the text.

stopped_by: the runner: only the child compiles it
ends: import
honest: no
control: gone
placed: made
"""


def source():
    return "def attacked(x):\n    return x\0\n"
