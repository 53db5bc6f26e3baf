"""Builds one complete case: what it draws, what is given, set and expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from grader.model.mentions import names_in_value
from grader.model.path import Path
from grader.model.spec import Case, Cotangent, Limits
from grader.model.written import ValueSpec
from grader.spec.beside import Beside
from grader.spec.circles import circles
from grader.spec.demands import build_laws, build_rules, check_laws
from grader.spec.expect import Tolerances, build_expected
from grader.spec.idle import check_mode
from grader.spec.lets import build_draws, draws_anew, is_whole
from grader.spec.limits import build_limits
from grader.spec.names import Scope
from grader.spec.node import Broken, Map, Scalar, Sound, number_of, text_of
from grader.spec.problems import Misnamed, Problems
from grader.spec.steps import Steps, check_step_names
from grader.spec.values import Values
from grader.spec.variations import Variation
from grader.spec.words import MAKERS, ROOTS

REPEATS_IF_DRAWN = 10

# A mistake in one of these as a whole leaves all other names of a case in doubt.
_NAMING = ("let", "given", "steps")


@dataclass(frozen=True, slots=True)
class Frame:
    """What an exercise says for all of its cases: what is called, and what holds where a case says nothing."""

    has_call: bool
    has_self: bool
    tolerances: Tolerances
    limits: Limits
    beside: Beside
    needs: tuple[str, ...]


def build_case(variation: Variation, frame: Frame, problems: Problems) -> Case | None:
    """One complete case; None where its names cannot be known. Mistakes go to ``problems``."""
    words = variation.words
    if any(isinstance(words.entries.get(word), Broken) for word in _NAMING):
        return None
    let, given, steps = variation.map_of("let"), variation.map_of("given"), variation.map_of("steps")
    drawn = {name: is_whole(node) for name, node in (let.entries if let is not None else {}).items()}
    drawn |= {name: is_whole(node) for name, node in variation.grid.items()}
    _refuse_reserved(given, problems)
    inputs_named = tuple(given.entries) if given is not None else ()
    in_order = tuple(steps.entries) if steps is not None else ()
    scope = Scope(drawn, inputs_named, frame.has_self, in_order, frame.beside, frame.needs)
    check_step_names(steps, scope, problems)
    before = Values(problems, scope, scope.inputs)
    inputs = before.named(given)
    _refuse_circles(given, inputs, scope, problems)
    draws = build_draws(
        let, variation.grid, Values(problems, Scope(drawn, (), has_self=False, beside=frame.beside, needs=frame.needs))
    )
    expected = build_expected(words.get("expect"), scope, frame.tolerances, problems)
    mode, repeat = text_of(words.get("mode")), words.get("repeat")
    case = Case(
        title=variation.title,
        points=variation.points,
        hidden=variation.hidden,
        let=draws,
        init=before.named(variation.map_of("init")),
        given=inputs,
        assign=tuple(Values(problems, scope, scope.objects, setting=True).assigned(words.get("set"), inputs)),
        mode=cast("Literal['train', 'eval']", mode or "train"),
        backward=tuple(_backward(words.get("backward"), Values(problems, scope, scope.objects))),
        repeat=_repeats(repeat, drawn_anew=draws_anew(draws)),
        everything=expected.everything,
        checks=expected.checks,
        line=words.line,
        rtol=expected.tolerances.rtol,
        atol=expected.tolerances.atol,
        measured=expected.tolerances.measured,
        steps=Steps(scope, frame.has_call, inputs, problems).build(steps),
        laws=build_laws(words.get("laws"), scope, problems),
        source=build_rules(words.get("source"), problems),
        limits=build_limits(words.get("limits"), frame.limits),
    )
    check_laws(words.get("laws"), case, problems)
    check_mode(words.get("mode"), case, frame.has_self, problems)
    return case


def _repeats(node: Sound | None, *, drawn_anew: bool) -> int:
    stated = number_of(node)
    if stated is not None:
        return int(stated)
    return REPEATS_IF_DRAWN if drawn_anew else 1


def _refuse_reserved(given: Map | None, problems: Problems) -> None:
    if given is None:
        return
    for name in given.entries:
        if name in ROOTS:
            text = f"no input can be called `{name}`, a word of paths; an unknown name fills the first free parameter"
            problems.add_key(given, name, text, f"{name}_")


def _refuse_circles(
    given: Map | None, inputs: tuple[tuple[str, ValueSpec], ...], scope: Scope, problems: Problems
) -> None:
    """Inputs may hold one another, but none may hold itself."""
    needs = {name: {used for used in names_in_value(value) if used not in scope.drawn} for name, value in inputs}
    for circle in circles(needs):
        if given is not None:
            text = f"`{circle[0]}` cannot be made, because it needs itself: {' → '.join(circle)}"
            problems.add_key(given, circle[0], text)


def _backward(node: Sound | None, values: Values) -> Iterator[tuple[Path, Cotangent]]:
    if node is None:
        return
    if not isinstance(node, Map) or _is_made(node):
        yield Path("result"), _cotangent(node, values)
        return
    for word, entry in node.sound():
        try:
            yield values.scope.backward_path(word), _cotangent(entry, values)
        except Misnamed as error:
            values.problems.add_key(node, word, error.text, error.suggestion)


def _is_made(node: Map) -> bool:
    """Whether this is one cotangent, rather than paths with several, which may have a maker's name."""
    several = any(isinstance(entry, Scalar) and entry.value in ("random", "ones") for entry in node.entries.values())
    return not several and any(word in MAKERS for word in node.entries)


def _cotangent(node: Sound, values: Values) -> Cotangent:
    if isinstance(node, Scalar) and node.value in ("random", "ones"):
        return cast("Literal['random', 'ones']", node.value)
    return values.build(node)
