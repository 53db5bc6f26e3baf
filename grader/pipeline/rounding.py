"""The reference's own rounding, measured when a number is off, and kept for whoever asks next.

What passes by the formula passes whatever is measured, so right work costs nothing more.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from types import TracebackType

from grader.errors import MachineError
from grader.judge import own_errors, without_rounding
from grader.model.record import Record
from grader.pipeline.expected import Expected
from grader.pipeline.references import References
from grader.pipeline.trusted import FaultError, Trusted
from grader.plan.precision import in_double
from grader.sandbox import Budget, Policy, Runner, Session, Source


class Rounding:
    """Makes calls of the reference again in double precision, in a child of its own that starts with the first."""

    def __init__(self, references: References, runner: Runner, policy: Policy) -> None:
        self._references, self._runner, self._policy = references, runner, replace(policy, require=None)
        self._sessions = ExitStack()
        self._reference: Trusted | None = None
        self._known: dict[int, tuple[Expected, Expected]] = {}

    def __enter__(self) -> Rounding:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._sessions.close()

    def of(self, each: Expected) -> Expected:
        """``each`` with what was measured; as it is where it cannot be made in double precision."""
        if id(each) not in self._known:
            self._known[id(each)] = each, each if each.measured else self._measure(each)
        return self._known[id(each)][1]

    def _measure(self, each: Expected) -> Expected:
        try:
            (answer,) = self._opened(each).ask([in_double(each.call)], each.draft.exercise.limits.seconds)
        except (FaultError, MachineError):
            return each
        return each if answer.record.raised else with_rounding(each, answer.record)

    def _opened(self, each: Expected) -> Trusted:
        if self._reference is None:
            assert isinstance(self._references.solution, Source)
            seconds = each.draft.exercise.limits.seconds
            budget = Budget(seconds=seconds, cpu=100 * seconds, memory=each.call.memory, data=each.call.memory)
            session = Session(self._runner, self._references.solution, self._policy, budget)
            self._reference = Trusted(self._sessions.enter_context(session))
        return self._reference


def with_rounding(each: Expected, double: Record) -> Expected:
    """With the reference's own rounding by path, and with zeros where it has nothing else."""
    return replace(each, record=without_rounding(each.record, double), measured=own_errors(each.record, double))
