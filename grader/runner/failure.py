"""Exceptions of student code as plain records: their true type, a bounded text, and the student's own lines."""

from __future__ import annotations

import linecache
import traceback
from types import TracebackType

from grader.model.record import Frame, Raised
from grader.runner.observe import true_name

_TEXT = 2_000
_LINE = 200
_FRAMES = 8


def describe(error: BaseException, stage: str, file: str) -> Raised:
    """What ``error`` says, and which lines of ``file`` led to it."""
    kind = type(error)
    frames = _frames(error.__traceback__, file)
    if isinstance(error, SyntaxError) and error.filename == file:
        line = error.lineno or 0
        frames = (*frames, _frame(file, line, ""))
        return Raised(stage, true_name(kind), _bases(kind), str(error.msg)[:_TEXT], frames)
    return Raised(stage, true_name(kind), _bases(kind), _text(error), frames)


def _bases(kind: type) -> tuple[str, ...]:
    return tuple(true_name(base) for base in kind.__mro__ if base is not object)


def _text(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception:  # a student's __str__ may raise anything
        return ""
    return str.__str__(text)[:_TEXT]


def _frames(trace: TracebackType | None, file: str) -> tuple[Frame, ...]:
    walked = [(frame.f_code, line) for frame, line in traceback.walk_tb(trace)]
    mine = [_frame(file, line, code.co_name) for code, line in walked if code.co_filename == file]
    return tuple(mine[-_FRAMES:])


def _frame(file: str, line: int, function: str) -> Frame:
    name = file.replace("\\", "/").rsplit("/", 1)[-1]
    return Frame(name, line, function, linecache.getline(file, line).strip()[:_LINE])
