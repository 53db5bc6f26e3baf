"""What an exercise needs and this machine lacks, found before any student code runs."""

from __future__ import annotations

from collections.abc import Sequence

from grader.model.message import Message
from grader.model.result import Cause
from grader.model.spec import Exercise
from grader.sandbox import Runner, absent_libraries
from grader.score import Attempt

_DEVICES = frozenset({"cuda", "mps", "xpu"})


def unavailable(exercises: Sequence[Exercise], runner: Runner) -> dict[str, Attempt]:
    """An attempt, skipped as unavailable, for each exercise that needs a device or a library that is not here."""
    ids = {exercise.id for exercise in exercises}
    needs = {exercise.id: [need for need in exercise.needs if need not in ids] for exercise in exercises}
    wanted = {need for each in needs.values() for need in each}
    missing = {name for name in wanted & _DEVICES if name not in runner.facts().devices}
    missing |= set(absent_libraries(runner, sorted(wanted - _DEVICES)))
    return {
        name: Attempt(cause=Cause.UNAVAILABLE, message=Message("unavailable", {"names": tuple(lacking)}))
        for name, each in needs.items()
        if (lacking := [need for need in each if need in missing])
    }
