"""``needs``: exercises of the same assignment, ``cuda`` and libraries; none may need itself."""

from __future__ import annotations

from collections.abc import Sequence

from grader.spec.circles import circles
from grader.spec.node import Map, Scalar, text_of, with_text
from grader.spec.problems import Problems, listed, nearest

CUDA = "cuda"


def check_needs(exercises: Sequence[Map], problems: Problems) -> None:
    """Refuse what is no exercise and cannot be a library, and exercises that need one another in a circle."""
    ids = [text_of(exercise.get("id")) or "" for exercise in exercises]
    needs: dict[str, dict[str, Scalar]] = {}
    for id_, exercise in zip(ids, exercises, strict=True):
        names = {str(item.value): item for item in with_text(exercise.get("needs"))}
        needs[id_] = {name: item for name, item in names.items() if name in ids}
        for name, item in names.items():
            if name not in ids:
                _check_library(item, name, [other for other in ids if other and other != id_], problems)
    for circle in circles(needs):
        text = f"`{circle[0]}` cannot be reached, because it needs itself: {' → '.join(circle)}"
        problems.add(needs[circle[0]][circle[1]], text)


def _check_library(item: Scalar, name: str, ids: Sequence[str], problems: Problems) -> None:
    meant = nearest(name, (*ids, CUDA))
    if name == CUDA or (name.replace(".", "_").isidentifier() and meant is None):
        return
    problems.add(item, f"no exercise is called `{name}` (there is: {listed(ids)})", meant)
