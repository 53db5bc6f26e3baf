"""The docstrings of an assignment's starter: the prompt of an exercise that states none. It is never run."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable
from pathlib import Path

# One file, or a folder of as many as are handed in.
STARTER, STARTERS = "starter.py", "starter"


def docstrings(folder: Path) -> dict[str, str]:
    """The docstring of every function and class at the top of the starter's files; the first of each name counts."""
    files = (folder / STARTER, *sorted((folder / STARTERS).glob("*.py")))
    found: dict[str, str] = {}
    for file in files:
        found = {**_read(file), **found}
    return found


def _read(file: Path) -> dict[str, str]:
    """None where it cannot be read."""
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    return dict(_documented(tree.body))


def _documented(body: Iterable[ast.stmt]) -> Iterable[tuple[str, str]]:
    for statement in body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield statement.name, inspect.cleandoc(ast.get_docstring(statement) or "")
