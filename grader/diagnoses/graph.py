"""What torch says about the graph, and gradients that nobody asked for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.diagnoses.cuts import calls_of, cuts
from grader.diagnoses.raised import match, says
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.model.values import everything_in

_NO_GRAPH = r"does not require grad and does not have a grad_fn|differentiated tensors does not require grad"


def _without_leaf(s: Sight) -> Iterator[Finding]:
    """Nothing was given that requires grad, and the text makes nothing of the kind."""
    if match(s, _NO_GRAPH) and not _has_leaf(s) and not writes(s, "requires_grad", "requires_grad_"):
        yield Finding()


def _slope_without_graph(s: Sight) -> Iterator[Finding]:
    asks = [node for node, _ in calls_of(s.code, "grad")]
    kept = any(keyword.arg == "create_graph" for node in asks for keyword in node.keywords)
    if match(s, _NO_GRAPH) and asks and not kept and ".grad(" in line_of(s):
        yield Finding()


def _cut_before(s: Sight) -> Iterator[Finding]:
    if not match(s, _NO_GRAPH):
        return
    last = s.raised.frames[-1].line if s.raised and s.raised.frames else 0
    for cut in cuts(s.code):
        if cut.line <= last:
            yield Finding(cut.where, {"what": cut.what, "where": cut.where})


def _twice(s: Sight) -> Iterator[Finding]:
    if match(s, r"backward through the graph a second time"):
        in_loop = any(isinstance(node, ast.For | ast.While) and _calls_backward(node) for node, _ in s.code.everything)
        what = (
            "compute the loss afresh in each turn of the loop"
            if in_loop
            else "compute what you need again, or keep the graph with `retain_graph=True`"
        )
        yield Finding(what, {"what": what})


def _calls_backward(loop: ast.AST) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr in ("backward", "grad") for node in ast.walk(loop))


def _has_leaf(s: Sight) -> bool:
    given = [tree for _, tree in (*s.call.given, *s.call.init)]
    made = any(getattr(part, "requires_grad", False) for tree in given for part in everything_in(tree))
    return made or s.call.class_name is not None or any(type(part).__name__ == "Made" for part in given)


def writes(s: Sight, *names: str) -> bool:
    """Whether one of ``names`` is an attribute or a keyword somewhere in the text."""
    return any(
        (node.attr if isinstance(node, ast.Attribute) else getattr(node, "arg", "")) in names
        for node, _ in s.code.everything
        if isinstance(node, ast.Attribute | ast.keyword)
    )


def line_of(s: Sight) -> str:
    """The student's own line that raised."""
    return s.raised.frames[-1].text if s.raised and s.raised.frames else ""


RULES = (
    Rule(
        "no_requires_grad",
        _without_leaf,
        "autograd records nothing here, because no tensor was made with `requires_grad=True`: make the one that you "
        "want the gradient of so, with floating numbers",
        is_fact=True,
        variant="raised",
    ),
    Rule(
        "no_requires_grad",
        _slope_without_graph,
        "the slope that `torch.autograd.grad` gives has no graph of its own, so it cannot be differentiated again: ask "
        "for one with `create_graph=True`",
        is_fact=True,
        variant="slope",
    ),
    Rule(
        "graph_cut",
        _cut_before,
        "`{what}` leaves the graph before `backward` could use it, at {where}: compute with the tensor itself",
        is_fact=True,
        variant="raised",
    ),
    Rule(
        "no_requires_grad",
        says(_NO_GRAPH),
        "what you differentiate was not computed from anything that requires grad: make the tensor that you want the "
        "gradient of with `requires_grad=True`, and compute from it",
        is_fact=True,
        variant="unknown",
    ),
    Rule(
        "not_scalar",
        says(r"grad can be implicitly created only for scalar outputs"),
        "`backward` without an argument wants a single number: reduce first, with `.sum()` or `.mean()`, or hand it a "
        "vector of weights",
        is_fact=True,
    ),
    Rule(
        "second_backward",
        _twice,
        "`backward` and `torch.autograd.grad` free the graph that they used: {what}",
        is_fact=True,
    ),
    Rule(
        "update_in_graph",
        says(r"leaf variable that requires grad is being used in an in-place operation|view of a leaf .* in-place"),
        "autograd watches this tensor and lets nobody write into it: make a new one, as in `x = x + 1`, or, to update "
        "a parameter, write inside `with torch.no_grad():`",
        is_fact=True,
        variant="raised",
    ),
    Rule(
        "in_place",
        says(r"modified by an inplace operation.*output \d+ of (?:As|Mk)?(?P<op>\w+?)(?:Backward\d*)?, is at version"),
        "the slope of `{op}` is computed from its result, and a line such as `x += …` or `x[…] = …` has written into "
        "that: make a new tensor, as in `x = x + …`",
        is_fact=True,
    ),
    Rule(
        "in_place",
        says(r"modified by an inplace operation"),
        "`backward` needs a number that a line such as `x += …` or `x[…] = …` has overwritten: make a new tensor, as "
        "in `x = x + …`",
        is_fact=True,
        variant="unknown",
    ),
)
