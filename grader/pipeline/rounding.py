"""The reference's own rounding, measured when a number is off, and kept for whoever asks next.

What passes by the formula passes whatever is measured, so right work costs nothing more.
"""

from __future__ import annotations

from dataclasses import replace

from grader.judge import own_errors, without_rounding
from grader.model.record import Record
from grader.pipeline.asking import Asking
from grader.pipeline.expected import Expected
from grader.plan.precision import in_double


class Rounding:
    """Makes calls of the reference again in double precision."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._known: dict[int, tuple[Expected, Expected]] = {}

    def of(self, each: Expected) -> Expected:
        """``each`` with what was measured; as it is where it cannot be made in double precision."""
        if id(each) not in self._known:
            self._known[id(each)] = each, each if each.measured else self._measure(each)
        return self._known[id(each)][1]

    def _measure(self, each: Expected) -> Expected:
        double = self._asking.reference(each.draft.exercise, in_double(each.call))
        return each if double is None or double.raised else with_rounding(each, double)


def with_rounding(each: Expected, double: Record) -> Expected:
    """With the reference's own rounding by path, and with zeros where it has nothing else."""
    return replace(each, record=without_rounding(each.record, double), measured=own_errors(each.record, double))
