"""A gradient is read where there is none."""

from __future__ import annotations

from collections.abc import Iterator

from grader.diagnoses.cuts import lines_of, rebound
from grader.diagnoses.graph import line_of, writes
from grader.diagnoses.leftover import sent_gradients
from grader.diagnoses.raised import match
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.model.values import Tensor


def _not_leaf(s: Sight) -> Iterator[Finding]:
    warned = any(".grad attribute of a tensor that is not a leaf" in text.lower() for text in s.submission.warnings)
    if warned and (s.actual is None or s.raised is not None):
        yield Finding()


def _no_gradient_yet(s: Sight) -> bool:
    """Whether the text reads `.grad` where there is none."""
    if s.raised is None:
        given = s.actual is None and isinstance(s.expected, Tensor) and not s.call.backward
        return given and (s.path.is_gradient or (s.code.has_return and writes(s, "grad")))
    return bool(match(s, r"'NoneType'")) and ".grad" in line_of(s)


def _name_moved(s: Sight) -> Iterator[Finding]:
    """After `w = w - …` the name stands for a tensor without a gradient."""
    if s.raised is not None and _no_gradient_yet(s) and lines_of(s.code, "backward"):
        for where in rebound(s.code):
            yield Finding(where, {"where": where})


def _no_backward(s: Sight) -> Iterator[Finding]:
    if _no_gradient_yet(s) and not lines_of(s.code, "backward", "grad") and not _has_gradients(s):
        yield Finding()


def _some_have_none(s: Sight) -> Iterator[Finding]:
    """Gradients are handed over with the parameters, and one of them has none."""
    if s.raised is not None and _no_gradient_yet(s) and _has_gradients(s):
        yield Finding(parameters={"line": line_of(s)})


def _has_gradients(s: Sight) -> bool:
    """Whether somebody else runs backward: the grader put gradients there, or other cases are right as they are."""
    return any(True for _ in sent_gradients(s)) or any(each.is_right for each in s.peers)


RULES = (
    Rule(
        "non_leaf",
        _not_leaf,
        "only leaves keep a gradient, and what was computed, moved or converted from one is none: read `.grad` of the "
        "tensor made with `requires_grad=True`, or call `retain_grad()` before `backward`",
        is_fact=True,
    ),
    Rule(
        "update_in_graph",
        _name_moved,
        "after {where} the name stands for a new tensor, which has no gradient: change the old one in place, inside "
        "`with torch.no_grad():`",
        is_fact=True,
        variant="renamed",
    ),
    Rule(
        "from_nothing",
        _some_have_none,
        "a parameter that took part in nothing has None for its gradient, and `{line}` counts on a tensor: leave such "
        "a parameter out, with `if p.grad is not None:`",
        is_fact=True,
        variant="gradient",
    ),
    Rule(
        "no_backward",
        _no_backward,
        "`.grad` is None until `backward` has run: call `.backward()` on the result first",
        is_fact=True,
    ),
)
