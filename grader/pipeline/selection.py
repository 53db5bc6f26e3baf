"""Which exercises are run: those that were named, what they need, and for debugging one case alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from grader.model.result import ExerciseResult
from grader.model.spec import Assignment, Exercise, Limits

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


def one_case(exercises: tuple[Exercise, ...], only: tuple[str, ...]) -> tuple[Exercise, ...]:
    """The first case of the exercise that was named, drawn once, with time for questions."""
    names = {address.partition("/")[0] for address in only}
    named = [exercise for exercise in exercises if exercise.id in names]
    return tuple(
        replace(exercise, cases=(replace(exercise.cases[0], repeat=1),), needs=(), limits=_UNHURRIED)
        for exercise in named
    )


def asked_for(only: tuple[str, ...], results: tuple[ExerciseResult, ...]) -> tuple[ExerciseResult, ...]:
    """The results of what was named, without those that were run only because it needs them."""
    ids = {address.partition("/")[0] for address in only}
    return tuple(result for result in results if not ids or result.id in ids)
