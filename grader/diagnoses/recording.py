"""What autograd follows and should not, or does not follow and should; gradients that are left and added up."""

from __future__ import annotations

from collections.abc import Iterator

from grader.diagnoses.cuts import cuts
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.model.values import Sequence, Tensor, Tree, everything_in

_PARAMETERS = frozenset({"torch.nn.Parameter", "torch.nn.parameter.Parameter"})


def _frozen(s: Sight) -> Iterator[Finding]:
    """A parameter of the own module that should learn and cannot."""
    if _asks(s) == (True, False) and s.path.root == "self":
        yield Finding("frozen", {"names": f"`{s.path}`"})


def _switched_off(s: Sight) -> Iterator[Finding]:
    """A tensor that was given, or made, should require grad and does not."""
    if _asks(s) == (True, False) and s.path.root != "self" and not list(cuts(s.code)):
        sent = s.sent
        if isinstance(sent, Tensor) and sent.requires_grad:
            how = (
                "it did before, and your code switches that off for everybody who uses it: use `.detach()`, which makes"
            )
            yield Finding("off", {"name": str(s.path), "how": f"{how} a new tensor"})
        else:
            how = "make it with `requires_grad=True`, or switch it on with `.requires_grad_(True)`"
            yield Finding("never on", {"name": str(s.path), "how": f"so it would get no gradient: {how}"})


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


RULES = (
    Rule(
        "graph_kept",
        _keeps_graphs,
        "{what} is kept with the whole graph that it was computed in, which costs more memory with every step: {how}",
        is_fact=True,
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
        "`{name}` should require grad and does not; {how}",
        is_fact=True,
    ),
)
