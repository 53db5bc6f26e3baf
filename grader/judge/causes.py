"""Why a case did not pass, as a cause and one message; and whether the reference itself is at fault."""

from __future__ import annotations

import difflib
from collections.abc import Sequence as Many

from grader.judge.forbidden import refused
from grader.judge.limits import SLOWDOWN
from grader.judge.looking import look
from grader.judge.order import root_of
from grader.model.calls import RESULT
from grader.model.message import Message, Parameter
from grader.model.origin import Spot
from grader.model.path import Path
from grader.model.record import Frame, Raised, Record
from grader.model.result import SOURCE, Cause, Verdict
from grader.model.spec import Case
from grader.model.values import Absent

_NO_MEMORY = ("can't allocate memory", "not enough memory", "out of memory", "cannot allocate memory")
# Causes that a call which returned None does not explain.
_ITS_OWN = (Cause.IMPORT, Cause.FORBIDDEN, Cause.MEMORY)
_STUB = "NotImplementedError"


def cause_of(case: Case, expected: Record, actual: Record, verdicts: Many[Verdict]) -> Cause | None:
    """Why the case did not pass; None where every verdict is good."""
    failed = [verdict for verdict in verdicts if not verdict.passed]
    if not failed:
        return None
    if unwritten(case, expected, actual) is not None or _returns_nothing(case, expected, actual, failed):
        return Cause.NOT_IMPLEMENTED
    if actual.raised is not None:
        return _cause_of_exception(actual.raised)
    if all(verdict.path == SOURCE for verdict in failed):
        return Cause.FORBIDDEN
    return Cause.TIMEOUT if all(verdict.kind == SLOWDOWN for verdict in failed) else Cause.WRONG


def unwritten(case: Case, expected: Record, actual: Record) -> str | None:
    """The first call that returned None where the reference's did not, if a later one stopped for it.

    A call that should have stopped and returned None is such a one too.
    """
    if actual.raised is not None and _cause_of_exception(actual.raised) in _ITS_OWN:
        return None
    for name in case.results:
        ours, theirs = (look(record.values, Path(name)) for record in (expected, actual))
        if isinstance(ours, Absent) and expected.raised is not None and actual.raised is None:
            return name if theirs is None else None
        if ours is not None and not isinstance(ours, Absent) and theirs is None and actual.raised is not None:
            return name
    return None


def _returns_nothing(case: Case, expected: Record, actual: Record, failed: Many[Verdict]) -> bool:
    """Whether what was asked for is None, as a function without a `return` line gives it."""
    if expected.raised is not None:
        return False
    asked = [name for name in case.results if any(root_of(verdict.path) == name for verdict in failed)]
    wanted = [name for name in asked if look(expected.values, Path(name)) is not None]
    return bool(wanted) and all(look(actual.values, Path(name)) is None for name in wanted)


def message_of(case: Case, expected: Record, actual: Record, verdicts: Many[Verdict]) -> Message | None:
    """The case in one line: what it raised, that it is not written yet, or the first thing that is wrong."""
    cause = cause_of(case, expected, actual, verdicts)
    if cause is None:
        return None
    if cause is Cause.NOT_IMPLEMENTED:
        name = unwritten(case, expected, actual)
        if name is not None and actual.raised is None:
            return Message("not_written.no_exception", {"place": name})
        return unwritten_message(name) if name is not None else _not_written(actual.raised)
    return next(verdict.message for verdict in verdicts if verdict.message is not None)


def unwritten_message(name: str) -> Message:
    """That the call ``name`` is not written yet; without steps there is but one, which needs no name."""
    return (
        Message("not_written.none", {"place": RESULT})
        if name == RESULT
        else Message("not_written.step", {"step": name})
    )


def _cause_of_exception(raised: Raised) -> Cause:
    if raised.stage == "import":
        return Cause.IMPORT
    if raised.stage == "find":
        return Cause.NOT_IMPLEMENTED
    if raised.stage == "set" and raised.type == "empty":
        return Cause.NOT_IMPLEMENTED
    if raised.stage == "step" or (raised.stage == "set" and raised.type in ("", "shape")):
        return Cause.WRONG
    if _is_stub(raised):
        return Cause.NOT_IMPLEMENTED
    if refused(raised):
        return Cause.FORBIDDEN
    return Cause.MEMORY if _is_memory(raised) else Cause.EXCEPTION


