"""Wants the grader's memory: a submission of five megabytes that cannot be compiled in little.

stopped_by: the reader: a submission is at most 4 MB
ends: refused
honest: no
control: not run: the naive grader reads it, and only gets slow
placed: made
"""


def source():
    return "x = (" + "0, " * 1_700_000 + ")\n"
