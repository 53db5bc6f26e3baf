"""Collects the mistakes found in one file, each once, and says where they are in the words of that file."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.errors import Problem, SpecificationError
from grader.spec.node import Listing, Map, Node, Place, Scalar


class Misnamed(Exception):
    """A name that nothing has, or that cannot stand where it does."""

    def __init__(self, text: str, suggestion: str | None = None) -> None:
        super().__init__(text)
        self.text, self.suggestion = text, suggestion


@dataclass(frozen=True, slots=True)
class _Found:
    line: int
    place: Place
    text: str
    suggestion: str | None


class Problems:
    """Mistakes of one file. ``root`` is the course's folder, if there is one: files are shown relative to it."""

    def __init__(self, file: Path, root: Path | None = None) -> None:
        self.file = shown(file, root)
        self._found: dict[tuple[object, ...], _Found] = {}
        self._ids: dict[int, str] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def name_exercises(self, document: Node) -> None:
        """From here on say ``softmax.expect`` rather than ``exercises[2].expect``, where the id is there and is one."""
        exercises = document.entries.get("exercises") if isinstance(document, Map) else None
        for index, exercise in enumerate(exercises.items if isinstance(exercises, Listing) else ()):
            id_ = exercise.entries.get("id") if isinstance(exercise, Map) else None
            if isinstance(id_, Scalar) and isinstance(id_.value, str) and id_.value not in self._ids.values():
                self._ids[index] = id_.value

    def forget(self) -> None:
        """Drop what was found, where one mistake makes all else uncertain."""
        self._found.clear()

    def at_line(self, line: int, text: str, suggestion: str | None = None, *, place: Place = ()) -> None:
        """A mistake on a line that has no node of its own."""
        self._found.setdefault((place, line, text), _Found(line, place, text, suggestion))

    def add(self, node: Node, text: str, suggestion: str | None = None, *, subject: str = "") -> None:
        """A mistake in the value ``node``. ``subject`` tells two mistakes in one value apart."""
        self._found.setdefault((node.place, subject), _Found(node.line, node.place, text, suggestion))

    def add_key(self, holder: Map, word: str, text: str, suggestion: str | None = None) -> None:
        """A mistake in the word ``word`` of the map ``holder``: shown on the word's line, as the map's."""
        place = holder.entries[word].place if word in holder.entries else (*holder.place, word)
        line = holder.key_lines.get(word, holder.line)
        self._found.setdefault((place, "key"), _Found(line, place[:-1], text, suggestion))

    def path(self, place: Place) -> str:
        """A place in words: ``softmax.cases[1].expect``."""
        steps = list(place)
        if len(steps) > 1 and steps[0] == "exercises" and isinstance(steps[1], int) and steps[1] in self._ids:
            steps[:2] = [self._ids[steps[1]]]
        text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
        return text.removeprefix(".")

    def error(self) -> SpecificationError:
        """All of them."""
        found = self._found.values()
        return SpecificationError([Problem(self.file, x.line, self.path(x.place), x.text, x.suggestion) for x in found])

    def stop(self) -> None:
        """Raise ``SpecificationError`` with all of them, if there are any."""
        if self._found:
            raise self.error()


def shown(file: Path, root: Path | None = None) -> str:
    """``file`` as people know it: relative to the current folder, else to the course, else its whole path."""
    file = file.absolute()
    for folder in (Path.cwd(), root):
        if folder is not None and file.is_relative_to(folder.absolute()):
            return file.relative_to(folder.absolute()).as_posix()
    return file.as_posix()


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of ``words`` that ``word`` most looks like, if any does."""
    by_lower = {candidate.lower(): candidate for candidate in words}
    found = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.66)
    return by_lower[found[0]] if found else None


def listed(words: Iterable[str]) -> str:
    return ", ".join(words) or "nothing"
