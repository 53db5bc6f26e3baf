"""The specification that students get: an author's without its hidden exercises, hidden cases and comments.

What is left loads as it did before. Words of an exercise that only hidden cases rest on are gone as well.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import yaml

from grader.errors import UsageError
from grader.spec.printed import PLAIN, TEXT, composed, printed
from grader.spec.scalars import resolve

# What a case takes from its exercise: name by name, or as a whole where it says nothing itself.
BY_NAME = ("let", "given", "init")
WHOLE = ("set", "mode", "backward", "repeat", "steps", "expect", "laws", "source")


@dataclass(frozen=True, slots=True)
class Public:
    """``text`` is the specification; it lacks as many hidden ``checks``, worth ``points``, and ``exercises`` by id."""

    text: str
    checks: int
    points: float
    exercises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Hidden:
    """A hidden exercise or case: how many checks it counts as, and what they are worth."""

    checks: int
    points: float


def public_text(text: str, schema: str = "") -> Public:
    """What students get of ``text``, a specification that loads. Its first line leads editors to ``schema``, if any.

    Raises ``UsageError`` where all is hidden.
    """
    document = composed(text)
    exercises = _items(_get(document, "exercises"))
    ids = tuple(_text(each, "id") for each in exercises if _is_hidden(each))
    left_out: list[_Hidden] = []
    public: list[str] = []
    for each in exercises:
        if _is_hidden(each):
            left_out.append(_whole(each))
        else:
            left_out += _trimmed(each, ids)
            public.append(printed(yaml.SequenceNode(TEXT, [each], flow_style=False)))
    if not public:
        raise UsageError("every exercise is hidden, so that nothing is left for students; show them at least one")
    first = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    head = yaml.MappingNode(
        TEXT, [entry for entry in document.value if entry[0].value != "exercises"], flow_style=False
    )
    return Public(
        text=f"{first}{printed(head)}exercises:\n" + "\n".join(map(_indented, public)),
        checks=sum(each.checks for each in left_out),
        points=round(sum(each.points for each in left_out), 2),
        exercises=ids,
    )


def _is_hidden(exercise: yaml.Node) -> bool:
    """Whether it is as a whole, or in each of its cases. The names of a grid may be any, ``hidden`` too."""
    if _is_marked(exercise):
        return True
    cases = _get(exercise, "cases")
    return isinstance(cases, yaml.SequenceNode) and all(map(_is_marked, cases.value))


def _is_marked(node: yaml.Node) -> bool:
    value = _get(node, "hidden")
    return value is not None and value.tag == PLAIN and resolve(value.value) is True


def _whole(exercise: yaml.Node) -> _Hidden:
    cases = _get(exercise, "cases")
    if isinstance(cases, yaml.MappingNode):
        return _Hidden(math.prod(len(values.value) for _, values in cases.value), _points(exercise, 1.0))
    worth = [_points(case) for case in _items(cases)]
    return _Hidden(max(len(worth), 1), _points(exercise, sum(worth) if any(_has_points(cases)) else 1.0))


def _has_points(cases: yaml.Node | None) -> Iterator[bool]:
    return (_get(case, "points") is not None for case in _items(cases))


def _trimmed(exercise: yaml.Node, ids: Collection[str]) -> list[_Hidden]:
    """Take out of ``exercise`` what students do not get; the hidden cases among it are returned."""
    _drop(exercise, "hidden")
    needs = _get(exercise, "needs")
    if needs is not None:
        needs.value = [name for name in _items(needs) if name.value not in ids]
        if not needs.value:
            _drop(exercise, "needs")
    cases = _get(exercise, "cases")
    if not isinstance(cases, yaml.SequenceNode):
        return []
    hidden = [case for case in cases.value if _is_marked(case)]
    if hidden:
        _keep_titles(cases.value)
        cases.value = [case for case in cases.value if not _is_marked(case)]
        _drop_unused(exercise, cases.value)
    if hidden and any(_has_points(cases)):
        _drop(exercise, "points")
    for case in cases.value:
        _drop(case, "hidden")
    return [_Hidden(1, _points(case)) for case in hidden]


def _keep_titles(cases: Sequence[yaml.Node]) -> None:
    """A case without a title is addressed, and drawn for, by its number among all of them."""
    is_after = False
    for number, case in enumerate(cases, start=1):
        is_after = is_after or _is_marked(case)
        if is_after and _get(case, "title") is None:
            case.value.insert(0, (yaml.ScalarNode(PLAIN, "title"), yaml.ScalarNode(PLAIN, f"case {number}")))


def _drop_unused(exercise: yaml.Node, cases: Sequence[yaml.Node]) -> None:
    """Nothing that each of the public ``cases`` says in other words stays above them: only hidden ones used it.

    By name a value of theirs takes its place, since names are drawn and given in the order of the exercise.
    """
    for word in WHOLE:
        if all(_get(case, word) is not None for case in cases):
            _drop(exercise, word)
    for word in BY_NAME:
        above = _get(exercise, word)
        for index, (name, _) in enumerate(above.value if above is not None else ()):
            own = [_get(_get(case, word), name.value) for case in cases]
            if above is not None and None not in own:
                above.value[index] = (name, own[0])


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" if line else "\n" for line in text.removesuffix("\n").split("\n"))


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _get(node: yaml.Node | None, word: str) -> yaml.Node | None:
    """What stands after ``word`` in a map; None where nothing does."""
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for key, value in node.value if key.value == word), None)


def _drop(node: yaml.Node, word: str) -> None:
    node.value = [(key, value) for key, value in node.value if key.value != word]


def _text(node: yaml.Node, word: str) -> str:
    value = _get(node, word)
    return "" if value is None else str(value.value)


def _points(node: yaml.Node, otherwise: float = 0.0) -> float:
    value = _get(node, "points")
    stated = None if value is None else resolve(value.value)
    return float(stated) if isinstance(stated, int | float) else otherwise


def public_course(text: str, names: Sequence[str], grader: str) -> str:
    """The text of a ``course.yaml`` for a copy that has the assignments ``names``, and no reference.

    ``grader`` is the version that releases, and the first that reads what it recorded.
    """
    root = composed(text)
    for word in ("reference", "assignments", "grader"):
        _drop(root, word)
    listed = ", ".join(json.dumps(name, ensure_ascii=False) for name in names)
    return f'{printed(root)}grader: "{grader}"\nassignments: [{listed}]\n'
