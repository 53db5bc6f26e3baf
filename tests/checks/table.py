"""What the tables of kinds share: tensors, and one check judged as a case would judge it."""

from __future__ import annotations

from collections.abc import Mapping as Map

import numpy as np

from grader.checks import KINDS
from grader.judge import MESSAGES, judge_case
from grader.model.path import Path
from grader.model.record import Record
from grader.model.result import Verdict
from grader.model.spec import Case, Check
from grader.model.values import Tensor, Tree

TEMPLATES = {**MESSAGES, **{name: text for kind in KINDS.values() for name, text in kind.messages.items()}}
DRAWN: Map[str, object] = {"B": 2, "H": 3, "n": 5}
NOTHING: Map[str, Tree] = {}


def t(numbers: object, dtype: str = "float32", **rest: object) -> Tensor:
    array = np.asarray(numbers, dtype=dtype)
    return Tensor(dtype, array.shape, array.tobytes(), **rest)  # type: ignore[arg-type]


def case(*checks: Check, everything: bool = False) -> Case:
    return Case(None, None, False, (), (), (), (), "train", (), 1, everything, checks)


def at(path: str, kind: str, argument: object, **rest: object) -> Check:
    return Check(Path.parse(path), kind, argument, line=7, **rest)  # type: ignore[arg-type]


def judged(asked: Check, actual: Record, expected: Record, inputs: Map[str, Tree] = NOTHING, **rest: object) -> Verdict:
    """The verdict on the check itself, and that all verdicts have words."""
    verdicts = judge_case(case(asked), expected, actual, inputs, drawn=DRAWN, **rest)  # type: ignore[arg-type]
    for verdict in verdicts:
        if verdict.message is not None:
            assert TEMPLATES[verdict.message.id].format(**verdict.message.parameters)
    (verdict,) = (verdict for verdict in verdicts if verdict.kind == asked.kind)
    return verdict


def said(verdict: Verdict) -> str | None:
    return None if verdict.message is None else verdict.message.id


def check(kind: str, argument: object, actual: Tree, says: str | None, path: str = "result") -> Verdict:
    """Judge one check where the reference has the same; ``says`` is the message's id, None where it passes."""
    root = str(Path.parse(path).object)
    verdict = judged(at(path, kind, argument), Record({root: actual}), Record({root: actual}))
    assert said(verdict) == says, verdict
    return verdict
