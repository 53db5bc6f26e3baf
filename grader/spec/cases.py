"""The cases of an exercise: each is made complete from what the exercise says, by list or by grid."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

from grader.model.path import Path
from grader.model.spec import Case, Cotangent, ValueSpec
from grader.spec.expect import Tolerances, build_expected
from grader.spec.lets import build_draws, draws_anew, is_whole, names_used
from grader.spec.names import Misnamed, Scope
from grader.spec.node import Listing, Map, Node, Scalar, Sound, plain_data
from grader.spec.problems import Problems
from grader.spec.values import Values
from grader.spec.words import MAKERS, RESERVED

_BY_NAME = ("let", "given", "init")
_WHOLE = ("set", "mode", "backward", "repeat", "expect")
_LONGEST_TITLE = 60
MOST_COMBINATIONS = 1000
REPEATS_IF_DRAWN = 10


@dataclass(frozen=True, slots=True)
class Variation:
    """One case as written: its words, with those of its exercise beneath; ``grid`` names have one value each."""

    words: Map
    title: str | None
    points: float | None
    hidden: bool
    grid: Mapping[str, Node] = field(default_factory=dict)

    def map_of(self, word: str) -> Map | None:
        node = self.words.get(word)
        return node if isinstance(node, Map) else None


def variations(exercise: Map, problems: Problems) -> list[Variation]:
    """The cases of an exercise in their order; one without a title where it has none."""
    cases = exercise.get("cases")
    if isinstance(cases, Map):
        return _grid(exercise, cases, problems)
    if not isinstance(cases, Listing):
        return [Variation(exercise, None, None, False)]
    found: list[Variation] = []
    lines: dict[str, int] = {}
    for number, case in enumerate(cases.items, start=1):
        if not isinstance(case, Map):
            continue
        title = _text(case.get("title")) or f"case {number}"
        if title in lines:
            text = f"two cases are called `{title}`, the first on line {lines[title]}; a title is an address"
            problems.add(case.entries.get("title", case), text)
        lines.setdefault(title, case.line)
        hidden = case.get("hidden")
        found.append(
            Variation(
                _merged(exercise, case), title, _points(case), isinstance(hidden, Scalar) and hidden.value is True
            )
        )
    return found


def _merged(exercise: Map, case: Map) -> Map:
    entries = dict(case.entries)
    for word in (*_BY_NAME, *_WHOLE):
        below = exercise.entries.get(word)
        if below is None:
            continue
        own = case.entries.get(word)
        if own is None:
            entries[word] = below
        elif word in _BY_NAME and isinstance(own, Map) and isinstance(below, Map):
            entries[word] = own.over(below)
    return Map(entries, case.line, case.place, {**exercise.key_lines, **case.key_lines})


def _grid(exercise: Map, cases: Map, problems: Problems) -> list[Variation]:
    names = [name for name, node in cases.sound() if isinstance(node, Listing)]
    columns = [node.items for _, node in cases.sound() if isinstance(node, Listing)]
    combinations = list(itertools.islice(itertools.product(*columns), MOST_COMBINATIONS + 1))
    if len(combinations) > MOST_COMBINATIONS:
        problems.add(cases, f"expected at most {MOST_COMBINATIONS} combinations")
        return []
    found: list[Variation] = []
    for values in combinations:
        grid = dict(zip(names, values, strict=True))
        title = ", ".join(f"{name}={_shown(value)}" for name, value in grid.items())
        if len(title) > _LONGEST_TITLE or any(title == other.title for other in found):
            title = f"case {len(found) + 1}"
        found.append(Variation(exercise, title, None, False, grid))
    return found


def _shown(node: Node) -> str:
    data = plain_data(node)
    return data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)


def build_case(variation: Variation, *, has_self: bool, tolerances: Tolerances, problems: Problems) -> Case:
    """One complete case. Mistakes go to ``problems``; what is returned then is of no use."""
    words = variation.words
    let, given = variation.map_of("let"), variation.map_of("given")
    drawn = {name: is_whole(node) for name, node in (let.entries if let is not None else {}).items()}
    drawn |= {name: is_whole(node) for name, node in variation.grid.items()}
    _refuse_reserved(given, problems)
    scope = Scope(drawn, tuple(given.entries) if given is not None else (), has_self)
    values = Values(problems, scope)
    inputs = values.named(given)
    _refuse_circles(given, inputs, scope, problems)
    draws = build_draws(let, variation.grid, Values(problems, Scope(drawn, (), False)))
    expected = build_expected(words.get("expect"), scope, tolerances, problems)
    mode, repeat = _text(words.get("mode")), words.get("repeat")
    return Case(
        title=variation.title,
        points=variation.points,
        hidden=variation.hidden,
        let=draws,
        init=values.named(variation.map_of("init")),
        given=inputs,
        assign=tuple(_assigned(variation.map_of("set"), Values(problems, scope, setting=True))),
        mode=cast("Literal['train', 'eval']", mode or "train"),
        backward=tuple(_backward(words.get("backward"), values)),
        repeat=_repeats(repeat, drawn_anew=draws_anew(draws)),
        everything=expected.everything,
        checks=expected.checks,
        line=words.line,
        rtol=expected.tolerances.rtol,
        atol=expected.tolerances.atol,
    )


def _repeats(node: Sound | None, *, drawn_anew: bool) -> int:
    if isinstance(node, Scalar) and isinstance(node.value, int | float):
        return int(node.value)
    return REPEATS_IF_DRAWN if drawn_anew else 1


def _refuse_reserved(given: Map | None, problems: Problems) -> None:
    if given is None:
        return
    for name in given.entries:
        if name in RESERVED:
            text = f"no input can be called `{name}`, which has a meaning in paths; an unknown name fills the first free parameter"
            problems.add_key(given, name, text, f"{name}_")


def _refuse_circles(
    given: Map | None, inputs: tuple[tuple[str, ValueSpec], ...], scope: Scope, problems: Problems
) -> None:
    """Inputs may hold one another, but none may hold itself."""
    needs = {name: {used for used in names_used(value) if used not in scope.drawn} for name, value in inputs}
    for name in needs:
        reached, waiting = set[str](), list(needs[name])
        while waiting:
            other = waiting.pop()
            if other not in reached:
                reached.add(other)
                waiting.extend(needs.get(other, ()))
        if name in reached and given is not None:
            problems.add_key(given, name, f"`{name}` cannot be made, because it needs itself")
            return


def _assigned(node: Map | None, values: Values) -> Iterator[tuple[Path, ValueSpec]]:
    if node is None:
        return
    for word, entry in node.sound():
        built = values.build(entry)
        try:
            yield values.scope.set_path(word), built
        except Misnamed as error:
            values.problems.add_key(node, word, error.text, error.suggestion)


def _backward(node: Sound | None, values: Values) -> Iterator[tuple[Path, Cotangent]]:
    if node is None:
        return
    if not isinstance(node, Map) or any(word in MAKERS for word in node.entries):
        yield Path("result"), _cotangent(node, values)
        return
    for word, entry in node.sound():
        try:
            yield values.scope.backward_path(word), _cotangent(entry, values)
        except Misnamed as error:
            values.problems.add_key(node, word, error.text, error.suggestion)


def _cotangent(node: Sound, values: Values) -> Cotangent:
    if isinstance(node, Scalar) and node.value in ("random", "ones"):
        return cast("Literal['random', 'ones']", node.value)
    return values.build(node)


def _text(node: Sound | None) -> str | None:
    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else None


def _points(case: Map) -> float | None:
    node = case.get("points")
    return float(node.value) if isinstance(node, Scalar) and isinstance(node.value, int | float) else None