def _is_stub(raised: Raised) -> bool:
    """The student's own ``raise NotImplementedError``, or a module without ``forward``; not one that torch raises."""
    if raised.type != _STUB or raised.stage not in ("build", "call"):
        return False
    mine = any(_STUB in frame.text for frame in raised.frames)
    return mine or not raised.text or "missing the required" in raised.text


def is_answer(raised: Raised, expected: Raised | None) -> bool:
    """Whether it can be the exception that a case asks for: code ran, and it is no stub's (which is a RuntimeError)."""
    if raised.stage not in ("build", "call", "backward"):
        return False
    return not _is_stub(raised) or (expected is not None and expected.type == raised.type)


def _is_memory(raised: Raised) -> bool:
    names = {name.rpartition(".")[2] for name in (raised.type, *raised.bases)}
    text = raised.text.lower()
    return bool(names & {"MemoryError", "OutOfMemoryError"}) or (
        "RuntimeError" in names and any(phrase in text for phrase in _NO_MEMORY)
    )


def _not_written(raised: Raised | None) -> Message:
    if raised is None:
        return Message("not_written.none", {"place": RESULT})
    if raised.stage == "set":
        return Message("not_written.empty", {"path": raised.text})
    if raised.stage == "find":
        near = difflib.get_close_matches(raised.text, raised.names, n=1, cutoff=0.75)
        if near:
            return Message("not_written.near", {"name": raised.text, "near": near[0]})
        return Message("not_written.missing", {"name": raised.text})
    return Message("not_written.raised")


def raised_message(raised: Raised) -> Message:
    """An exception in one line, with the student's own lines beside it."""
    if _cause_of_exception(raised) is Cause.NOT_IMPLEMENTED:
        return _not_written(raised)
    if raised.stage == "step":
        return _step_message(raised)
    if raised.stage == "set" and raised.type in ("", "shape"):
        return _set_message(raised)
    parameters: dict[str, Parameter] = {
        "type": raised.type,
        "text": raised.text,
        "frames": tuple(_shown(frame) for frame in raised.frames),
    }
    if _is_memory(raised):
        return Message("exception.memory", parameters)
    if (what := refused(raised)) is not None:
        return Message(f"forbidden.{what}", parameters)
    if raised.stage == "set":
        return Message("exception.set", {**parameters, "path": "a parameter"})
    if raised.stage == "observe":
        return Message("exception.observe", parameters)
    stage = raised.stage if raised.stage in ("build", "backward", "import") else "call"
    if raised.frames:
        last = raised.frames[-1]
        line = last.line if last.spot is None else last.spot.short
        if stage == "import" and last.spot is not None and last.spot.cell:
            return Message("exception.cell_at", {**parameters, "line": line})  # the other cells were run all the same
        return Message(f"exception.{stage}_at", {**parameters, "line": line})
    return Message(f"exception.{stage}", parameters)


def _shown(frame: Frame) -> str:
    """A line of the student's code; at the top of a file there is no function to name."""
    function = f" {frame.function}" if frame.function else ""
    spot = frame.spot or Spot(frame.file, 0, frame.line)
    place = str(spot) if spot.cell else f"{frame.file}:{spot.line}"
    return f"{place}{function}: {frame.text}"


def _step_message(raised: Raised) -> Message:
    if not raised.names:
        return Message("step.missing", {"path": raised.text})
    owner, _, item = raised.text.rpartition(".")
    if owner and item.isdecimal():
        return Message("step.item", {"owner": owner, "item": item, "step": raised.names[0]})
    return Message("step.taken", {"path": raised.text, "step": raised.names[0]})


def _set_message(raised: Raised) -> Message:
    if raised.type == "shape":
        actual, expected = (*raised.names, "", "")[:2]
        return Message("set.shape", {"path": raised.text, "actual": actual, "expected": expected})
    if not raised.names:
        return Message("set.none", {"path": raised.text})
    near = difflib.get_close_matches(raised.text.rpartition(".")[2], raised.names, n=1, cutoff=0.75)
    if near:
        return Message("set.near", {"path": raised.text, "near": near[0], "names": raised.names})
    return Message("set.missing", {"path": raised.text, "names": raised.names})
