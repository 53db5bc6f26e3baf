"""Promises that are stated and never looked at: work that breaks its own docstring passes.

Only phrases are read that can mean one thing. What is compared without being asked for, such as the dtype, needs no
rule: the mutants of answers show where it was released.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from grader.audit.lint.asked import arguments, every_check, input_tensors
from grader.audit.lint.rule import Examined, Fault, Rule
from grader.judge.arrays import array_of
from grader.judge.case import expects_exception
from grader.pipeline.expected import Expected

_LARGE = 50.0


@dataclass(frozen=True, slots=True)
class _Promise:
    """``says`` in a prompt or docstring states ``what``; ``is_asked`` of one draw whether it is looked at there."""

    what: str
    says: re.Pattern[str]
    is_asked: Callable[[Expected], bool]


def never_asked(examined: Examined) -> Iterator[Fault]:
    """The prompt or the docstring promises what no case looks at: gradients, an exception, a loop that is not there."""
    text = " ".join(f"{examined.exercise.prompt}\n{examined.docstring}".split())
    for promise in _PROMISES if examined.draws else ():
        said = promise.says.search(text)
        if said is not None and not any(map(promise.is_asked, examined.draws)):
            yield Fault(f"“{said[0]}” is stated, and no case {promise.what}")


def _has_gradients(draw: Expected) -> bool:
    case = draw.draft.case
    looked = any(check.kind == "requires_grad" or "grad" in check.path.steps for check in every_check(case))
    given = any(tensor.requires_grad for tensor in input_tensors(draw))
    return bool(case.backward) or looked or given or any(law.name == "gradcheck" for law in case.laws)


def _raises(draw: Expected) -> bool:
    return draw.record.raised is not None or expects_exception(draw.draft.case)


def _is_empty(draw: Expected) -> bool:
    return any(not tensor.numel for tensor in input_tensors(draw))


def _has_one_row(draw: Expected) -> bool:
    sizes = (value for _, given in arguments(draw) for value in given.values() if type(value) is int)
    return 1 in sizes or any(1 in tensor.shape[:1] for tensor in input_tensors(draw))


def _has_large(draw: Expected) -> bool:
    arrays = [array_of(tensor) for tensor in input_tensors(draw) if tensor.is_differentiable and tensor.numel]
    return any(np.abs(array).max() >= _LARGE for array in arrays)


def _has_rules(draw: Expected) -> bool:
    case = draw.draft.case
    return bool(case.source or case.limits.operators or case.limits.slowdown) or any(
        check.path.root == "calls" for check in every_check(case)
    )


def _says(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w`]){phrase}\b", re.I)


_PROMISES = (
    _Promise("runs backward", _says(r"gradients? (can |must |may |should |shall |will )?flows?"), _has_gradients),
    _Promise("expects an exception", re.compile(r"(?<![\w`])[Rr]aises? (an? )?`?[A-Z]\w*Error`?"), _raises),
    _Promise("has an empty input", _says(r"empty (batch|input|tensor)(?! of)|batch of (zero|0)"), _is_empty),
    _Promise("has a single row", _says(r"batch of (size )?(one|1)|batch size (of )?(one|1)"), _has_one_row),
    _Promise("has numbers above 50", _says(r"overflows?|(large|huge) (numbers|inputs|logits|values)"), _has_large),
    _Promise("has a rule on it", _says(r"(without|do not use|don't use) `?(torch|nn|F)\.\w+"), _has_rules),
    _Promise("has a rule on it", _says(r"(without|no|not use) (a |any |python )*(for )?loops?"), _has_rules),
)
RULES = (
    Rule(
        "never-asked",
        "warning",
        "work that breaks its own docstring passes",
        "add a case for it, or do not promise it",
        "prompt: Return the mean of all numbers of x. Gradients flow back to x.\ngiven: {x: {randn: [N]}}",
        "given: {x: {randn: [N]}}\nbackward: random",
        never_asked,
    ),
)
