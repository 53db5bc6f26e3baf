"""Exceptions of student code as plain records: their true type, a bounded text, and the student's own lines."""

from __future__ import annotations

import linecache
import traceback
from collections.abc import Collection
from types import TracebackType

from grader.model.record import Frame, Raised
from grader.runner.observe import true_name

_TEXT = 2_000
_LINE = 200
_FRAMES = 8
_BASES = 50
_MRO = type.__dict__["__mro__"].__get__


def describe(error: BaseException, stage: str, files: Collection[str]) -> Raised:
    """What ``error`` says, and which lines of the submission's ``files`` led to it."""
    kind = type(error)
    frames = _frames(error.__traceback__, files)
    if isinstance(error, SyntaxError) and _is_compilers(error, files):
        frames = (*frames, _frame(str(error.filename), error.lineno or 0, ""))
        return Raised(stage, _name(kind), _bases(kind), error.msg[:_TEXT], frames)
    names = (_innermost(error.__traceback__),) if issubclass(kind, OSError) else ()
    return Raised(stage, _name(kind), _bases(kind), _text(error), frames, names)


def _innermost(trace: TracebackType | None) -> str:
    """The module and function that raised: what an operation that the machine refused was made by."""
    frames = [frame for frame, _ in traceback.walk_tb(trace)]
    module = frames[-1].f_globals.get("__name__") if frames else None
    return f"{str.__str__(module)}.{frames[-1].f_code.co_name}"[:_LINE] if isinstance(module, str) else ""


def _is_compilers(error: SyntaxError, files: Collection[str]) -> bool:
    """Whether it is the compiler's own word on a file: a student may raise a ``SyntaxError`` that holds anything."""
    if not any(type(error) is each for each in (SyntaxError, IndentationError, TabError)):
        return False
    said = type(error.msg) is str and (error.lineno is None or type(error.lineno) is int)
    return said and _is_one_of(error.filename, files)


def _is_one_of(name: object, files: Collection[str]) -> bool:
    """Whether it is a name in ``files`` and nothing more: a student's own kind of text may call itself equal to any."""
    return type(name) is str and name in files


def _name(kind: type) -> str:
    return true_name(kind)[:_LINE]


def _bases(kind: type) -> tuple[str, ...]:
    return tuple(_name(base) for base in _MRO(kind)[:_BASES] if base is not object)


def _text(error: BaseException) -> str:
    try:
        text = str(error)
    except BaseException:  # a student's __str__ may raise anything, SystemExit too
        return ""
    return str.__str__(text)[:_TEXT]


def _frames(trace: TracebackType | None, files: Collection[str]) -> tuple[Frame, ...]:
    walked = [(frame.f_code, line) for frame, line in traceback.walk_tb(trace)]
    mine = [
        _frame(code.co_filename, line, code.co_name) for code, line in walked if _is_one_of(code.co_filename, files)
    ]
    return tuple(mine[-_FRAMES:])


def _frame(file: str, line: int, function: str) -> Frame:
    name = file.replace("\\", "/").rsplit("/", 1)[-1]
    return Frame(name, line, function, linecache.getline(file, line).strip()[:_LINE])
