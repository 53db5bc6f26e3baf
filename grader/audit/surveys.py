"""The reference in many draws of one exercise, its shapes asked for once for each set of sizes that is drawn.

Nothing is judged: where the reference gives no answer to compare with, the draw is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.audit.bench import Bench
from grader.judge import reference_problem
from grader.model.record import Record
from grader.model.spec import Exercise
from grader.model.values import Tensor, tensors_in
from grader.pipeline.expected import Expected
from grader.pipeline.reference import expected_of
from grader.pipeline.trusted import FaultError, Live, Trusted
from grader.pipeline.where import needed_device
from grader.plan import Draft, PlanError
from grader.sandbox import Budget, Session

_CPU, _DATA = 24 * 3600.0, 1 << 30


class Surveys:
    """What the reference of ``exercise`` showed of its shapes, by case and drawn names."""

    def __init__(self, bench: Bench, exercise: Exercise) -> None:
        self._bench, self._limits = bench, exercise.limits
        self._device = needed_device(exercise, bench.runner)
        self._known: dict[tuple[str | None, str], Record] = {}

    def observe(self, drafts: Sequence[Draft]) -> Iterator[Expected]:
        """Each draft with what the reference shows in it."""
        bench, limits = self._bench, self._limits
        budget = Budget(limits.seconds, _CPU, limits.memory, _DATA, self._device)
        with Session(bench.runner, bench.solution, replace(bench.policy, require=None), budget) as session:
            reference: Trusted = Live(session)
            for draft in drafts:
                try:
                    found = self._observed(draft, reference)
                except (FaultError, PlanError):
                    continue
                if reference_problem(found.record, draft.case) is None:
                    yield found

    def _observed(self, draft: Draft, reference: Trusted) -> Expected:
        key = draft.case.title, repr(draft.names)
        if not draft.needs_survey:
            return self._called(draft, Record(), reference)
        if key in self._known:
            found = self._called(draft, self._known[key], reference)
            if _forms(self._known[key], found.record) == _forms(found.record, self._known[key]):
                return found
        # Here another draw of these sizes has other shapes, or there was none yet.
        self._known[key] = self._surveyed(draft, reference)
        return self._called(draft, self._known[key], reference)

    def _surveyed(self, draft: Draft, reference: Trusted) -> Record:
        (answer,) = reference.ask([draft.survey], self._limits.seconds)
        second = draft.second_survey(answer.record)
        if second is not None:
            (answer,) = reference.ask([second], self._limits.seconds)
        return answer.record

    def _called(self, draft: Draft, surveyed: Record, reference: Trusted) -> Expected:
        call = draft.complete(surveyed)
        (answer,) = reference.ask([call], self._limits.seconds)
        return expected_of(draft, call, answer)


def _forms(record: Record, other: Record) -> object:
    """The shapes and dtypes of what both records look at, and whether it was raised."""
    shared = sorted(record.values.keys() & other.values.keys())
    return record.raised is None, [[_form(tensor) for _, tensor in tensors_in(record.values[path])] for path in shared]


def _form(tensor: Tensor) -> tuple[object, ...]:
    return tensor.type_name, tensor.shape, tensor.dtype
