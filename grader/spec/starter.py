"""The docstrings of an assignment's starter file: the prompt of an exercise that states none. The file is never run."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable
from pathlib import Path

STARTER = "starter.py"


def docstrings(folder: Path) -> dict[str, str]:
    """The docstring of every function and class at the top of the starter; none where it cannot be read."""
    try:
        tree = ast.parse((folder / STARTER).read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    return dict(_documented(tree.body))


def _documented(body: Iterable[ast.stmt]) -> Iterable[tuple[str, str]]:
    for statement in body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield statement.name, inspect.cleandoc(ast.get_docstring(statement) or "")
