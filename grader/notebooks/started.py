"""The notebook that an assignment begins with, made of its starter: tasks as text, code cell by cell, and `%grade`."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import decode_source

from grader.errors import UsageError
from grader.model.spec import Assignment, Exercise
from grader.notebooks.pieces import DEFINITIONS

# What Markdown would take for marks of its own, outside of code.
_MARKS = re.compile(
    r"(`+[^`]*`+)|(\\(?=[!-/:-@\[-`{-~])|(?<!\w)_|_(?!\w)|\*(?!\s)|(?<!\s)\*|<(?=[\w/!?])|\$|~~|\](?=\()|^#)",
    re.MULTILINE,
)
_PROMPT = ">>>"
_CHECK = "Run this cell to check what the cells above define. Run the cell of an exercise first."
# Neither kernel nor version is named: whoever opens it chooses.
_METADATA = {"language_info": {"name": "python"}}


def started(assignment: Assignment, starters: Mapping[str, bytes]) -> bytes:
    """A notebook of nbformat 4.5 whose code is that of ``starters``, by the names of the files. Always the same bytes.

    Raises ``UsageError`` where one of them is no Python.
    """
    waiting = [each for each in assignment.exercises if not each.hidden]
    cells = [_text("title", f"# {_line(assignment.title)}")]
    for name, content in starters.items():
        source, body = _parsed(name, content)
        if assignment.others:
            cells += _file(name, source, body, waiting)
        else:
            cells += _pieces(assignment.title, source, body, waiting)
    for each in waiting:  # what the starter leaves to be written from nothing
        cells += [_task(each), _code("")]
    cells += [_text("check", _CHECK), _code(f"%load_ext grader\n%grade -a {assignment.name}")]
    document = {"cells": list(_numbered(cells)), "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
    # As Jupyter writes it, so that the first save changes nothing else.
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "replace")


Cell = dict[str, object]


def _parsed(name: str, content: bytes) -> tuple[str, list[ast.stmt]]:
    try:
        source = decode_source(content).removeprefix("\ufeff")
        return source, ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise UsageError(f"no notebook can be made of the starter `{name}`, which is no Python: {error}") from None


def _file(name: str, source: str, body: Sequence[ast.stmt], waiting: list[Exercise]) -> Iterator[Cell]:
    """One of several files is written by one cell, as it is; its tasks stand above."""
    yield _text("file", f"## `{name}`\n\nThis cell writes `{name}` when you run it.")
    for node in body:
        yield from _tasks(node, waiting)
    yield _code(f"%%writefile {name}\n{source.strip(chr(10))}")


def _pieces(title: str, source: str, body: Sequence[ast.stmt], waiting: list[Exercise]) -> Iterator[Cell]:
    """Each function and class in a cell of its own, below its tasks; what else stands together."""
    lines = source.split("\n")
    match body:
        case [ast.Expr(value=ast.Constant(value=str(said))) as docstring, *rest]:
            if about := _prose(re.sub(rf"\s*{re.escape(title)}\.?\s*(?=\n|\Z)", "", said, count=1)):
                yield _text("about", about)
            lines, body = _without(lines, docstring, rest), rest
    starts = [_start(node, lines) for node in body]
    first = 0
    for at, node in enumerate(body):
        stays = isinstance(node, DEFINITIONS) or (at > 0 and isinstance(body[at - 1], DEFINITIONS))
        if at and stays and starts[at] >= (body[at - 1].end_lineno or 0):
            yield from _cell(lines[first : starts[at]])
            first = starts[at]
        yield from _tasks(node, waiting)
    yield from _cell(lines[first:])


def _without(lines: list[str], docstring: ast.stmt, body: Sequence[ast.stmt]) -> list[str]:
    """``lines`` with nothing where the docstring was, unless something stands behind it."""
    end = docstring.end_lineno or 0
    if body and body[0].lineno <= end:
        return lines
    return ["" if docstring.lineno <= number <= end else line for number, line in enumerate(lines, 1)]


def _start(node: ast.stmt, lines: Sequence[str]) -> int:
    """Where its lines begin, counted from 0, with decorators and the comment right above."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    start = min([node.lineno, *(each.lineno for each in decorators)]) - 1
    while start and lines[start - 1].startswith("#"):
        start -= 1
    return start


def _cell(lines: Sequence[str]) -> Iterator[Cell]:
    text = "\n".join(lines).strip("\n")
    if text.strip():
        yield _code(text)


def _tasks(node: ast.stmt, waiting: list[Exercise]) -> Iterator[Cell]:
    """The exercises that ask for what ``node`` defines; each is told once."""
    name = getattr(node, "name", "")
    for each in [each for each in waiting if name in each.names]:
        waiting.remove(each)
        yield _task(each)


def _task(exercise: Exercise) -> Cell:
    return _text("task", f"## {_line(exercise.title)}\n\n`{exercise.id}`\n\n{_prose(exercise.prompt)}".rstrip())


def _prose(text: str) -> str:
    """A docstring or a prompt as Markdown: examples as code, all else to be read as it is written."""
    blocks = re.split(r"\n[ \t]*\n", text.strip("\n"))
    return "\n\n".join(
        f"```python\n{block.strip(chr(10))}\n```" if block.lstrip().startswith(_PROMPT) else _escaped(block)
        for block in blocks
    )


def _escaped(text: str) -> str:
    lines = (line.strip() for line in text.split("\n"))
    return _MARKS.sub(lambda found: found[1] or f"\\{found[2]}", "\n".join(lines))


def _line(text: str) -> str:
    return _escaped(" ".join(text.split()))


def _text(kind: str, source: str) -> Cell:
    return {"cell_type": "markdown", "id": kind, "metadata": {}, "source": source.splitlines(keepends=True)}


def _code(source: str) -> Cell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": "code",
        "metadata": {},
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }


def _numbered(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Each under a name that no other has, and that is the same whenever the notebook is made."""
    for number, cell in enumerate(cells, 1):
        yield {**cell, "id": f"{cell['id']}-{number}"}
