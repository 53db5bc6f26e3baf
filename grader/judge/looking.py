"""What is at a path of a record, which items and numbers there are in it, and how a place is named in a message."""

from __future__ import annotations

from collections.abc import Mapping as Map

import numpy as np

from grader.judge.arrays import Array, is_huge, number_in, numbers_of, sliced
from grader.judge.close import count_not_finite
from grader.judge.form import Finding, by_key
from grader.model.looking import find
from grader.model.message import Message
from grader.model.path import CALLS, RAISES, Path
from grader.model.values import Absent, Mapping, Opaque, Sequence, Tree, everything_in

EACH = "*"
# Where there is nothing with the reference's form to ask for.
WITHOUT_FORM = frozenset({RAISES, CALLS})
_LONGEST = 100
_MOST_AXES = 16


def look(values: Map[str, Tree], path: Path) -> Tree:
    """What is at ``path``, without its slice. A gradient that is not there is the None that torch has for it.

    ``calls.NAME`` is how often it was called: a bare name is every function and method of that name.
    """
    if path.root == CALLS and path.steps:
        return _count(values.get(CALLS), ".".join(path.steps))
    there = find(values, (path.root, *path.steps))
    return None if path.is_gradient and isinstance(there, Absent) else there


def look_sliced(values: Map[str, Tree], path: Path) -> Tree:
    """What is at ``path``; ``Absent`` where its slice fits no tensor that is there."""
    try:
        return sliced(look(values, path), path.subscript)
    except IndexError:
        return Absent()


def _count(calls: Tree, name: str) -> Tree:
    if not isinstance(calls, Sequence):
        return Absent()
    return sum(isinstance(each, str) and name in (each, each.rpartition(".")[2]) for each in calls.items)


def items_in(tree: Tree) -> dict[str, Tree]:
    """The items of a list or dictionary by name; of anything else there are none."""
    if isinstance(tree, Mapping):
        return by_key(tree)
    return {str(index): item for index, item in enumerate(tree.items)} if isinstance(tree, Sequence) else {}


def stacked(tree: Tree) -> Array | None:
    """A tensor, a number, or nested lists of them of equal shapes, as one array; None for anything else."""
    try:
        number = number_in(tree)
        return np.asarray(float(number)) if is_huge(tree) and isinstance(number, int) else _stacked(tree)
    except (OverflowError, ValueError):  # NumPy has no such number, or no array of such a shape
        return None


def _stacked(tree: Tree) -> Array | None:
    numbers = numbers_of(tree)
    if numbers is not None or not isinstance(tree, Sequence):
        return numbers
    parts = [_stacked(item) for item in tree.items]
    found = [part for part in parts if part is not None]
    if len(found) < len(parts) or len({part.shape for part in found}) != 1 or found[0].ndim >= _MOST_AXES:
        return None
    return np.stack(found)


def opaque_in(tree: Tree) -> str | None:
    """The name of the first type in ``tree`` of whose objects nothing else crosses; None where all can be seen."""
    return next((part.name for part in everything_in(tree) if isinstance(part, Opaque)), None)


def not_finite_in(tree: Tree) -> int:
    """How many numbers of ``tree`` are NaN or infinite, tensors in lists and dictionaries included."""
    if isinstance(tree, Sequence):
        return sum(map(not_finite_in, tree.items))
    if isinstance(tree, Mapping):
        return sum(not_finite_in(item) for _, item in tree.items)
    try:
        numbers = numbers_of(tree)
    except ValueError:
        return 0
    return 0 if numbers is None else count_not_finite(numbers)


def placed(path: Path, finding: Finding) -> Message:
    """The finding with the place that it is about: ``result.0``, or ``self.weight`` where the path says ``self.*``."""
    return Message(finding.message.id, {"place": place(path, finding.below), **finding.message.parameters})


def place(path: Path, below: str) -> str:
    """``below`` may hold keys of a submission's dictionary: what is long or cannot be printed is left out."""
    if len(below) > _LONGEST or not below.isprintable():
        below = ""
    steps = list(path.steps)
    if EACH in steps and below:
        steps[steps.index(EACH)], below = below[1:], ""
    return f"{Path(path.root, tuple(steps), path.subscript)}{below}"


def item_path(path: Path, key: str) -> Path:
    """``self.weight`` for the item ``weight`` at ``self.*``; the path as it is where the name cannot stand in one."""
    try:
        return Path.parse(place(path, f".{key}"))
    except ValueError:
        return path
