"""What is not run, known before any student code is: what was withdrawn, and what this machine cannot run."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from grader.model.devices import CPU, DEVICES
from grader.model.message import Message
from grader.model.result import Cause
from grader.model.spec import Assignment, Exercise
from grader.pipeline.expected import ExpectedExercise
from grader.pipeline.where import needs_of
from grader.sandbox import Runner, absent_libraries, why_not_imported
from grader.score import Attempt


def not_run(exercises: Sequence[Exercise], runner: Runner, *, on_cpu: bool = False) -> dict[str, Attempt]:
    """An attempt for each exercise that was withdrawn, or that needs a device or a library that is not here.

    With ``on_cpu`` there is no device but the CPU.
    """
    return {**_unavailable(exercises, runner, on_cpu), **_withdrawn(exercises)}


def unrecorded(assignment: Assignment) -> dict[str, Attempt]:
    """An attempt for each exercise of a students' copy that could not be recorded where it was released."""
    return {
        name: Attempt(cause=Cause.UNAVAILABLE, message=Message("expected.unrecorded", {"names": lacking}))
        for name, lacking in (assignment.released.unrecorded if assignment.released is not None else ())
    }


def _withdrawn(exercises: Sequence[Exercise]) -> dict[str, Attempt]:
    return {
        each.id: Attempt(cause=Cause.WITHDRAWN, message=Message("withdrawn", {"reason": each.withdrawn}))
        for each in exercises
        if each.withdrawn
    }


def _unavailable(exercises: Sequence[Exercise], runner: Runner, on_cpu: bool) -> dict[str, Attempt]:
    ids = {exercise.id for exercise in exercises}
    needs = {exercise.id: [need for need in needs_of(exercise) if need not in ids] for exercise in exercises}
    wanted = {need for each in needs.values() for need in each}
    here = (CPU,) if on_cpu else runner.facts().devices
    missing = (wanted & DEVICES).difference(here)
    missing |= set(absent_libraries(runner, sorted(wanted - DEVICES)))
    return {
        name: Attempt(cause=Cause.UNAVAILABLE, message=Message("unavailable", {"names": tuple(lacking)}))
        for name, each in needs.items()
        if (lacking := [need for need in each if need in missing])
    }


def without_broken(
    expected: Sequence[ExpectedExercise], runner: Runner, ids: Collection[str]
) -> list[ExpectedExercise]:
    """``expected`` with exercises unavailable whose reference failed for a library that is here and does not import.

    To import every library first would take seconds, of each run. The reference has just done so.
    """
    known = {*ids, *DEVICES}
    suspects = {
        each.exercise.id: [need for need in each.exercise.needs if need not in known]
        for each in expected
        if each.fault is not None and each.fault.cause is Cause.REFERENCE
    }
    reasons = {name: why_not_imported(runner, name) for name in sorted({name for s in suspects.values() for name in s})}

    def told(each: ExpectedExercise) -> ExpectedExercise:
        for name in suspects.get(each.exercise.id, ()):
            if reasons[name]:
                message = Message("unavailable.broken", {"name": name, "reason": reasons[name]})
                return ExpectedExercise(each.exercise, fault=Attempt(cause=Cause.UNAVAILABLE, message=message))
        return each

    return [told(each) for each in expected]
