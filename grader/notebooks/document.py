"""A notebook's file as its cells: nbformat 3 and 4, bounded, and one clear error for everything that is neither."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from grader.errors import UsageError
from grader.notebooks.naming import too_large

# Reading JSON takes up to thirty times its size, and outputs are most of a notebook.
LARGEST = 32 << 20
# More than anybody writes: each takes a while to read.
MOST_CELLS = 10_000
MOST_CODE = 1 << 20
MOST_STATEMENTS = 20_000
# A cell with this tag is taken whole.
TAG = "grade"
_BOM = b"\xef\xbb\xbf"
_EMPTY = "it is empty"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of code. ``number`` counts all cells from the top, text too; ``text`` is None where its source is none."""

    number: int
    text: str | None
    is_whole: bool = False


def is_notebook(content: bytes) -> bool:
    """Whether these bytes are a notebook, whatever their file is called."""
    if content.removeprefix(_BOM).lstrip()[:1] != b"{":
        return False
    try:
        return _cells(json.loads(content)) is not None
    except (ValueError, RecursionError, MemoryError):
        return False


def read_cells(name: str, content: bytes) -> tuple[Cell, ...]:
    """The cells of code. Raises ``UsageError``, whatever the bytes of the file ``name`` are."""
    if len(content) > LARGEST:
        raise too_large(name, LARGEST)
    try:
        cells = _cells(json.loads(content)) if content.strip() else None
        reason = "it holds no cells" if content.strip() else _EMPTY
    except RecursionError:
        cells, reason = None, "it is nested too deep"
    except MemoryError:
        cells, reason = None, "it is too large"
    except ValueError:
        cells, reason = None, "it is not complete, or no JSON"
    if cells is None:
        raise UsageError(f"`{name}` is no notebook that can be read: {reason}. Save it anew, or hand in a Python file")
    if len(cells) > MOST_CELLS:
        raise UsageError(f"`{name}` has more than {MOST_CELLS:,} cells: hand in those of the assignment alone")
    found = tuple(_of_code(cells))
    if sum(len(cell.text or "") for cell in found) > MOST_CODE:
        raise UsageError(f"`{name}` holds more than {MOST_CODE >> 20} MB of code: load data from files instead")
    return found


def _cells(document: object) -> list[object] | None:
    """Of the first worksheet and those after it in nbformat 3."""
    if not isinstance(document, dict):
        return None
    if isinstance(document.get("cells"), list):
        return list(document["cells"])
    if not isinstance(document.get("worksheets"), list):
        return None
    sheets = [sheet.get("cells") for sheet in document["worksheets"] if isinstance(sheet, dict)]
    return [cell for cells in sheets if isinstance(cells, list) for cell in cells]


def _of_code(cells: list[object]) -> Iterator[Cell]:
    for number, cell in enumerate(cells, 1):
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            text = _text(cell.get("source", cell.get("input", "")))
            if text is None or text.strip():
                yield Cell(number, text, _has_tag(cell.get("metadata")))


def _text(source: object) -> str | None:
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    return source if isinstance(source, str) else None


def _has_tag(metadata: object) -> bool:
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return isinstance(tags, list) and TAG in tags
