"""`gradcheck`: the submission's own gradient fits how its result changes.

A `backward` that was written by hand can be wrong where autograd is not. Along a random direction v the slope of c·f is
(c·f(x + εv) − c·f(x − εv)) / 2ε, where c is the cotangent of `backward`; it must be the gradient's part along v. The
calls are made in float64 (inputs, parameters and cotangents are cast, torch's default dtype follows), and both slopes
are computed here, outside of the process that runs the code. Complex numbers are left out.

ε is 1e-6, and the relative bound 1e-3, as in `torch.autograd.gradcheck`; ε grows and shrinks with the size of the input
(its root mean square, from 1e-3 to 1e3). An ε-th of the gradient and 64 roundings of the result are allowed too. Of
three directions one must agree: a kink, such as ReLU has at 0, may lie between x + εv and x − εv, but hardly in all of
them. Keep inputs that are given as numbers off such kinks. `true` means every floating input and every drawn parameter;
code must compute in the dtype of its inputs. A constant without a gradient keeps this law by nature: `expect` is what
fails it. With steps all of them run, and c·f is summed over what `backward` names.
"""

from __future__ import annotations

from dataclasses import replace
from math import isfinite, sqrt
from typing import TypeAlias

from grader.checks.kind import Mention
from grader.laws.calls import PATHS, again, fields, independent, input_at, paths_in, tensors_sent, texts, with_input
from grader.laws.fitting import has_backward
from grader.laws.law import Judging, Law, LawError, Planning
from grader.model.calls import Call
from grader.model.message import Message
from grader.model.path import Path
from grader.model.record import Record
from grader.model.values import FLOATING, Absent, Made, Mapping, Placed, Same, Tensor, Tree

_EPSILON = 1e-6
_RELATIVE = 1e-3
_ROUNDINGS = 64 * 2.0**-52
_DIRECTIONS = 3


def vary(argument: object, call: Call, expected: Record, tools: Planning) -> tuple[Call, ...]:
    double = tools.double(call)
    kept = tuple((path, c) for path, c in double.backward if isinstance(c, Tensor) and c.dtype == "float64")
    if not kept:
        raise LawError("it needs `backward`, and a result with real numbers")
    places = _places(argument, double, expected)
    for place in places:
        double = _with(double, place, replace(_tensor(double, place), requires_grad=True))
    paths = [Path.parse(path) for path, _ in kept]
    base = replace(again(double, *map(_gradient, places)), backward=kept)
    calls = [base]
    for place in places:
        there = _tensor(base, place)
        numbers = tools.array(there)
        step = _step(float((numbers * numbers).mean()))
        for _ in range(_DIRECTIONS):
            move = step * tools.random.standard_normal(numbers.shape)
            calls += [again(_with(base, place, tools.tensor(numbers + way * move, there)), *paths) for way in (1, -1)]
    return tuple(calls)


def _step(mean_square: float) -> float:
    return _EPSILON * min(max(sqrt(mean_square), 1e-3), 1e3) if 0 < mean_square < float("inf") else _EPSILON


def _gradient(path: Path) -> Path:
    return Path(path.root, (*path.steps, "grad"))


def _places(argument: object, call: Call, expected: Record) -> list[Path]:
    """The tensors to move, each for itself: inputs, and parameters that were drawn or set."""
    inputs = tuple(Path(name) for name, tree in call.given if not isinstance(tree, Same | Made))
    if argument is True:
        found = [place for path in inputs for place, tensor in tensors_sent(call, path) if tensor.requires_grad]
        found += _parameters(call, expected)
    else:
        named = independent(call, tuple(map(Path.parse, texts(fields(argument)["of"]))))
        found = [place for path in named for place in _at(path, call, expected)]
    found = [place for place in dict.fromkeys(found) if _tensor(call, place).dtype == "float64"]
    if not found:
        raise LawError("there is no floating input or parameter whose gradient could be checked")
    return [place for place in found if _tensor(call, place).numel]


def _at(path: Path, call: Call, expected: Record) -> list[Path]:
    if "*" in path.steps:
        return [place for place in _parameters(call, expected) if place.root == path.root]
    if str(path) in dict(call.assign):
        return [path]
    if path.root == "self":
        raise LawError(f"`{path}` is not drawn; give it numbers with `set`")
    return [place for place, _ in tensors_sent(call, path)]


def _parameters(call: Call, expected: Record) -> list[Path]:
    """Parameters that were drawn or set, and of which the reference's require a gradient."""
    found = []
    for path in (Path.parse(name) for name, _ in call.assign):
        names = (path.root, *path.steps)
        for end in range(1, len(names)):
            owned = expected.values.get(f"{'.'.join(names[:end])}.*")
            there = dict(owned.items).get(".".join(names[end:])) if isinstance(owned, Mapping) else None
            if isinstance(there, Tensor) and there.requires_grad:
                found.append(path)
    return found


