"""On which device an exercise is made: where its specification says so, or where everything of it is put on wish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from grader.checks.kind import ANY, REFERENCE
from grader.laws import LAWS
from grader.model.calls import Call
from grader.model.devices import ACCELERATORS, CPU, kind_of
from grader.model.spec import Exercise
from grader.model.values import Placed, everything_in
from grader.plan import Draft, ExercisePlan
from grader.sandbox import Runner

# As typed: the first there is but for the CPU.
AUTO = "auto"


def needs_of(exercise: Exercise) -> Iterator[str]:
    """What an exercise says that it needs, and the devices that its laws compare with."""
    yield from exercise.needs
    for demand in (demand for case in exercise.cases for demand in case.laws):
        yield from map(kind_of, LAWS[demand.name].devices(demand.argument))


def is_on_device(exercise: Exercise) -> bool:
    """Whether it says that it needs a device beside the CPU."""
    return any(name in ACCELERATORS for name in needs_of(exercise))


def needed_device(exercise: Exercise, runner: Runner) -> str:
    """The device beside the CPU that a child must have for ``exercise``; empty where it needs none that is here."""
    needed = [name for name in needs_of(exercise) if name in ACCELERATORS]
    return needed[0] if needed and needed[0] in runner.facts().devices else ""


def device_of(plan: ExercisePlan, runner: Runner) -> str:
    """The device that a child must have for ``plan``: the one that it was moved to, or that it needs."""
    moved = [draft.survey.device for draft in (*plan.visible, *plan.hidden)[:1]]
    return "".join(moved) or needed_device(plan.exercise, runner)


def moved(plan: ExercisePlan, device: str) -> ExercisePlan:
    """``plan`` with everything on ``device``."""

    def all_of(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
        return tuple(replace(draft, survey=replace(draft.survey, device=device)) for draft in drafts)

    return replace(plan, visible=all_of(plan.visible), hidden=all_of(plan.hidden))


def says_where(plan: ExercisePlan) -> bool:
    """Whether its author says where things are, so that nothing is to be moved."""
    exercise = plan.exercise
    if is_on_device(exercise):
        return True
    checks = [check for case in exercise.cases for check in case.checks if check.kind == "device"]
    if any(check.argument not in (ANY, REFERENCE, CPU) for check in checks):
        return True
    return any(_is_placed(draft.survey) for draft in (*plan.visible, *plan.hidden))


def _is_placed(call: Call) -> bool:
    named = [*call.given, *call.init, *call.assign, *(pair for turn in call.turns for pair in turn.given)]
    return any(isinstance(part, Placed) and part.device for _, tree in named for part in everything_in(tree))
