"""Messages put into words: every room's templates in one table, and the one function that fills them.

Parameters may hold student text, so they are made inert here; templates are ours.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from types import MappingProxyType

from grader.checks import KINDS
from grader.diagnoses import MESSAGES as DIAGNOSES
from grader.judge.messages import MESSAGES as JUDGE
from grader.laws import LAWS
from grader.model.message import Message, Parameter
from grader.model.result import Cause
from grader.pipeline.messages import MESSAGES as PIPELINE
from grader.reporters.inert import inert, inert_lines
from grader.reporters.places import is_path, whole, written
from grader.sandbox.messages import MESSAGES as SANDBOX
from grader.score import MESSAGES as SCORE
from grader.source import MESSAGES as SOURCE

FRAMES = "frames"
# Parameters that are paths: shown as Python has them.
_PATHS = frozenset({"path", "place", "of"})
_INPUT = "input"
_LONGEST = 2000
# What is said of a cause where the room that found it said nothing more.
MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "cause.wrong": "it gives a different answer",
        "cause.not_implemented": "not written yet",
        "cause.exception": "it stopped with an exception",
        "cause.import": "the file could not be imported",
        "cause.timeout": "it took longer than allowed",
        "cause.memory": "it needed more memory than allowed",
        "cause.crash": "the process that ran it died",
        "cause.output": "it printed more than allowed",
        "cause.forbidden": "it tried something that is not allowed here",
        "cause.protocol": "its process sent something that no honest one sends",
        "cause.needs": "not judged yet: it builds on an exercise that does not pass",
        "cause.unavailable": "this machine lacks what it needs",
        "cause.reference": "not graded: the reference solution failed here, which is not your fault",
        "cause.confinement": "not graded: the process could not be confined on this machine",
        "cause.machine": "not graded: this machine would not do its part",
        "cause.withdrawn": "withdrawn: everybody has its points",
        "cause.interrupted": "not graded: grading was interrupted",
    }
)


def templates() -> dict[str, str]:
    """Every template by message id. An id that two rooms claim is a defect, found by a test."""
    merged: dict[str, str] = {}
    for table in tables():
        merged.update(table)
    return merged


def tables() -> list[Mapping[str, str]]:
    """The tables of all rooms that have something to say."""
    return [MESSAGES, JUDGE, DIAGNOSES, PIPELINE, SANDBOX, SCORE, SOURCE, *_registered()]


def _registered() -> list[Mapping[str, str]]:
    return [kind.messages for kind in KINDS.values()] + [law.messages for law in LAWS.values()]


def say(message: Message, limit: int = _LONGEST) -> str:
    """The message as one line of plain text, each parameter cut at ``limit`` characters.

    It never raises: a message without a template, or without a parameter of it, is shown as data.
    """
    if message.said:
        return inert(message.said, limit)
    template = _template(message.id)
    if template is not None:
        shown = {name: _Shown(_as_python(name, value), limit) for name, value in message.parameters.items()}
        try:
            return string.Formatter().vformat(template, (), shown)
        except (KeyError, ValueError, IndexError, AttributeError, TypeError):
            pass
    values = ", ".join(f"{name}={_plain(value, limit)}" for name, value in message.parameters.items() if name != FRAMES)
    return f"{inert(message.id)} ({values})" if values else inert(message.id)


def say_cause(cause: Cause, message: Message | None, limit: int = _LONGEST) -> str:
    """Why something did not pass: what the room that found it said, else what the cause says by itself."""
    return say(message or Message(f"cause.{cause}"), limit)


def frames_of(message: Message | None) -> list[str]:
    """The lines of the student's own code that led to an exception, inert, outermost first."""
    found = message.parameters.get(FRAMES, ()) if message else ()
    return [line for frame in found for line in inert_lines(frame)] if isinstance(found, tuple) else []


def _template(name: str) -> str | None:
    """A course may have added kinds and laws of its own, or taken them away."""
    return next((table[name] for table in _registered() if name in table), _TEMPLATES.get(name))


def _as_python(name: str, value: Parameter) -> Parameter:
    """A path as a student writes it; an input as a whole, whatever part of it was looked at by a pattern."""
    if not isinstance(value, str) or (name not in _PATHS and name != _INPUT):
        return value
    return written(whole(value) if name == _INPUT else value) if is_path(value) else value


class _Shown:
    """A parameter as a template shows it: ``{count}``, ``{worst:.3g}``, ``{names}``."""

    def __init__(self, value: Parameter, limit: int) -> None:
        self._value = value
        self._limit = limit

    def __format__(self, specification: str) -> str:
        if specification and isinstance(self._value, int | float):
            return format(self._value, specification)
        return _plain(self._value, self._limit)


def _plain(value: Parameter, limit: int) -> str:
    if isinstance(value, tuple):
        return inert(", ".join(value), limit)
    if isinstance(value, float):
        return f"{value:.6g}"
    # An exception's text may have several lines; a message is one.
    return inert(" ".join(line.strip() for line in str(value).splitlines()) or str(value), limit)


_TEMPLATES: Mapping[str, str] = MappingProxyType(templates())
