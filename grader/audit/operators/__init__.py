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
    "arguments": Operator(arguments, "two things that are handed over, or given back, stand in the wrong order"),
    "arithmetic": Operator(
        arithmetic, "one operation between numbers is not the one that the task asks for, or a sign is wrong"
    ),
    "axes": Operator(axes, "one step runs along the wrong dimension, or rows and columns are exchanged"),
    "bias": Operator(bias, "a term is missing"),
    "comparisons": Operator(comparisons, "a comparison or a condition decides the wrong way, if only at its boundary"),
    "constants": Operator(constants, "a number that is written in the code is the wrong one"),
    "extremes": Operator(extremes, "the largest and the smallest are mixed up"),
    "keepdim": Operator(keepdim, "a dimension is lost that should stay"),
    "modes": Operator(modes, "training and evaluation are mixed up, or what autograd records"),
    "omissions": Operator(omissions, "a step is missing"),
    "reductions": Operator(reductions, "many numbers are brought together in the wrong way"),
    "statements": Operator(statements, "a step is missing"),
}

__all__ = ["OPERATORS", "Operator", "Scope"]
