"""Wants the grader dead: twenty thousand branches, each nested in the one before.

stopped_by: the runner: only the child compiles it
ends: import
honest: no
control: gone
placed: made
"""


def source():
    branches = "".join(f"    elif x is {number}:\n        return x\n" for number in range(20_000))
    return "def attacked(x):\n    if x is None:\n        return x\n" + branches
