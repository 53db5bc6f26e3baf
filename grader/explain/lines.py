"""On which line of its file each word of an exercise stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grader.model.spec import Exercise
from grader.spec.node import Listing, Map, Node, text_of
from grader.spec.problems import Problems
from grader.spec.yaml import read, read_file

# These are merged name by name; any other word of a case stands instead of the exercise's.
_BY_NAME = frozenset({"let", "given", "init"})
_FROM_ABOVE = "limits"


@dataclass(frozen=True, slots=True)
class Lines:
    """Of one exercise, and within it of one case where ``case`` is not None. ``above`` is the whole document."""

    exercise: Node
    above: Node
    case: Node | None = None

    def of(self, word: str, *names: str) -> int | None:
        """The line of ``word``, or of the name below it; the case's own line before its exercise's.

        Limits may also be those of the assignment.
        """
        for node in (self.case, self.exercise, *([self.above] if word == _FROM_ABOVE else [])):
            if not isinstance(node, Map) or word not in node.entries:
                continue
            found = _below(node, (word, *names))
            if found is not None:
                return found
            if word not in _BY_NAME and word != _FROM_ABOVE:
                return node.key_lines[word]
        return None

    def of_case(self, number: int) -> Lines:
        """Within the case ``number``, counted from 0; a grid's cases have no lines of their own."""
        cases = self.exercise.entries.get("cases") if isinstance(self.exercise, Map) else None
        items = cases.items if isinstance(cases, Listing) else ()
        return Lines(self.exercise, self.above, items[number] if number < len(items) else None)


def lines_of(file: Path, exercise: Exercise) -> Lines:
    """Where ``exercise`` stands in ``file``, which was loaded before."""
    document = read(read_file(file), Problems(file, None))
    listing = document.entries.get("exercises") if isinstance(document, Map) else None
    for node in listing.items if isinstance(listing, Listing) else ():
        if isinstance(node, Map) and text_of(node.get("id")) == exercise.id:
            return Lines(node, document)
    return Lines(document, document)


def _below(node: Map, names: tuple[str, ...]) -> int | None:
    """The line of the last of ``names``, each below the one before."""
    line = None
    for name in names:
        if not isinstance(node, Map) or name not in node.entries:
            return None
        line, below = node.key_lines.get(name), node.entries[name]
        node = below  # type: ignore[assignment]
    return line
