"""Where a path leads in what was observed. Slices are left to those who have arrays."""

from __future__ import annotations

from collections.abc import Mapping as Map

from grader.model.values import Absent, Mapping, Sequence, Tree


def find(values: Map[str, Tree], steps: tuple[str, ...]) -> Tree:
    """What is at the path of these names: the longest path that was looked at, and items and keys below it."""
    for length in range(len(steps), 0, -1):
        if (path := ".".join(steps[:length])) in values:
            return _descend(values[path], steps[length:])
    return Absent()


def _descend(tree: Tree, steps: tuple[str, ...]) -> Tree:
    """What is below ``tree``; a star is every item, by name."""
    for at, step in enumerate(steps):
        if step == "*" and isinstance(tree, Sequence):
            items: list[tuple[Tree, Tree]] = [(str(number), item) for number, item in enumerate(tree.items)]
            return Mapping(tuple((name, _descend(item, steps[at + 1 :])) for name, item in items))
        if step == "*" and isinstance(tree, Mapping):
            return Mapping(tuple((key, _descend(item, steps[at + 1 :])) for key, item in tree.items))
        if isinstance(tree, Sequence) and step.isdecimal() and int(step) < len(tree.items):
            tree = tree.items[int(step)]
        elif isinstance(tree, Mapping) and step in (keys := [key for key, _ in tree.items]):
            tree = tree.items[keys.index(step)][1]
        else:
            return Absent()
    return tree
