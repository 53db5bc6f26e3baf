"""Sizes that are equal for no reason: a transposed answer has the right shape, and may have the right numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from grader.audit.lint.rule import Examined, Fault, Rule
from grader.model.expression import Expression
from grader.model.values import Placed, Tensor
from grader.model.written import Dollar, ObjectMaker, TensorMaker, ValueSpec
from grader.pipeline.expected import Expected

# Arguments that become the sizes of a weight.
_SIZE = re.compile(r"features|channels|hidden|width|units|(^|_)(in|out|input|output|embed|model)_(size|dim)|^d_")


def equal_axes(examined: Examined) -> Iterator[Fault]:
    """Two axes of an input have one size in every draw, and are not one name of `let` written twice."""
    found: dict[str, list[int | None]] = {}
    for draw in examined.draws:
        sent = dict(draw.call.given)
        for name, value in draw.draft.case.given:
            if isinstance(value, TensorMaker):
                tree = sent.get(name)
                tensor = tree.content if isinstance(tree, Placed) else tree
                shape = tensor.shape if isinstance(tensor, Tensor) else ()
                found.setdefault(name, []).append(_equal(value, shape))
    for name, sizes in found.items():
        if all(size is not None for size in sizes):
            yield Fault(f"two axes of `{name}` have one size in every case ({_several(sizes)})")


def equal_arguments(examined: Examined) -> Iterator[Fault]:
    """A layer is as wide at one end as at the other in every draw, and not by one name written twice."""
    pairs: dict[tuple[str, str, str], list[bool]] = {}
    for draw in examined.draws:
        for place, numbers in _built(draw):
            for (a, one), (b, other) in combinations(numbers.items(), 2):
                pairs.setdefault((place, a, b), []).append(one == other)
    for (place, a, b), equal in pairs.items():
        if all(equal):
            yield Fault(f"`{a}` and `{b}` of {place} are equal in every case")


def _equal(maker: TensorMaker, shape: tuple[int, ...]) -> int | None:
    """A size above one that two axes have; None where there is none, or where it is one name written twice."""
    written = maker.shape or tuple(Expression.parse(size) for size in shape)
    if len(written) != len(shape):
        return None
    equal = [(a, b) for a, b in combinations(range(len(shape)), 2) if shape[a] == shape[b] > 1]
    if any(written[a] == written[b] and written[a].names for a, b in equal):
        return None
    return shape[equal[0][0]] if equal else None


def _built(draw: Expected) -> Iterator[tuple[str, dict[str, int]]]:
    """The sizes that each object is made with, but for those that are one name written twice."""
    case, names = draw.draft.case, draw.draft.names
    made: list[tuple[str, tuple[tuple[str, ValueSpec], ...]]] = [("`self`", case.init)]
    made += [(f"`{name}`", value.init) for name, value in case.given if isinstance(value, ObjectMaker)]
    for place, init in made:
        sizes = {name: value for name, value in init if _SIZE.search(name)}
        dollars = [value for value in sizes.values() if isinstance(value, Dollar)]
        numbers = {}
        for name, value in sizes.items():
            is_repeated = isinstance(value, Dollar) and dollars.count(value) > 1
            number = names.get(value.path.root) if isinstance(value, Dollar) else getattr(value, "value", None)
            if type(number) is int and number > 1 and not is_repeated:
                numbers[name] = number
        yield place, numbers


def _several(sizes: list[int | None]) -> str:
    return ", ".join(dict.fromkeys(str(size) for size in sizes[:3]))


_REASON = "a transposed answer has the right shape"
_REMEDY = "make them different, or write one name of `let` twice where they must be equal"
RULES = (
    Rule(
        "equal-sizes",
        "warning",
        _REASON,
        _REMEDY,
        "given: {a: {randn: [3, 3]}, b: {randn: [3, 5]}}",
        "let: {K: 6..8}\ngiven: {a: {randn: [3, 4]}, b: {randn: [4, K]}}",
        equal_axes,
    ),
    Rule(
        "equal-widths",
        "warning",
        _REASON,
        _REMEDY,
        "init: {in_features: 4, out_features: 4}",
        "init: {in_features: 4, out_features: 6}",
        equal_arguments,
    ),
)
