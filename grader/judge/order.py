"""The order in which verdicts are told: what explains the others first, and no noise behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from grader.model.calls import RESULT
from grader.model.message import Message
from grader.model.result import Verdict

# Verdicts that no check of the specification asks for.
FORM, FINITE, UNCHANGED, RAISED, AGAIN = "form", "finite", "unchanged", "raises", "again"

_RAISES, _RESULTS = 0, 1
_ROOTS = {"raises": _RAISES, "self": 2}
_OTHERS, _INPUTS, _GRADIENTS = 3, 4, 5
_KINDS = ("exists", "type", FORM, "shape", "dtype", "device", FINITE)
# Messages after which a gradient could not be right.
_WRONG_FORM = ("absent", "type.", "shape.", "length.", "keys.", "slice.")


def in_order(verdicts: Iterable[Verdict], results: Collection[str] = (RESULT,)) -> tuple[Verdict, ...]:
    """Exceptions, results, the object, other paths, inputs, gradients; in each what failed, form before numbers."""
    ordered = sorted(verdicts, key=lambda verdict: _rank(verdict, results))
    return tuple(_without_noise(ordered, results))


def _without_noise(verdicts: list[Verdict], results: Collection[str]) -> list[Verdict]:
    """Gradients through a result of the wrong form are wrong for that reason: they say only so."""
    of_result = [verdict.message.id for verdict in verdicts if verdict.message and root_of(verdict.path) in results]
    if not any(message.startswith(_WRONG_FORM) for message in of_result):
        return verdicts
    return [_later(verdict) if verdict.message and _is_gradient(verdict.path) else verdict for verdict in verdicts]


def _later(verdict: Verdict) -> Verdict:
    return replace(verdict, message=Message("gradient.later", {"place": verdict.path}))


def _rank(verdict: Verdict, results: Collection[str]) -> tuple[int, bool, str, int, str, int, str, str]:
    root = root_of(verdict.path)
    group = _RESULTS if root in results else _ROOTS.get(root, _OTHERS)
    group = _INPUTS if verdict.kind == UNCHANGED else _GRADIENTS if _is_gradient(verdict.path) else group
    kind = _KINDS.index(verdict.kind) if verdict.kind in _KINDS else len(_KINDS)
    message = verdict.message.id if verdict.message else ""
    return group, verdict.passed, verdict.path, kind, verdict.kind, verdict.line, verdict.expected, message


def root_of(path: str) -> str:
    return path.partition("[")[0].partition(".")[0]


def _is_gradient(path: str) -> bool:
    return path.partition("[")[0].endswith(".grad")
