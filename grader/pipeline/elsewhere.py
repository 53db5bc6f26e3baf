"""What others do in the submission's place: functions and classes of torch, variants of the reference, files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from grader.model.calls import Call
from grader.model.message import Message
from grader.model.values import Tree
from grader.pipeline.asked import elsewhere
from grader.pipeline.expected import Expected
from grader.pipeline.references import References
from grader.pipeline.trusted import FaultError, Trusted
from grader.plan import read_file
from grader.sandbox import Source

TORCH, VARIANT = "torch.", "also/"


class Elsewhere:
    """Asks whoever is named. Variants of the reference are opened once, when the first case asks for them."""

    def __init__(self, references: References, open_variant: Callable[[Source], Trusted]) -> None:
        self._references, self._open = references, open_variant
        self._variants: dict[str, Trusted] = {}

    def values(self, each: Expected, reference: Trusted, seconds: float) -> Mapping[str, Mapping[str, Tree]]:
        """By name what was observed, by path; a file's content stands at the path `` ``. Raises ``FaultError``."""
        return {name: self._values(name, each, reference, seconds) for name in elsewhere(each.draft.case)}

    def _values(self, name: str, each: Expected, reference: Trusted, seconds: float) -> Mapping[str, Tree]:
        if name.startswith(TORCH):
            return _observed(name, reference, in_place(each.call, name), seconds)
        if name.startswith(VARIANT):
            return _observed(name, self._variant(name), each.call, seconds)
        return {"": read_file(name, *self._references.folders)}

    def _variant(self, name: str) -> Trusted:
        if name not in self._variants:
            source = self._references.variant(name)
            if source is None:
                raise FaultError(Message("elsewhere.missing", {"name": name}))
            self._variants[name] = self._open(source)
        return self._variants[name]


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
