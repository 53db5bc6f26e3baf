"""YAML as it was written: values with the lines that they stand on. Knows nothing of the language's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

# Where a node stands, from the top of its file: ("exercises", 2, "expect").
Place: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value. ``plain`` where it was written without quotes; ``text`` is then how it was spelled."""

    value: bool | int | float | str | None
    line: int
    place: Place
    plain: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple[Node, ...]
    line: int
    place: Place


@dataclass(frozen=True, slots=True)
class Map:
    """``entries`` in their own order, ``key_lines`` by the same keys. Every key is text, as it was written."""

    entries: Mapping[str, Node]
    line: int
    place: Place
    key_lines: Mapping[str, int] = field(default_factory=dict)

    def get(self, word: str) -> Sound | None:
        """What stands after ``word``; None where nothing does or where a mistake in it was reported already."""
        node = self.entries.get(word)
        return None if isinstance(node, Broken) else node

    def sound(self) -> Iterator[tuple[str, Sound]]:
        """The entries in which no mistake was found so far."""
        return ((word, node) for word, node in self.entries.items() if not isinstance(node, Broken))

    def over(self, below: Map | None) -> Map:
        """Both maps in one, name by name; where both have a name, this one's counts."""
        if below is None:
            return self
        return Map({**below.entries, **self.entries}, self.line, self.place, {**below.key_lines, **self.key_lines})


@dataclass(frozen=True, slots=True)
class Broken:
    """Stands where a mistake was reported, so that nothing else is said about it."""

    line: int
    place: Place


Sound: TypeAlias = Scalar | Listing | Map
Node: TypeAlias = Sound | Broken


def text_of(node: Node | None) -> str | None:
    """The text of a scalar; None where there is none."""
    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else None


def texts_of(node: Node | None) -> tuple[str, ...]:
    """The text of a scalar, or the texts in a list."""
    return tuple(str(item.value) for item in with_text(node))


def with_text(node: Node | None) -> tuple[Scalar, ...]:
    """A scalar that is a text, or those in a list."""
    items = node.items if isinstance(node, Listing) else (node,)
    return tuple(item for item in items if isinstance(item, Scalar) and isinstance(item.value, str))


def number_of(node: Node | None) -> float | None:
    """The number of a scalar; None where there is none."""
    if isinstance(node, Scalar) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return float(node.value)
    return None


def is_true(node: Node | None) -> bool:
    return isinstance(node, Scalar) and node.value is True


def is_sound(node: Node) -> bool:
    """Whether no mistake was found in the node or below it."""
    match node:
        case Listing():
            return all(map(is_sound, node.items))
        case Map():
            return all(map(is_sound, node.entries.values()))
    return not isinstance(node, Broken)


def plain_data(node: Node) -> object:
    """The node as plain Python, as JSON Schema sees it."""
    match node:
        case Scalar():
            return node.value
        case Listing():
            return [plain_data(item) for item in node.items]
        case Map():
            return {word: plain_data(entry) for word, entry in node.entries.items()}
    return None


def find(node: Node, place: Place) -> Node:
    """The node at ``place`` below the document ``node``, or the nearest one above it that is there."""
    for step in place:
        if isinstance(node, Map) and step in node.entries:
            node = node.entries[str(step)]
        elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            break
    return node


def without(node: Node, broken: frozenset[Place], renamed: Mapping[Place, str | None]) -> Node:
    """A copy with ``Broken`` at the places in ``broken``.

    The entries in ``renamed`` are gone; where a name is given for one, ``Broken`` stands under that name.
    """
    if node.place in broken:
        return Broken(node.line, node.place)
    if isinstance(node, Listing):
        return Listing(tuple(without(item, broken, renamed) for item in node.items), node.line, node.place)
    if not isinstance(node, Map):
        return node
    kept = {word: without(entry, broken, renamed) for word, entry in node.entries.items() if entry.place not in renamed}
    for entry in node.entries.values():
        name = renamed.get(entry.place)
        if name is not None and name not in kept:
            kept[name] = Broken(entry.line, (*node.place, name))
    return Map(kept, node.line, node.place, node.key_lines)
