"""Builds an assignment of the model from its document, collecting every mistake on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from grader.model.devices import DEVICES
from grader.model.spec import Exercise, Limits
from grader.spec.beside import Beside
from grader.spec.cases import Frame, build_case
from grader.spec.expect import Tolerances
from grader.spec.limits import build_limits
from grader.spec.needs import check_needs
from grader.spec.node import Listing, Map, Sound, is_true, number_of, text_of, texts_of
from grader.spec.problems import Problems
from grader.spec.variations import Variation, variations


@dataclass(frozen=True, slots=True)
class Defaults:
    """What an exercise has that says nothing itself: limits and tolerances of its assignment and course, and files."""

    limits: Limits = field(default_factory=Limits)
    tolerances: Tolerances = field(default_factory=Tolerances)
    beside: Beside = field(default_factory=Beside)


def build_exercises(
    document: Map, defaults: Defaults, docstrings: Callable[[], Mapping[str, str]], problems: Problems
) -> tuple[Exercise, ...]:
    """All exercises in their order. Of use only where ``problems`` stays empty."""
    nodes = exercises_in(document)
    _refuse_repeated_ids(nodes, problems)
    check_needs(nodes, problems)
    return tuple(_exercise(node, defaults, docstrings, problems) for node in nodes)


def exercises_in(document: Map) -> list[Map]:
    listing = document.get("exercises")
    return [node for node in listing.items if isinstance(node, Map)] if isinstance(listing, Listing) else []


def _refuse_repeated_ids(nodes: Sequence[Map], problems: Problems) -> None:
    lines: dict[str, int] = {}
    for node in nodes:
        id_ = node.get("id")
        name = text_of(id_)
        if id_ is None or name is None:
            continue
        if name in lines:
            problems.add(
                id_, f"two exercises are called `{name}`, the first on line {lines[name]}; an id is an address"
            )
        elif name in DEVICES:
            problems.add(id_, f"no exercise can be called `{name}`, which is a device in `needs`")
        lines.setdefault(name, id_.line)


def _exercise(
    node: Map, defaults: Defaults, docstrings: Callable[[], Mapping[str, str]], problems: Problems
) -> Exercise:
    id_ = text_of(node.get("id")) or ""
    class_name, calls = text_of(node.get("class")), texts_of(node.get("call"))
    if "init" in node.entries and "class" not in node.entries:
        problems.add_key(node, "init", "`init` builds the object of a `class`, and this exercise has no `class`")
    found = variations(node, problems)
    limits = build_limits(node.get("limits"), defaults.limits)
    has_call, has_self = "call" in node.entries, "class" in node.entries
    frame = Frame(has_call, has_self, defaults.tolerances, limits, defaults.beside, texts_of(node.get("needs")))
    built = [build_case(variation, frame, problems) for variation in found]
    exercise = Exercise(
        id=id_,
        title=text_of(node.get("title")) or id_,
        prompt=text_of(node.get("prompt")) or "",
        hints=texts_of(node.get("hint")),
        points=_points(node, found, problems),
        needs=texts_of(node.get("needs")),
        hidden=is_true(node.get("hidden")),
        calls=calls,
        class_name=class_name,
        cases=tuple(case for case in built if case is not None),
        limits=limits,
        line=node.line,
        diagnoses=tuple(_diagnoses(node.get("diagnoses"))),
        withdrawn=text_of(node.get("withdrawn")) or "",
    )
    return exercise if exercise.prompt else replace(exercise, prompt=_first(docstrings, exercise.names))


def _diagnoses(node: Sound | None) -> Iterator[tuple[str, str]]:
    for name, entry in node.sound() if isinstance(node, Map) else ():
        yield name, text_of(entry) or ""


def _first(docstrings: Callable[[], Mapping[str, str]], names: Sequence[str]) -> str:
    return next((text for name in names if (text := docstrings().get(name))), "")


def _points(node: Map, found: Sequence[Variation], problems: Problems) -> float:
    own = node.get("points")
    stated = number_of(own)
    _check_hundredths(own, stated, problems)
    for each in found:
        if each.points is not None and each.title is not None:
            _check_hundredths(each.words.get("points"), each.points, problems)
    with_points = [each for each in found if each.points is not None]
    if not with_points:
        return 1.0 if stated is None else stated
    if len(with_points) < len(found):
        missing = next(each for each in found if each.points is None)
        problems.add(missing.words, "`points` is missing: where one case has points, all have")
    total = round(sum(each.points or 0.0 for each in found), 2)
    if own is not None and stated is not None and round(stated, 2) != total:
        text = f"expected {total:g}, which is the sum of its cases' points, got {stated:g}; leave `points` out here"
        problems.add(own, text, f"{total:g}")
    return total


def _check_hundredths(node: Sound | None, value: float | None, problems: Problems) -> None:
    if node is not None and value is not None and abs(value * 100 - round(value * 100)) > 1e-6:
        problems.add(node, f"expected at most two decimals, got {value:g}", f"{round(value, 2):g}")
