"""From what a function says of its arguments to values that may suit them, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from grader.authoring.signature import Argument, Signature
from grader.errors import UsageError

# What is tried of tensors whose shape nobody states, after the first size of one that is stated. Each gets the same.
_SHAPES = (("N", "M"), ("N",), ("B", "N", "M"), (), ("B", "C", "H", "W"))
_SIZES = "2..6"
# So many combinations are tried.
_MOST = 24
_TENSORS = frozenset({"Tensor", "torch.Tensor"})
_WHOLE = re.compile(r"\b(integers?|whole|indices|index|labels?|classes|int64|long|token)\b", re.I)
_BELOW = re.compile(r"\b(?:below|less than|smaller than|up to)\s+`?([A-Za-z_]\w*)`?", re.I)
_TRUTH = re.compile(r"\b(mask|bool|boolean|true)\b", re.I)


@dataclass(frozen=True, slots=True)
class Guess:
    """Names to draw, and the values of the constructor's arguments and of the call's, each as YAML."""

    let: Mapping[str, str]
    init: Mapping[str, str]
    given: Mapping[str, str]
    backward: bool


def guesses(signature: Signature) -> Iterator[Guess]:
    """What may be drawn for ``signature``. Raises ``UsageError`` for an argument that nothing is known for."""
    every = [*signature.init, *signature.arguments]
    shapes: Sequence[tuple[str, ...] | None] = (None,)
    if any(_is_tensor(each) and each.shape is None for each in every):
        stated = [each.shape[:1] for each in every if each.shape]
        shapes = tuple(dict.fromkeys((*stated, *_SHAPES)))
    choices = [tuple(_values(each)) for each in every]
    found = (
        _guess(signature, dict(zip((each.name for each in every), chosen, strict=True)), shape, backward)
        for shape, chosen, backward in product(shapes, product(*choices), (True, False))
    )
    return islice((each for each in found if each is not None), _MOST)


def _values(argument: Argument) -> Sequence[str]:
    """The kinds of value that may suit: of tensors real numbers, whole ones, true and false; of numbers one kind."""
    if _is_tensor(argument):
        if _TRUTH.search(f"{argument.name} {argument.said}"):
            return ("bool", "real", "whole")
        if _WHOLE.search(f"{argument.name} {argument.said}"):
            return ("whole", "real")
        return ("real", "whole")
    plain = argument.annotation.strip("'\"")
    if plain in ("int", "float", "bool"):
        return (plain,)
    said = f"`{argument.annotation}`" if argument.annotation else "no annotation"
    raise UsageError(
        f"what `{argument.name}` may be cannot be told from {said}: annotate it as Tensor, int, float or bool, or "
        "write the exercise by hand (`grade explain given`)"
    )


def _guess(signature: Signature, kinds: Mapping[str, str], shape: Sequence[str] | None, backward: bool) -> Guess | None:
    let: dict[str, str] = {}
    known = {size for each in (*signature.init, *signature.arguments) for size in each.shape or ()}
    numbers = {each.name for each in (*signature.init, *signature.arguments) if kinds[each.name] == "int"}

    def value(argument: Argument) -> str:
        kind = kinds[argument.name]
        if kind == "int":
            let.setdefault(argument.name, "1..6")
            return f"${argument.name}"
        if kind == "float":
            let.setdefault(argument.name, "0.5..2.0")
            return f"${argument.name}"
        if kind == "bool" and not _is_tensor(argument):
            let.setdefault(argument.name, "[true, false]")
            return f"${argument.name}"
        sizes = argument.shape if argument.shape is not None else shape or ()
        for size in sizes:
            if not size.isdigit() and size not in numbers:
                let.setdefault(size, _SIZES)
        shown = f"[{', '.join(sizes)}]"
        if kind == "real":
            return f"{{randn: {shown}}}"
        if kind == "bool":
            return f"{{randint: {shown}, from: 0..1, dtype: bool}}"
        limit = _BELOW.search(argument.said)
        last = f"{limit[1]}-1" if limit and limit[1] in known else "9"
        return f"{{randint: {shown}, from: 0..{last}}}"

    init = {each.name: value(each) for each in signature.init}
    given = {each.name: value(each) for each in signature.arguments}
    if backward and not any("randn" in each for each in given.values()):
        return None
    return Guess(let, init, given, backward)


def _is_tensor(argument: Argument) -> bool:
    return argument.annotation.strip("'\"") in _TENSORS
