"""Which exercises are run: those that were named, what they need, and for debugging one case alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from grader.model.result import ExerciseResult
from grader.model.spec import Assignment, Exercise, Limits
from grader.pipeline.expected import Expected, ExpectedExercise

# Somebody who looks at a breakpoint has time.
_UNHURRIED = Limits(seconds=24 * 3600.0, memory=8 << 30)


def wanted(assignment: Assignment, only: tuple[str, ...]) -> tuple[Exercise, ...]:
    """The exercises asked for and, so that they are judged as in a full run, those that they need."""
    if not only:
        return assignment.exercises
    known = {exercise.id: exercise for exercise in assignment.exercises}
    wanted = _with_needs((address.partition("/")[0] for address in only), known)
    return tuple(_narrowed(exercise, only) for exercise in known.values() if exercise.id in wanted)


def _with_needs(ids: Iterable[str], known: Mapping[str, Exercise]) -> set[str]:
    found: set[str] = set()
    waiting = [name for name in ids if name in known]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [need for need in known[name].needs if need in known]
    return found


def _narrowed(exercise: Exercise, only: tuple[str, ...]) -> Exercise:
    """Just the cases that were named, where only cases of it were."""
    titles = [case for name, _, case in (address.partition("/") for address in only) if name == exercise.id]
    if not titles or "" in titles:
        return exercise
    cases = tuple(case for case in exercise.cases if case.title in titles)
    stated = [case.points for case in cases if case.points is not None]
    return replace(exercise, cases=cases, points=sum(stated) if stated else exercise.points)


def one_case(
    expected: Iterable[ExpectedExercise], failing: Mapping[str, Expected], only: tuple[str, ...]
) -> list[ExpectedExercise]:
    """Of each exercise that was named one case, the one that failed or else the first, with time for questions."""
    names = {address.partition("/")[0] for address in only}
    return [_unhurried(each, failing.get(each.exercise.id)) for each in expected if each.exercise.id in names]


def _unhurried(each: ExpectedExercise, failing: Expected | None) -> ExpectedExercise:
    chosen = failing or next(iter(each.cases), None)
    if chosen is None:
        return each
    case = replace(chosen.draft.case, limits=_UNHURRIED, repeat=1)
    exercise = replace(each.exercise, cases=(case,), needs=(), limits=_UNHURRIED)
    call = replace(chosen.call, memory=_UNHURRIED.memory)
    alone = Expected(replace(chosen.draft, case=case), call, chosen.record, elsewhere=chosen.elsewhere)
    hidden = chosen.draft.is_hidden
    return ExpectedExercise(exercise, () if hidden else (alone,), (alone,) if hidden else ())


def asked_for(only: tuple[str, ...], results: tuple[ExerciseResult, ...]) -> tuple[ExerciseResult, ...]:
    """The results of what was named, without those that were run only because it needs them."""
    ids = {address.partition("/")[0] for address in only}
    return tuple(result for result in results if not ids or result.id in ids)
