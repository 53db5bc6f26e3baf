"""`--device`: exercises are made on a device that their author did not think of.

Nobody loses points for that: where the reference does not pass there, or the submission does not, it is the CPU that
counts, and the result says so. What an exercise is to show on a device its specification says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from grader.errors import UsageError
from grader.model.devices import CPU, kind_of
from grader.model.result import Cause, Result
from grader.model.spec import Exercise
from grader.pipeline.attempts import Attempted
from grader.pipeline.expected import ExpectedExercise
from grader.pipeline.where import AUTO, moved, says_where
from grader.plan import ExercisePlan
from grader.sandbox import ISOLATED, Policy, Runner, try_confinement
from grader.score import Attempt

Observe: TypeAlias = Callable[[Sequence[ExercisePlan]], list[ExpectedExercise]]
Drawing: TypeAlias = Callable[[Sequence[Exercise]], list[ExercisePlan]]
_LONGEST = 160
_NOTHING = Attempted({}, None, {})


@dataclass(frozen=True, slots=True)
class Moved:
    """What was ``attempted`` on the device and counts, of exercises that were ``made`` there; and the ``rest``."""

    attempted: Attempted = _NOTHING
    made: tuple[ExpectedExercise, ...] = ()
    rest: tuple[ExpectedExercise, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Moving:
    """``device`` is where exercises are moved to, empty for nowhere. What did not go well there is known by id."""

    device: str
    _on_cpu: dict[str, ExpectedExercise] = field(default_factory=dict)
    _unfit: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, wanted: str, runner: Runner, policy: Policy, *, is_recorded: bool) -> Moving:
        """To the device that is ``wanted``, as typed. Raises ``UsageError`` where it is not here.

        Raises ``MachineError`` where it is here and cannot be used.
        """
        here = runner.facts().devices
        is_strict = policy.require == ISOLATED
        if wanted == AUTO:
            return cls("" if is_recorded or is_strict or len(here) == 1 else here[1])
        if kind_of(wanted) in ("", CPU):
            return cls("")
        if kind_of(wanted) not in here:
            raise UsageError(f"this machine has no device `{wanted}`: it has {_names(here)}")
        if is_recorded:
            raise UsageError(
                f"nothing can be graded on `{wanted}` here: the reference is not in a students' copy, and its answers "
                "were recorded on the CPU"
            )
        if is_strict:
            raise UsageError(
                f"nothing is isolated on `{wanted}`, whose driver can be asked anything: leave `--device` out, or "
                "allow less with `--require process`, or no `--require`"
            )
        try_confinement(runner, policy, wanted)
        return cls(wanted)

    def observe(self, plans: Sequence[ExercisePlan], draw: Drawing, observe: Observe) -> list[ExpectedExercise]:
        """What the reference does, on the device where it passes there.

        For that they are drawn once more: what a plan draws later on, it draws once.
        """
        movable = [plan.exercise for plan in plans if self.device and not says_where(plan) and not plan.problem]
        there = {each.exercise.id: each for each in observe([moved(plan, self.device) for plan in draw(movable)])}
        fit = {name: each for name, each in there.items() if each.fault is None}
        self._unfit |= there.keys() - fit.keys()
        here = {each.exercise.id: each for each in observe([p for p in plans if p.exercise.id not in fit])}
        return [{**fit, **here}[plan.exercise.id] for plan in plans]

    def attempt(
        self,
        expected: Sequence[ExpectedExercise],
        plans: Iterable[ExercisePlan],
        observe: Observe,
        attempt: Callable[[list[ExpectedExercise]], Attempted],
    ) -> Moved:
        """Have what is moved attempted there, once the reference's answers on the CPU are known for what is left."""
        moving = [each for each in expected if each.is_moved]
        if not moving:
            return Moved(rest=tuple(expected), notes=tuple(self._notes(expected, {})))
        there = attempt(moving)
        if any(found.cause is Cause.INTERRUPTED for found in there.attempts.values()):
            never = {each.exercise.id: Attempt(cause=Cause.INTERRUPTED) for each in expected if not each.is_moved}
            return Moved(replace(there, attempts={**never, **there.attempts}), made=tuple(moving))
        kept = {name: found for name, found in there.attempts.items() if _is_passed(found)}
        left = [each for each in expected if each.exercise.id not in kept]
        lacking = {each.exercise.id for each in left if each.is_moved} - self._on_cpu.keys()
        self._on_cpu |= {e.exercise.id: e for e in observe([plan for plan in plans if plan.exercise.id in lacking])}
        rest = tuple(self._on_cpu[each.exercise.id] if each.is_moved else each for each in left)
        made = tuple(each for each in moving if each.exercise.id in kept)
        return Moved(replace(there, attempts=kept), made, rest, tuple(self._notes(expected, there.attempts)))

    def _notes(self, exercises: Sequence[ExpectedExercise], there: Mapping[str, Attempt]) -> Iterator[str]:
        if not self.device:
            return
        passed = sum(map(_is_passed, there.values()))
        others = ", the others as their specification says" if passed < len(exercises) else ""
        yield f"{passed} of {len(exercises)} exercises were graded on `{self.device}`{others}"
        if unfit := [each.exercise.id for each in exercises if each.exercise.id in self._unfit]:
            yield f"the reference does not pass on `{self.device}` in {_names(unfit)}"
        for name, attempt in there.items():
            if not _is_passed(attempt):
                yield f"`{name}` does not pass on `{self.device}` ({_why(attempt)})"


def with_devices(result: Result, moved: Moved, attempted: Attempted) -> Result:
    """``result``, with what there is to say of the devices on which its exercises were ``attempted``."""
    devices = {each.exercise.id: each.device for each in (*moved.made, *moved.rest)}
    graded = tuple(replace(each, device=devices.get(each.id, "")) for each in result.exercises)
    notes = [*result.notes, *moved.notes]
    if attempted.unsteady:
        notes.append(f"{_names(attempted.unsteady)} may give slightly other numbers each time on this device")
    run = dict(result.run)
    if attempted.spent is not None:
        run |= {"device_seconds": round(attempted.spent.seconds, 6), "device_memory": attempted.spent.memory}
    return replace(result, exercises=graded, notes=tuple(notes), run=run)


def _is_passed(attempt: Attempt) -> bool:
    return attempt.cause is None and bool(attempt.cases) and all(case.passed for case in attempt.cases)


def _names(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _why(attempt: Attempt) -> str:
    failed = [case.message for case in attempt.cases if not case.passed and not case.hidden]
    message = attempt.message or next(filter(None, failed), None)
    said = {} if message is None else message.parameters
    if said.get("type") and said.get("text"):
        return f"{str(said['type']).rpartition('.')[2]}: {said['text']}"[:_LONGEST]
    return str(attempt.cause) if attempt.cause is not None else "other results"
