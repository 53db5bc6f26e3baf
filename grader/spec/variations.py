"""The cases of an exercise as written, by list or by grid, each with the words of its exercise beneath its own."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.spec.node import Broken, Listing, Map, Node, is_true, number_of, plain_data, text_of
from grader.spec.problems import Problems

_BY_NAME = ("let", "given", "init", "limits")
_WHOLE = ("set", "mode", "backward", "repeat", "steps", "expect", "laws", "source")
_LONGEST_TITLE = 60
MOST_COMBINATIONS = 1000


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
    """The cases of an exercise, one without a title where it states none; nothing where a mistake hides them."""
    cases = exercise.entries.get("cases")
    if isinstance(cases, Broken):
        return []
    if isinstance(cases, Map):
        return _grid(exercise, cases, problems)
    if not isinstance(cases, Listing):
        return [Variation(exercise, None, None, False)]
    found: list[Variation] = []
    lines: dict[str, int] = {}
    for number, case in enumerate(cases.items, start=1):
        if not isinstance(case, Map):
            continue
        title = text_of(case.get("title")) or f"case {number}"
        if title in lines:
            text = f"two cases are called `{title}`, the first on line {lines[title]}; a title is an address"
            problems.add(case.entries.get("title", case), text)
        lines.setdefault(title, case.line)
        found.append(
            Variation(_merged(exercise, case), title, number_of(case.get("points")), is_true(case.get("hidden")))
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
