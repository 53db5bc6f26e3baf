"""What others do in the submission's place: functions and classes of torch, variants of the reference, files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from grader.model.calls import Call
from grader.model.message import Message
from grader.model.values import Tree
from grader.pipeline.asked import elsewhere
from grader.pipeline.expected import Expected
from grader.pipeline.trusted import FaultError, Trusted
from grader.pipeline.voices import Voices

TORCH, VARIANT = "torch.", "also/"


def values_elsewhere(each: Expected, voices: Voices, seconds: float) -> Mapping[str, Mapping[str, Tree]]:
    """By name what was observed, by path; a file's content stands at the path `` ``. Raises ``FaultError``."""
    return {name: _values(name, each, voices, seconds) for name in elsewhere(each.draft.case)}


def is_file(name: str) -> bool:
    """Whether it is the name of a file, and of nothing that can be called."""
    return not name.startswith((TORCH, VARIANT))


def _values(name: str, each: Expected, voices: Voices, seconds: float) -> Mapping[str, Tree]:
    if is_file(name):
        return {"": voices.file(name)}
    if name.startswith(TORCH):
        return _observed(name, voices.reference, in_place(each.call, name), seconds)
    return _observed(name, voices.variant(name), each.call, seconds)


def in_place(call: Call, name: str) -> Call:
    """``call`` with ``name`` for the class that is built, or for the function that is called."""
    if call.class_name is not None:
        return replace(call, class_name=name)
    return replace(call, turns=tuple(turn if turn.owner else replace(turn, names=(name,)) for turn in call.turns))


def _observed(name: str, asked: Trusted, call: Call, seconds: float) -> Mapping[str, Tree]:
    (answer,) = asked.ask([call], seconds)
    raised = answer.record.raised
    if raised is not None:
        text = {"name": name, "type": raised.type or raised.stage, "text": raised.text}
        raise FaultError(Message("elsewhere.raises", text))
    return answer.record.values
