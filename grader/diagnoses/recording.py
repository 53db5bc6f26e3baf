"""What autograd follows and should not, or does not follow and should; gradients that are left and added up."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import numpy as np

from grader.diagnoses.cuts import calls_of, clears, cuts
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight, numbers
from grader.model.values import Sequence, Tensor, Tree, everything_in

_PARAMETERS = frozenset({"torch.nn.Parameter", "torch.nn.parameter.Parameter"})


def _frozen(s: Sight) -> Iterator[Finding]:
    """A parameter of the own module that should learn and cannot."""
    if _asks(s) == (True, False) and s.path.root == "self":
        yield Finding("frozen", {"names": f"`{s.path}`"})


def _switched_off(s: Sight) -> Iterator[Finding]:
    """A tensor that was given, or made, should require grad and does not."""
    if _asks(s) == (True, False) and s.path.root != "self" and not list(cuts(s.code)):
        yield Finding(parameters={"name": str(s.path)})


def _asks(s: Sight) -> tuple[bool, bool] | None:
    """Whether the expected and the actual tensor require grad."""
    ours, theirs = s.expected, s.actual
    if isinstance(ours, bool) and isinstance(theirs, bool) and s.path.steps[-1:] == ("requires_grad",):
        return ours, theirs
    if not isinstance(ours, Tensor) or not isinstance(theirs, Tensor) or not s.near(s.a, s.e):
        return None
    return ours.requires_grad, theirs.requires_grad


def _keeps_graphs(s: Sight) -> Iterator[Finding]:
    """Numbers that are collected or remembered are tensors with the whole graph behind them."""
    ours, theirs = list(everything_in(s.expected)), list(everything_in(s.actual))
    if isinstance(s.actual, Sequence) and s.actual.items and _recorded(theirs) and not any(_is_tensor(x) for x in ours):
        yield Finding("list", {"what": "a list of tensors", "how": "append the plain number, `loss.item()`"})
    if s.path.root in s.call.results and s.path.steps and _recorded(theirs) and not isinstance(s.expected, Tensor):
        yield Finding("list", {"what": "a list of tensors", "how": "append the plain number, `loss.item()`"})
    of_module = s.path.root == "self" and isinstance(s.actual, Tensor) and s.actual.type_name not in _PARAMETERS
    if of_module and _recorded(theirs) and not _recorded(ours):
        what = {"what": f"`{s.path}`", "how": "compute what is only remembered inside `with torch.no_grad():`"}
        yield Finding("buffer", what)


def _is_tensor(part: Tree) -> bool:
    return isinstance(part, Tensor)


def _recorded(parts: list[Tree]) -> bool:
    return any(isinstance(part, Tensor) and part.requires_grad for part in parts)


def _not_cleared(s: Sight) -> Iterator[Finding]:
    """The student ran backward, and what it left should have been cleared."""
    is_left = s.path.is_gradient and s.raised is None and s.expected is None and s.a is not None
    if is_left and any(calls_of(s.code, "backward")) and not clears(s.code):
        yield Finding(parameters={"name": s.path.root})


def _flows(s: Sight) -> Iterator[Finding]:
    if s.raised is not None:
        return
    if s.path.is_gradient and s.expected is None and s.a is not None and not _is_idle(s):
        yield Finding("gradient", {"name": ".".join((s.path.root, *s.path.steps[:-1]))})
    elif _asks(s) == (False, True):
        yield Finding("graph", {"name": str(s.path)})


def _is_idle(s: Sight) -> bool:
    """Whether it is a parameter that the reference could train, and did not come past in this case."""
    owner = s.at(".".join((s.path.root, *s.path.steps[:-1]))).expected
    return s.path.root == "self" and isinstance(owner, Tensor) and owner.requires_grad


def _added(s: Sight) -> Iterator[Finding]:
    """What is there is the gradient, and the one that was there before, or the same one several times."""
    if s.a is None or s.e is None or s.a.shape != s.e.shape or not np.any(s.e):
        return
    for path, tree in sent_gradients(s):
        old = numbers(tree)
        if old is not None and old.shape == s.e.shape and np.any(old) and s.near(s.a, s.e + old):
            yield Finding("old", {"what": f"`{path}` held a gradient already, and yours was added to it"})
    runs = list(calls_of(s.code, "backward"))
    if len(runs) > 1 and not clears(s.code) and s.near(s.a, len(runs) * s.e):
        what = f"`backward` runs {len(runs)} times, and what it finds is added up"
        yield Finding("twice", {"what": what})


def sent_gradients(s: Sight) -> Iterator[tuple[str, Tree]]:
    """The gradients that the grader put in place, by their paths."""
    for path, tree in (*s.call.assign, *(pair for turn in s.call.turns for pair in turn.assign)):
        if path.endswith(".grad"):
            yield path, tree


def _never_cleared(s: Sight) -> Iterator[Finding]:
    """A loop of training steps, or one, that never clears a gradient."""
    if s.raised is None and any(calls_of(s.code, "backward")) and _steps(s) and not clears(s.code):
        what = "nothing clears the gradients of the step before, so each `backward` adds to them"
        yield Finding(parameters={"what": what})


def _steps(s: Sight) -> bool:
    return any(isinstance(node.func, ast.Attribute) and not node.args for node, _ in calls_of(s.code, "step"))


RULES = (
    Rule(
        "graph_kept",
        _keeps_graphs,
        "{what} is kept with the whole graph that it was computed in, which costs more memory with every step: {how}",
        is_fact=True,
    ),
    Rule(
        "accumulated",
        _not_cleared,
        "`backward` leaves its gradient in `{name}.grad`, and the next one adds to it: clear it afterwards, with "
        "`{name}.grad = None` or `zero_grad()`",
        is_fact=True,
        variant="left",
    ),
    Rule(
        "not_detached",
        _flows,
        "`{name}` should count as a constant, and autograd follows it: use `.detach()` on a tensor, or "
        "`.requires_grad_(False)` on a parameter",
        is_fact=True,
    ),
    Rule(
        "parameters_unused",
        _frozen,
        "{names} is frozen and cannot learn: freeze only what should stay as it is",
        is_fact=True,
        variant="frozen",
    ),
    Rule(
        "no_requires_grad",
        _switched_off,
        "`{name}` should require grad and does not, so it would get no gradient: make it with `requires_grad=True`, or "
        "switch it on with `.requires_grad_(True)`",
        is_fact=True,
    ),
    Rule(
        "accumulated",
        _added,
        "gradients add up: {what}; clear it before `backward`, with `zero_grad()` or `x.grad = None`",
    ),
)

# Said only where nothing explains more.
LAST = (
    Rule(
        "accumulated",
        _never_cleared,
        "gradients add up, and {what}: call `zero_grad()` before `backward`",
        variant="loop",
    ),
)
