"""``needs``: exercises of the same assignment, ``cuda`` and libraries; none may need itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.spec.node import Listing, Map, Scalar
from grader.spec.problems import Problems, listed, nearest

CUDA = "cuda"


def check_needs(exercises: Sequence[Map], problems: Problems) -> None:
    """Refuse what is no exercise and cannot be a library, and exercises that need one another in a circle."""
    ids = [_id(exercise) for exercise in exercises]
    needs: dict[str, list[Scalar]] = {}
    for id_, exercise in zip(ids, exercises, strict=True):
        listing = exercise.get("needs")
        items = listing.items if isinstance(listing, Listing) else ()
        names = [item for item in items if isinstance(item, Scalar) and isinstance(item.value, str)]
        needs[id_] = [item for item in names if item.value in ids]
        for item in names:
            if item.value not in ids:
                _check_library(item, [other for other in ids if other and other != id_], problems)
    for id_ in needs:
        _refuse_circle(id_, needs, problems)


def _id(exercise: Map) -> str:
    node = exercise.get("id")
    return str(node.value) if isinstance(node, Scalar) else ""


def _check_library(item: Scalar, ids: Sequence[str], problems: Problems) -> None:
    name = str(item.value)
    meant = nearest(name, (*ids, CUDA))
    if name == CUDA or (name.replace(".", "_").isidentifier() and meant is None):
        return
    problems.add(item, f"no exercise is called `{name}` (there is: {listed(ids)})", meant)


def _refuse_circle(start: str, needs: Mapping[str, Sequence[Scalar]], problems: Problems) -> None:
    """Each circle is reported once, at the exercise of it that comes first."""
    order = list(needs)
    trail = _trail_back(start, needs)
    if trail and all(order.index(start) <= order.index(other) for other in trail):
        first = next(item for item in needs[start] if item.value == [*trail[1:], start][0])
        circle = " → ".join([*trail, start])
        problems.add(first, f"`{start}` cannot be reached, because it needs itself: {circle}")


def _trail_back(start: str, needs: Mapping[str, Sequence[Scalar]]) -> list[str]:
    """The exercises on a way from ``start`` back to itself; none where there is no way."""
    came_from: dict[str, str] = {}
    waiting = [start]
    while waiting:
        current = waiting.pop(0)
        for item in needs.get(current, ()):
            name = str(item.value)
            if name == start:
                trail = [current]
                while trail[-1] != start:
                    trail.append(came_from[trail[-1]])
                return trail[::-1]
            if name not in came_from:
                came_from[name] = current
                waiting.append(name)
    return []
