"""The cells of a notebook as Python: each as its text and tree, or with the reason why it is none."""

from __future__ import annotations
import __future__

import ast
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.notebooks.document import Cell
from grader.notebooks.magics import Written, dedented, plain, without_magics

_REASON = 100


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """The cell ``number`` (0 of a file without cells): its ``text`` and the statements of that."""

    number: int
    text: str
    body: list[ast.stmt]
    is_whole: bool
    magics: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell is no Python."""

    cell: int
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Write:
    """A file that the cell writes."""

    cell: int
    file: Written


def parse_cells(cells: Iterable[Cell], *, whole: bool) -> Iterator[Parsed | Problem | Write]:
    """In their order. Cells of another language are left out."""
    for cell in cells:
        if cell.text is None:
            yield Problem(cell.number, 1, "its source is no text")
            continue
        found = plain(cell.text)
        if found.written is not None:
            yield Write(cell.number, found.written)
        elif found.text is not None:
            yield parse(cell.number, found.text, is_whole=whole or cell.is_whole)


def parse(number: int, text: str, *, is_whole: bool) -> Parsed | Problem:
    """As it is, where it is Python; else without IPython's own lines, or the indentation that all of it has."""
    first = _tree(number, text)
    if isinstance(first, ast.Module):
        return Parsed(number, text, first.body, is_whole)
    for changed in (text, dedented(text)):
        replaced, magics = without_magics(changed)
        tree = _tree(number, replaced)
        if isinstance(tree, ast.Module):
            return Parsed(number, replaced, tree.body, is_whole, magics)
        first = tree if changed == text else first
    return first


def _tree(number: int, text: str) -> ast.Module | Problem:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        return Problem(number, error.lineno or 1, reason_of(error))
    except (RecursionError, MemoryError):
        return Problem(number, 1, "it is nested too deep")
    except ValueError as error:  # a null byte, half of a character
        return Problem(number, 1, str(error)[:_REASON])


def reason_of(error: SyntaxError) -> str:
    return str(error.msg)[:_REASON]


def futures(node: ast.stmt) -> list[str]:
    """The features that a `from __future__ import …` names, as far as there are such."""
    if isinstance(node, ast.ImportFrom) and node.module == "__future__" and not node.level:
        return [alias.name for alias in node.names if alias.name in __future__.all_feature_names]
    return []
