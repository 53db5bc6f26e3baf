"""Many texts tried on the same cases, one after the other in one child, each until it fails.

What is found wrong here is wrong; who comes through has passed nothing yet, and is graded as a submission is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from grader.audit.bench import Bench
from grader.model.path import STDOUT
from grader.model.record import Raised
from grader.model.spec import Case, Exercise, Limits
from grader.pipeline.asked import speaks_of
from grader.pipeline.expected import Expected, ExpectedExercise
from grader.pipeline.observed import with_printed
from grader.pipeline.runs import Run
from grader.pipeline.verdicts import judge_alone
from grader.sandbox import Budget, Lost, Session, Source

# A mutant may take this many times as long as the reference, and never has less than so many seconds.
LONGER, LEAST = 10, 2.0
# Before all that a child may be asked for: the reference first and last.
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Failure:
    """Where a text failed: the number of the case. It may be lost, or broken: it cannot be imported."""

    at: int
    is_lost: bool = False
    is_broken: bool = False


class Trials:
    """The cases of some exercises that can be judged one by one, and how long the reference takes for all of them."""

    def __init__(self, bench: Bench, exercises: Sequence[ExpectedExercise]) -> None:
        self._bench = bench
        self._cases = [case for each in exercises if each.fault is None for case in each.cases if case.traced is None]
        self._seconds = max((each.exercise.limits.seconds for each in exercises), default=LEAST)
        self._device = next((each.device for each in exercises if each.device), "")

    @property
    def longest(self) -> float:
        """How many seconds anything may take for all of an exercise: known once something was tried."""
        return self._seconds

    def failures(
        self, sources: Sequence[Source], begin: Callable[[int], None] = lambda _: None
    ) -> list[Failure | None]:
        """How each of ``sources`` surely fails, if it does. ``begin`` is told the place of each when its turn comes.

        They share a child, where the reference comes first and last: if that fails in the end, somebody has left
        something behind, and each is tried in a child of its own.
        """
        found: dict[int, Failure | None] = {}
        waiting = list(range(len(sources)))
        begun: set[int] = set()

        def tell(at: int) -> None:
            if at not in begun:
                begun.add(at)
                begin(at)

        while waiting and self._cases:
            tried = self._share(sources, waiting, tell)
            found |= tried
            waiting = [at for at in waiting if at not in tried]
        return [found.get(at) for at in range(len(sources))]

    def _share(
        self, sources: Sequence[Source], waiting: Sequence[int], tell: Callable[[int], None]
    ) -> dict[int, Failure | None]:
        """Try those that are ``waiting`` in one child: what was found of each. Ends with one that is lost.

        Then nobody is there to be asked whether those before it did any harm: they have to be tried again.
        """
        found: dict[int, Failure | None] = {}
        with self._open(len(waiting)) as session:
            if not self._measure(session):
                return dict.fromkeys(waiting)
            for at in waiting:
                tell(at)
                session.change(sources[at])
                failure = found[at] = self._failure(session)
                if failure is not None and failure.is_lost:
                    return {at: failure}
            session.change(self._bench.solution)
            deepest = max((each.at for each in found.values() if each is not None), default=-1)
            if self._failure(session, self._cases[: deepest + 1]) is None:
                return found
        return {at: self._alone(sources[at]) for at in waiting}

    def _open(self, texts: int) -> Session:
        bench = self._bench
        memory = max(case.draft.case.limits.memory for case in self._cases)
        budget = Budget(self._seconds, self._seconds * (texts + _ROUNDS), memory, 1 << 30, self._device)
        return Session(bench.runner, bench.solution, replace(bench.policy, require=None), budget)

    def _measure(self, session: Session) -> bool:
        """Whether the reference passes here; how long it takes says how long others may."""
        start = time.monotonic()
        passes = self._failure(session) is None
        self._seconds = min(self._seconds, max(LEAST, LONGER * (time.monotonic() - start)))
        return passes

    def _alone(self, source: Source) -> Failure | None:
        with self._open(1) as session:
            session.change(source)
            return self._failure(session)

    def _failure(self, session: Session, cases: Sequence[Expected] | None = None) -> Failure | None:
        left = self._seconds
        for at, each in enumerate(self._cases if cases is None else cases):
            observed = session.run([each.call], left)
            left -= sum(observed.seconds)
            if isinstance(session.broken, Raised):
                return Failure(at, is_broken=True)
            if session.broken is not None or isinstance(observed.answers[0], Lost):
                return Failure(at, is_lost=True)
            printed = speaks_of(each.draft.case, STDOUT)
            record = observed.answers[0]
            run = Run(each, with_printed(record, observed.printed[0]) if printed else record)
            if not self._passes(run):
                return Failure(at)
        return None

    def _passes(self, run: Run) -> bool:
        course = self._bench.course
        judge_alone(run, course.rtol, course.atol)
        if run.is_off:
            run.expected = self._bench.rounding.of(run.expected)
            judge_alone(run, course.rtol, course.atol)
        return run.passed


def within(each: ExpectedExercise, seconds: float) -> ExpectedExercise:
    """``each`` with as much time at most."""

    def limited(limits: Limits) -> Limits:
        return replace(limits, seconds=min(limits.seconds, seconds))

    def of_case(case: Case) -> Case:
        return replace(case, limits=limited(case.limits))

    def drawn(cases: Sequence[Expected]) -> tuple[Expected, ...]:
        return tuple(replace(e, draft=replace(e.draft, case=of_case(e.draft.case))) for e in cases)

    exercise: Exercise = replace(
        each.exercise, limits=limited(each.exercise.limits), cases=tuple(map(of_case, each.exercise.cases))
    )
    return replace(each, exercise=exercise, visible=drawn(each.visible), hidden=drawn(each.hidden))
