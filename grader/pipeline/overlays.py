"""``wrong/`` and ``also/``: a few functions laid over the solution, each a file or, for several files, a folder."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.model.spec import Exercise
from grader.pipeline.variants import defined, lay_over, variant_files, variant_places
from grader.sandbox import Source


@dataclass(frozen=True, slots=True)
class Overlay:
    """``name`` is ``wrong/mistake`` or ``also/variant``; ``redefines`` the names at its top level.

    ``text`` is its docstring in one line: what its author says to who makes this mistake.
    """

    name: str
    source: Source
    redefines: frozenset[str]
    text: str = ""

    def concerns(self, exercise: Exercise) -> bool:
        """Whether it redefines what the exercise calls."""
        return not self.redefines.isdisjoint(exercise.names)


def overlays(reference: Path, kind: str, solution: Source) -> Iterator[Overlay | SyntaxError]:
    """Every overlay of ``kind`` (wrong, also) over ``solution``; an error where one is not Python or cannot be read."""
    for place in variant_places(reference / kind):
        try:
            yield _overlay(f"{kind}/{place.stem}", place, solution)
        except SyntaxError as error:
            yield error
        except (OSError, ValueError) as error:
            yield SyntaxError(str(error), (f"{kind}/{place.name}", None, None, None))


def _overlay(name: str, place: Path, solution: Source) -> Overlay:
    files = variant_files(place, solution)
    trees = [ast.parse(content, filename=_shown(name, place, file)) for file, content in files.items()]
    text = next(filter(None, map(ast.get_docstring, trees)), "")
    redefines = frozenset(found for tree in trees for found in defined(tree))
    return Overlay(name, lay_over(solution, files), redefines, " ".join(text.split()))


def _shown(name: str, place: Path, file: str) -> str:
    return f"{name}/{file}" if place.is_dir() else f"{name}.py"
