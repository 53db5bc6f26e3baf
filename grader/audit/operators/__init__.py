"""Operators of mutation, one family a file: what may stand in the place of one node of a right solution.

Our own, on ``ast``: the kept libraries mutate whole projects on disk and run a test command on each mutant (mutmut
only beside pytest, cosmic-ray from a session in a database), while here one function is changed in memory and graded
in a child. None knows the slips of this trade: another ``dim``, ``keepdim`` forgotten, a bias left out.
"""

from __future__ import annotations

from collections.abc import Mapping

from grader.audit.operators.arguments import arguments
from grader.audit.operators.arithmetic import arithmetic
from grader.audit.operators.axes import axes
from grader.audit.operators.bias import bias
from grader.audit.operators.comparisons import comparisons
from grader.audit.operators.constants import constants
from grader.audit.operators.extremes import extremes
from grader.audit.operators.keepdim import keepdim
from grader.audit.operators.modes import modes
from grader.audit.operators.omissions import omissions
from grader.audit.operators.operator import Operator, Scope
from grader.audit.operators.reductions import reductions
from grader.audit.operators.statements import statements

OPERATORS: Mapping[str, Operator] = {
    "arguments": arguments,
    "arithmetic": arithmetic,
    "axes": axes,
    "bias": bias,
    "comparisons": comparisons,
    "constants": constants,
    "extremes": extremes,
    "keepdim": keepdim,
    "modes": modes,
    "omissions": omissions,
    "reductions": reductions,
    "statements": statements,
}

__all__ = ["OPERATORS", "Operator", "Scope"]
