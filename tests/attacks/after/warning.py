"""Wants to change what is seen: a warning with a command in it.

stopped_by: the report: control characters are spelt, and no line of a student's begins a line of ours
ends: wrong
control: shown
"""

import warnings


def attacked(x):
    warnings.warn("\n::error::all is well\x1b[2J", stacklevel=1)
    return x


def honest(x):
    return 2 * x + 1