def _tensor(call: Call, path: Path) -> Tensor:
    tree = dict(call.assign).get(str(path))
    tree = input_at(call, path) if tree is None else tree
    tree = tree.content if isinstance(tree, Placed) else tree
    if not isinstance(tree, Tensor):
        raise LawError(f"`{path}` is no tensor")
    return tree


def _with(call: Call, path: Path, tensor: Tensor) -> Call:
    """``call`` with ``tensor`` at ``path``: as an input, or put in place before the first turn."""
    if str(path) not in dict(call.assign):
        there = input_at(call, path)
        return with_input(call, path, replace(there, content=tensor) if isinstance(there, Placed) else tensor)
    assign = tuple((name, tensor if name == str(path) else tree) for name, tree in call.assign)
    return replace(call, assign=assign)


def judge(argument: object, calls: tuple[Call, ...], answers: tuple[Record, ...], tools: Judging) -> Message | None:  # noqa: ARG001
    base, moved = calls[1], list(zip(calls[2:], answers[2:], strict=True))
    for number, path in enumerate(base.observe):
        gradient = tools.at(answers[1], Path.parse(path))
        place = Path.parse(path.removesuffix(".grad"))
        pairs = [moved[2 * i : 2 * i + 2] for i in range(_DIRECTIONS * number, _DIRECTIONS * (number + 1))]
        found = [_along(place, gradient, base, plus, minus, tools) for plus, minus in pairs]
        if all(found):
            return found[0]
    return None


Moved: TypeAlias = tuple[Call, Record]


def _along(place: Path, gradient: Tree, base: Call, plus: Moved, minus: Moved, tools: Judging) -> Message | None:
    """What is wrong along one direction. Both slopes are multiplied by 2ε, so that nothing is divided by it."""
    change, rounding = 0.0, 0.0
    for path, cotangent in base.backward:
        ahead, behind = (tools.at(record, Path.parse(path)) for _, record in (plus, minus))
        weights = tools.array(cotangent)
        for side in (ahead, behind):
            if not isinstance(side, Tensor) or side.shape != weights.shape:
                return Message("gradcheck.form", {"place": path, "shape": str(weights.shape)})
            if side.dtype != "float64":
                return Message("gradcheck.precision", {"place": path, "actual": side.dtype})
        first, second = tools.array(ahead), tools.array(behind)
        change += float(((first - second) * weights).sum())
        rounding += float((abs(weights) * (abs(first) + abs(second))).sum())
    move = tools.array(_tensor(plus[0], place)) - tools.array(_tensor(minus[0], place))
    length = sqrt(float((move * move).sum()))
    if gradient is None or isinstance(gradient, Absent):
        if abs(change) <= _ROUNDINGS * rounding:
            return None
        return Message("gradcheck.none", {"input": str(place), "expected": change / length})
    if not isinstance(gradient, Tensor) or gradient.shape != move.shape or gradient.dtype not in FLOATING:
        return Message("gradcheck.no_gradient", {"input": str(place), "shape": str(move.shape)})
    parts = tools.array(gradient) * move
    claimed = float(parts.sum())
    curved = _EPSILON * sqrt(float((parts * parts).sum()))
    allowed = _RELATIVE * abs(change) + curved + _ROUNDINGS * rounding
    if isfinite(allowed) and abs(claimed - change) <= allowed:
        return None
    slopes = {"expected": change / length, "actual": claimed / length}
    return Message("gradcheck.differs", {"input": str(place), **slopes})


def _names(argument: object) -> tuple[Mention, ...]:
    if argument is True:
        return ()
    # `self.*` stands for every parameter: that there is such an object is all that can be known.
    return tuple(Mention(each.role, each.text.partition(".*")[0]) for each in paths_in(argument, "of"))


LAW = Law(
    name="gradcheck",
    summary="the submission's own gradient fits how its result changes",
    schema={
        "title": "`true`, or a map with `of`",
        "if": {"type": "object"},
        "then": {"required": ["of"], "properties": {"of": PATHS}, "additionalProperties": False},
        "else": {"const": True},
        "description": "`true` for every floating input and drawn parameter, or `of` with some of them, such as "
        "`{of: [x, self.weight]}`. The exercise needs `backward`.",
    },
    vary=vary,
    judge=judge,
    messages={
        "gradcheck.differs": "the gradient of `{input}` does not fit how the result changes: along a random direction "
        "the result's slope is {expected:.6g}, and {actual:.6g} by that gradient",
        "gradcheck.none": "no gradient reached `{input}`, yet the result changes with it (its slope along a random "
        "direction is {expected:.6g})",
        "gradcheck.no_gradient": "expected numbers of shape {shape} as the gradient of `{input}`",
        "gradcheck.form": "called with slightly other numbers, it has no tensor of shape {shape} at `{place}`",
        "gradcheck.precision": "called with float64 numbers, it has {actual} at `{place}`; compute in the dtype of the "
        "inputs",
    },
    example="""\
- id: swish
  call: swish
  let: {N: 2..6}
  given: {x: {randn: [N]}}
  backward: random
  laws:
    gradcheck: true
""",
    names=_names,
    fits=has_backward,
)
