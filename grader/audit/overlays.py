"""``wrong/`` and ``also/`` files: a few functions laid over the solution, run as one module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.model.spec import Exercise
from grader.sandbox import Source


@dataclass(frozen=True, slots=True)
class Overlay:
    """``name`` is ``wrong/mistake`` or ``also/variant``; ``redefines`` the names at its top level."""

    name: str
    source: Source
    redefines: frozenset[str]

    def concerns(self, exercise: Exercise) -> bool:
        """Whether it redefines what the exercise calls."""
        return not self.redefines.isdisjoint(exercise.names)


def overlays(reference: Path, kind: str, solution: Source) -> Iterator[Overlay | SyntaxError]:
    """Every file of ``kind`` (wrong, also) over ``solution``; the error where one is not Python."""
    for file in sorted((reference / kind).glob("*.py")):
        content = file.read_bytes()
        try:
            tree = ast.parse(content, filename=f"{kind}/{file.name}")
        except SyntaxError as error:
            yield error
            continue
        source = Source(solution.name, _laid_over(solution.content, content, tree))
        yield Overlay(f"{kind}/{file.stem}", source, frozenset(_defined(tree)))


def _laid_over(solution: bytes, content: bytes, tree: ast.Module) -> bytes:
    """Both as one module; ``from __future__`` lines of the overlay go to the top, where alone they may stand."""
    lines = content.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True)
    first = []
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            first.append(ast.unparse(node).encode() + b"\n")
            lines[node.lineno - 1 : node.end_lineno] = [b"\n"] * ((node.end_lineno or node.lineno) - node.lineno + 1)
    return b"".join(first) + solution + b"\n\n" + b"".join(lines)


def _defined(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
