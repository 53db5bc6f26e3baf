"""The order in which verdicts are told: what explains the others first, and no noise behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from grader.model.message import Message
from grader.model.result import Verdict

# Verdicts that no check of the specification asks for.
FORM, FINITE, UNCHANGED, RAISED, AGAIN = "form", "finite", "unchanged", "raises", "again"

_ROOTS = {"raises": 0, "result": 1, "self": 2}
_OTHERS, _INPUTS, _GRADIENTS = 3, 4, 5
_KINDS = ("exists", "type", FORM, "shape", "dtype", "device", FINITE)
# Messages after which a gradient could not be right.
_WRONG_FORM = ("absent", "type.", "shape.", "length.", "keys.", "slice.")


def in_order(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Exceptions, the result, the object, other paths, inputs, gradients; in each what failed, form before numbers."""
    return tuple(_without_noise(sorted(verdicts, key=_rank)))


def _without_noise(verdicts: list[Verdict]) -> list[Verdict]:
    """Gradients through a result of the wrong form are wrong for that reason: they say only so."""
    of_result = [verdict.message.id for verdict in verdicts if verdict.message and root_of(verdict.path) == "result"]
    if not any(message.startswith(_WRONG_FORM) for message in of_result):
        return verdicts
    return [_later(verdict) if verdict.message and _is_gradient(verdict.path) else verdict for verdict in verdicts]


def _later(verdict: Verdict) -> Verdict:
    return replace(verdict, message=Message("gradient.later", {"place": verdict.path}))


def _rank(verdict: Verdict) -> tuple[int, bool, str, int, str, int, str, str]:
    group = _ROOTS.get(root_of(verdict.path), _OTHERS)
    group = _INPUTS if verdict.kind == UNCHANGED else _GRADIENTS if _is_gradient(verdict.path) else group
    kind = _KINDS.index(verdict.kind) if verdict.kind in _KINDS else len(_KINDS)
    message = verdict.message.id if verdict.message else ""
    return group, verdict.passed, verdict.path, kind, verdict.kind, verdict.line, verdict.expected, message


def root_of(path: str) -> str:
    return path.partition("[")[0].partition(".")[0]


def _is_gradient(path: str) -> bool:
    return path.partition("[")[0].endswith(".grad")
