"""A few functions laid over a solution, and run with it: how mistakes and other right answers are written."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from grader.sandbox import Source


def read_variant(folder: Path, name: str, solution: Source) -> Source | None:
    """``also/NAME`` of the reference's ``folder``, laid over ``solution``; None where none is there that is Python."""
    kind, _, stem = name.partition("/")
    place = folder / kind / stem
    if not stem.isidentifier():
        return None
    try:
        return lay_over(solution, variant_files(place if place.is_dir() else place.with_suffix(".py"), solution))
    except (OSError, SyntaxError):
        return None


def variant_places(folder: Path) -> list[Path]:
    """The files and folders in ``folder`` that can be laid over a solution."""
    places = [*folder.glob("*.py"), *(file.parent for file in folder.glob("*/*.py"))]
    return sorted({place for place in places if place.name != "__pycache__"})


def variant_files(place: Path, solution: Source) -> dict[str, bytes]:
    """What ``place`` lays over the files of ``solution``, by their names.

    ``place`` is one file, laid over each that defines any of its names, or a folder with files of the same names.
    Raises ``OSError``, and ``SyntaxError`` where one file's names cannot be told.
    """
    if place.is_dir():
        return {file.name: file.read_bytes() for file in sorted(place.glob("*.py"))}
    content = place.read_bytes()
    names = set(defined(ast.parse(content, filename=f"{place.parent.name}/{place.name}")))
    homes = [name for name, text in solution.files if names.intersection(defined(ast.parse(text)))]
    return dict.fromkeys(homes or [solution.name], content)


def lay_over(solution: Source, files: Mapping[str, bytes]) -> Source:
    """``solution`` with each of ``files`` after its own text, in one module. Raises ``SyntaxError``."""
    laid = [(name, _joined(name, text, files[name]) if name in files else text) for name, text in solution.files]
    (name, content), *others = laid
    return replace(solution, name=name, content=content, others=tuple(others))


def _joined(name: str, solution: bytes, content: bytes) -> bytes:
    """Both as one module; ``from __future__`` lines of the second go to the top, where alone they may stand."""
    lines = content.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True)
    first = []
    for node in ast.parse(content, filename=name).body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            first.append(ast.unparse(node).encode() + b"\n")
            lines[node.lineno - 1 : node.end_lineno] = [b"\n"] * ((node.end_lineno or node.lineno) - node.lineno + 1)
    return b"".join(first) + solution + b"\n\n" + b"".join(lines)


def defined(tree: ast.Module) -> Iterator[str]:
    """The names that a module defines at its top level."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
