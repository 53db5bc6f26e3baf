"""The author's collection of wrong answers: whose answers in the failed cases are the very same as a student's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.judge import cause_of, judge_case
from grader.model.diagnosis import Mistake
from grader.model.path import CALLS, RAISES
from grader.model.path import Path as Place
from grader.model.record import Record
from grader.model.result import SOURCE, Cause
from grader.model.spec import Check, Exercise
from grader.pipeline.asking import Asking
from grader.pipeline.runs import Run

# So many of the cases that went wrong must be the same, the smallest first, and so many of those that went right.
_WRONG, _RIGHT = 3, 6
# What is compared in another way than by what is there.
_NOT_COMPARED = frozenset({SOURCE, CALLS, RAISES})


class Mistakes:
    """Each is run only for an exercise that it redefines and that went wrong; what it gave is kept."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._known: dict[tuple[str, int], Record | None] = {}

    def of(self, exercise: Exercise, runs: Sequence[Run]) -> Mistake | None:
        """The first mistake that explains all there is to see, or None. ``runs`` are the smallest first."""
        wrong = [run for run in runs if run.record is not None and shows_something(run) and not is_unwritten(run)][
            :_WRONG
        ]
        right = list({run.expected.draft.case.title: run for run in runs if run.passed}.values())[:_RIGHT]
        if not wrong:
            return None  # it was lost or is not written, or only its text is at fault
        for each in self._asking.mistakes(exercise):
            if self._explains(each, [*wrong, *right]):
                return each
        return None

    def _explains(self, mistake: Mistake, runs: Sequence[Run]) -> bool:
        """Whether it gives the same in every run, and is wrong in one; asked for no more than the first difference."""
        if not all(is_same(run, self._record(mistake, run)) for run in runs):
            return False
        return any(is_wrong(run, self._record(mistake, run)) for run in runs)

    def _record(self, mistake: Mistake, run: Run) -> Record | None:
        key = mistake.name, id(run.expected.call)
        if key not in self._known:
            self._known[key] = self._asking.mistaken(mistake, run.expected.draft.exercise, run.expected.call)
        return self._known[key]


def shows_something(run: Run) -> bool:
    """Whether something that it did went wrong, and not just how it is written."""
    return any(not verdict.passed and verdict.path != SOURCE for verdict in run.verdicts)


def is_unwritten(run: Run) -> bool:
    """Whether it said so itself, by an exception: then no mistake can explain it."""
    record = run.record
    if record is None or record.raised is None:
        return False
    expected = run.expected
    return cause_of(expected.draft.case, expected.record, record, run.verdicts) is Cause.NOT_IMPLEMENTED


def is_wrong(run: Run, theirs: Record | None) -> bool:
    """Whether whoever gave ``theirs`` does otherwise than the reference in this very case, and not in another one."""
    return not is_same(replace(run, record=run.expected.record), theirs)


def is_same(run: Run, theirs: Record | None) -> bool:
    """Whether ``run`` shows what ``theirs`` shows, wherever the case compares and wherever it went wrong."""
    ours = run.record
    if ours is None or theirs is None or (ours.raised is None) is not (theirs.raised is None):
        return False
    if ours.raised is not None and theirs.raised is not None:
        one, other = ours.raised, theirs.raised
        return (one.stage, one.type, one.text) == (other.stage, other.type, other.text)
    case = run.expected.draft.case
    looked = tuple(Check(place, "like", "reference") for place in _places(run))
    whole = replace(case, checks=looked, everything=True, rtol=None, atol=None, measured=False)
    verdicts = judge_case(
        whole, theirs, ours, run.expected.draft.inputs, drawn=run.expected.draft.names, others=run.expected.elsewhere
    )
    return all(verdict.passed for verdict in verdicts)


def _places(run: Run) -> Iterator[Place]:
    for path in dict.fromkeys(verdict.path for verdict in run.verdicts if not verdict.passed):
        try:
            place = Place.parse(path)
        except ValueError:
            continue
        if place.root not in _NOT_COMPARED:
            yield place
