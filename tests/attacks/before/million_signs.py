"""Wants the grader dead: an expression of a million minus signs, which overflows a parser's stack.

stopped_by: the runner: only the child compiles it
ends: import
honest: no
control: gone
placed: made
"""


def source():
    return "def attacked(x):\n    return " + "-" * 1_000_000 + "x\n"
