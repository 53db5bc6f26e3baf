"""What students begin with: the starter that lies beside a specification, else the one that its solution makes.

A solution makes one where it has marks. Nothing of either is run. The docstring there is the prompt of an exercise that
states none.
"""

from __future__ import annotations

import ast
import inspect
import os
import tokenize
from collections.abc import Collection, Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

from grader.errors import UsageError
from grader.spec.marked import BEGIN, END, Mismarked, starter_of, without
from grader.spec.problems import shown

# One file, or a folder of as many as are handed in.
STARTER, STARTERS = "starter.py", "starter"
SOLUTION = "solution.py"
# What to do where there is none.
WITHOUT_STARTER = f"write it, or put `{BEGIN}` and `{END}` around what students are to write in the reference"


def starter_files(folder: Path, reference: Path, names: Sequence[str]) -> dict[str, bytes] | Path:
    """What is handed in under ``names``, as it begins; or the file that was looked for in vain.

    ``folder`` is the assignment's, ``reference`` that of its solution. Raises ``UsageError`` where marks are wrong.
    """
    if not is_given(folder) and (made := _made(folder, reference, names)):
        return made
    found = {}
    for name in names:
        file = folder / STARTERS / name if len(names) > 1 else folder / STARTER
        try:
            found[name] = file.read_bytes()
        except OSError:
            return file
    return found


def docstrings(folder: Path, reference: Path, names: Sequence[str]) -> dict[str, str]:
    """The docstring of every function and class at the top of the starter's files; the first of each name counts.

    Raises ``UsageError`` where a starter would be made, and marks are wrong.
    """
    found: dict[str, str] = {}
    for content in _given(folder) if is_given(folder) else _made(folder, reference, names).values():
        found = {**dict(_documented(content)), **found}
    return found


def is_given(folder: Path) -> bool:
    """Whether a starter lies in the assignment's ``folder``: then none is made, whatever the solution has for marks."""
    return any(os.path.lexists(folder / name) for name in (STARTER, STARTERS))


def _given(folder: Path) -> Iterator[bytes]:
    for file in (folder / STARTER, *sorted((folder / STARTERS).glob("*.py"))):
        try:
            yield file.read_bytes()
        except OSError:
            continue


def without_names(content: bytes, names: Collection[str]) -> bytes:
    """A starter without the functions and classes of these names. Raises ``Mismarked`` where it is no Python."""
    encoding, _ = tokenize.detect_encoding(BytesIO(content).readline)
    return without(content.decode(encoding), names).encode(encoding)


def _made(folder: Path, reference: Path, names: Sequence[str]) -> dict[str, bytes]:
    """The starters of the solution's files; none where nothing is marked. Raises ``UsageError``."""
    root = folder.parent.parent
    made: dict[str, bytes] = {}
    unmarked = []
    for name in names:
        file = reference / (name if len(names) > 1 else SOLUTION)
        try:
            content = file.read_bytes()
        except OSError:
            return {}
        if (starter := _starter_of(content, shown(file, root))) is None:
            unmarked.append(shown(file, root))
        else:
            made[name] = starter
    if made and unmarked:
        text = f"`{unmarked[0]}` would be given to students as it is: it has no `{BEGIN}`, as other files have"
        raise UsageError(f"{text}. Mark what they write, or put every starter into a folder `{STARTERS}`")
    return made


def _starter_of(content: bytes, file: str) -> bytes | None:
    """In the encoding of ``content``."""
    try:
        encoding, _ = tokenize.detect_encoding(BytesIO(content).readline)
        starter = starter_of(content.decode(encoding))
    except Mismarked as error:
        raise UsageError(f"{file}:{error.line}: {error.text}") from None
    except (SyntaxError, ValueError):  # not even a text
        return None
    return None if starter is None else starter.encode(encoding)


def _documented(content: bytes) -> Iterable[tuple[str, str]]:
    """None where it is no Python."""
    try:
        tree = ast.parse(content)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield statement.name, inspect.cleandoc(ast.get_docstring(statement) or "")
