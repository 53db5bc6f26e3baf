"""A thousand more cases of one exercise, drawn under other seeds, with the ends of every range among them.

They tell a mutant that is right after all from one that a specification does not see.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from threading import Lock

from grader.audit.bench import Bench
from grader.audit.ends import REAL, AllEnds, WholeEnds, at_ends, tensors_with_ends
from grader.audit.surveys import Surveys
from grader.model.message import Message
from grader.model.path import RAISES, Path
from grader.model.spec import Case, Check, Exercise
from grader.pipeline.expected import Expected, ExpectedExercise
from grader.plan import Draft, ExercisePlan, draw_exercises
from grader.plan.draft import MakerOf
from grader.plan.values import Maker

MANY = 1_000
_ANY = "any"
# Far from the seeds that anybody grades with.
_FIRST_SEED = 1_000_000
# So many cases are observed at once: the first look is cheap, and most differences show there.
_AT_ONCE = 120
# A case that is drawn more often than so is drawn so often.
_REPEATS = 8


@dataclass(frozen=True, slots=True)
class Boundary:
    """``name`` of a case drawn at the end of its range where the reference fails its own specification."""

    case: Case
    name: str
    message: Message


class Fresh:
    """The fresh cases of one exercise, each drawn and observed once, when they are asked for."""

    def __init__(self, bench: Bench, exercise: Exercise, seed: int) -> None:
        self._bench, self._seed = bench, _FIRST_SEED + 1_000 * seed
        self._exercise = replace(exercise, cases=tuple(map(_bare, exercise.cases)))
        self._unchecked = replace(exercise, cases=tuple(map(_unchecked, self._exercise.cases)))
        self._surveys = Surveys(bench, exercise)
        self._batches: list[list[Expected]] = []
        self._is_whole = False
        self._unseen: set[str] = set()
        self._drawing = Lock()
        self.boundaries: tuple[Boundary, ...] = ()

    @property
    def can_be_drawn(self) -> bool:
        """Whether two seeds ask anything different, or there is nothing that could be."""
        first, second = (self._draw(self._exercise, seed) for seed in (0, 1))
        calls = [[replace(each.survey, seed=0) for each in (*plan.visible, *plan.hidden)] for plan in (first, second)]
        given = any(case.given or case.init or case.steps for case in self._exercise.cases)
        return calls[0] != calls[1] or not given

    def batches(self) -> Iterator[list[Expected]]:
        """All of them, ends of ranges first, some at once."""
        at = 0
        while True:
            with self._drawing:
                if at == len(self._batches):
                    if self._is_whole:
                        return
                    self._extend()
            yield self._batches[at]
            at += 1

    def _extend(self) -> None:
        if not self._batches:
            self._batches.append(self._at_the_ends())
            return
        known = sum(map(len, self._batches))
        a_seed = max(1, sum(case.repeat for case in self._exercise.cases))
        seeds = range(self._seed, self._seed + max(1, min(_AT_ONCE, MANY - known) // a_seed) + 1)
        self._seed = seeds.stop
        plans = [self._draw(self._unchecked, seed) for seed in seeds]
        batch = list(self._surveys.observe([draft for plan in plans for draft in (*plan.visible, *plan.hidden)]))
        self._batches.append(batch)
        self._is_whole = not batch or known + len(batch) >= MANY

    def _at_the_ends(self) -> list[Expected]:
        ends = list(at_ends(self._exercise))
        plans = [self._draw(replace(self._exercise, cases=(case,)), self._seed) for _, _, case in ends]
        for case in self._exercise.cases:
            if names := tensors_with_ends(case, WholeEnds.ended):
                ends.append((case, ", ".join(names), case))
                plans.append(self._draw(replace(self._exercise, cases=(case,)), self._seed, WholeEnds))
        drawn = [(end, plan) for end, plan in zip(ends, plans, strict=True) if not plan.problem]
        found = self._bench.observe([plan for _, plan in drawn])
        looked_at = found or self._bench.observe([self._draw(self._exercise, self._seed)])
        if unseen := {path for each in looked_at for path in _unseen(each)} - self._unseen:
            # Everything is compared here, also what its author does not compare, for it cannot be seen.
            self._unseen |= unseen
            self._exercise, self._unchecked = (_without(each, unseen) for each in (self._exercise, self._unchecked))
            return self._at_the_ends()
        self.boundaries = tuple(
            Boundary(original, name, each.fault.message)
            for ((original, name, _), _), each in zip(drawn, found, strict=True)
            if each.fault is not None and each.fault.message is not None
        )
        return [*(case for each in found for case in each.cases), *self._at_real_ends()]

    def _at_real_ends(self) -> Iterator[Expected]:
        """Tensors of real numbers too. An end is as good as never drawn there: no reference need be made for it."""
        for case in self._unchecked.cases:
            if tensors_with_ends(case, frozenset({REAL})):
                plan = self._draw(replace(self._unchecked, cases=(case,)), self._seed, AllEnds)
                yield from self._surveys.observe([*plan.visible, *plan.hidden])

    def _draw(self, exercise: Exercise, seed: int, maker: MakerOf = Maker) -> ExercisePlan:
        """Drawn from ``seed``, which torch is seeded with too: what chance decides is another in each fresh case."""
        (plan,) = draw_exercises([exercise], seed, self._bench.assignment.folder, maker)
        visible, hidden = (tuple(_seeded(draft, seed) for draft in drafts) for drafts in (plan.visible, plan.hidden))
        return replace(plan, visible=visible, hidden=hidden)


def _unseen(each: ExpectedExercise) -> Iterator[str]:
    """Where the reference has what only its type can be seen of, such as a tensor on the device meta."""
    message = each.fault.message if each.fault is not None else None
    if message is not None and message.id == "reference.opaque":
        yield str(message.parameters["path"])


def _without(exercise: Exercise, paths: Collection[str]) -> Exercise:
    """``exercise`` with nothing compared at ``paths``, unless a check there says so."""
    more = tuple(Check(Path.parse(path), _ANY, True) for path in sorted(paths))
    return replace(exercise, cases=tuple(replace(case, checks=(*case.checks, *more)) for case in exercise.cases))


def _seeded(draft: Draft, seed: int) -> Draft:
    return replace(draft, survey=replace(draft.survey, seed=(draft.survey.seed + seed) % (1 << 32)))


def _bare(case: Case) -> Case:
    """``case`` with everything observed, and nothing asked beyond one call."""
    limits = replace(case.limits, slowdown=None, operators=None)
    return replace(case, everything=True, laws=(), source=(), limits=limits, repeat=min(case.repeat, _REPEATS))


def _unchecked(case: Case) -> Case:
    """``case`` with what it looks at, and nothing to judge but whether an exception is meant."""
    checks = (check if check.path.root == RAISES else replace(check, kind=_ANY, argument=True) for check in case.checks)
    return replace(case, checks=tuple(checks), measured=False)
