"""From the steps of a case to the turns of a call: who is called in each, and with what."""

from __future__ import annotations

from collections.abc import Callable, Collection

from grader.model.calls import RESULT, Turn
from grader.model.path import Path
from grader.model.spec import Case, Exercise, Step
from grader.model.values import Same, Tree
from grader.plan.errors import PlanError
from grader.plan.values import Maker

SELF = "self"


def draw_turns(exercise: Exercise, case: Case, maker: Maker) -> tuple[Turn, ...]:
    """Every turn of the case, repeats written out; what steps put in place is left out, since it needs shapes."""
    things = [name for name, _ in case.given] + ([SELF] if exercise.class_name else [])
    first = "eval" if case.mode == "eval" else ""
    if not case.steps:
        owner, names = _called(exercise.calls, things, exercise)
        arguments: tuple[tuple[str, Tree], ...] = tuple((name, Same(name)) for name, _ in case.given)
        return (Turn(RESULT, owner, names, arguments, mode=first),)
    turns: list[Turn] = []
    for step in case.steps:
        owner, names = _called(step.calls or exercise.calls, things, exercise)
        arguments = maker.named(step.given)
        for _ in range(step.repeat):
            mode = step.mode or ("" if turns else first)
            turns.append(Turn(step.name, owner, names, arguments, mode=mode))
        things.append(step.name)
    return tuple(turns)


def with_settings(
    turns: tuple[Turn, ...], steps: tuple[Step, ...], settings: Callable[[Step], tuple[tuple[str, Tree], ...]]
) -> tuple[Turn, ...]:
    """``turns`` with what each puts in place before it calls, ``settings`` of its step drawn for each anew."""
    by_name = {step.name: step for step in steps}
    return tuple(
        Turn(turn.name, turn.owner, turn.names, turn.given, settings(by_name[turn.name]), turn.mode)
        if turn.name in by_name
        else turn
        for turn in turns
    )


def _called(accepted: tuple[str, ...], things: Collection[str], exercise: Exercise) -> tuple[str, tuple[str, ...]]:
    """Whose method is called (empty for a function of the submission), and the names that it may have."""
    if not accepted and exercise.class_name is None:
        raise PlanError("`call` is missing: neither the step nor the exercise says what is called")
    found = [_split(name, things, exercise) for name in accepted] or [(SELF, "")]
    owners = {owner for owner, _ in found}
    if len(owners) > 1:
        raise PlanError(f"call: {', '.join(accepted)} are not names of one thing")
    return owners.pop(), tuple(name for _, name in found if name)


def _split(name: str, things: Collection[str], exercise: Exercise) -> tuple[str, str]:
    owner, _, method = name.rpartition(".")
    if owner:
        # Any other name with a dot is imported, such as `torch.nn.functional.relu`.
        return (owner, method) if Path.parse(owner).root in things else ("", name)
    return (SELF if exercise.class_name else ""), name
