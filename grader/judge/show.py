"""Numbers and values as short texts for messages: bounded, whatever a submission sent."""

from __future__ import annotations

import math

from grader.checks.kind import said
from grader.judge.arrays import array_of
from grader.model.spec import Check
from grader.model.values import Absent, Mapping, Named, Sequence, Tensor, Tree, plain_type_name, type_name

_LONGEST = 160
_ITEMS = 8
_LONG_INTEGER = 10**24


def number_text(number: bool | int | float | complex, digits: int = 6) -> str:
    """``9.0``, ``0.333333``, ``-inf``, ``True``; a very long integer by its size."""
    if isinstance(number, complex):
        sign = "-" if math.copysign(1.0, number.imag) < 0 else "+"
        return f"{number_text(number.real, digits)}{sign}{number_text(abs(number.imag), digits)}j"
    if isinstance(number, float):
        text = f"{number:.{digits}g}"
        return f"{text}.0" if text.lstrip("-").isdigit() else text
    if abs(number) >= _LONG_INTEGER:
        return f"{'-' if number < 0 else ''}(an integer of {number.bit_length()} bits)"
    return str(number)


def pair_text(expected: bool | int | float | complex, actual: bool | int | float | complex) -> tuple[str, str]:
    """Both with as many digits as tell them apart."""
    for digits in (6, 9, 12, 17):
        texts = number_text(expected, digits), number_text(actual, digits)
        if texts[0] != texts[1]:
            break
    return texts


def index_text(index: tuple[int, ...]) -> str:
    return f"[{', '.join(map(str, index))}]"


def brief(tree: Tree) -> str:
    """A value in one short line: small ones as Python writes them, large tensors by their form."""
    return _cut(_brief(tree))


def _brief(tree: Tree) -> str:
    match tree:
        case Tensor():
            return _tensor(tree)
        case Sequence(kind, items):
            inner = ", ".join(brief(item) for item in items[:_ITEMS]) + (", …" if len(items) > _ITEMS else "")
            if kind == "list":
                return f"[{inner}]"
            return f"({inner},)" if len(items) == 1 else f"({inner})"
        case Mapping(items):
            inner = ", ".join(f"{brief(key)}: {brief(item)}" for key, item in items[:_ITEMS])
            return f"{{{inner}{', …' if len(items) > _ITEMS else ''}}}"
        case Named(name, value):
            return brief(value) if not name.startswith("numpy.") else f"{name}({brief(value)})"
        case bool() | int() | float() | complex():
            return number_text(tree)
        case str() | bytes():
            return repr(tree[:_LONGEST])
        case None:
            return "None"
        case Absent():
            return "nothing"
    return f"a {type_name(tree)}"


def _tensor(tensor: Tensor) -> str:
    name = "tensor" if plain_type_name(tensor) == "torch.Tensor" else tensor.type_name.rpartition(".")[2]
    dtype = "" if tensor.dtype in ("float32", "int64", "bool") else f", {tensor.dtype}"
    if tensor.numel > _ITEMS or (not tensor.numel and tensor.shape != (0,)):
        return f"{name} of shape {tensor.shape}, {tensor.dtype}"
    return f"{name}({_nested(array_of(tensor).tolist())}{dtype})"


def _nested(items: object) -> str:
    if isinstance(items, list):
        return f"[{', '.join(map(_nested, items))}]"
    assert isinstance(items, bool | int | float | complex)
    return number_text(items)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def written(argument: object) -> str:
    """A check's argument as its author wrote it, or nearly."""
    if isinstance(argument, Check):
        return _cut(said((argument,)))
    if isinstance(argument, list | tuple):
        return _cut(f"[{', '.join(map(written, argument))}]")
    if isinstance(argument, bool):
        return str(argument).lower()
    if isinstance(argument, int | float | complex):
        return number_text(argument)
    if isinstance(argument, dict):
        return _cut(f"{{{', '.join(f'{key}: {written(item)}' for key, item in argument.items())}}}")
    return _cut(argument if isinstance(argument, str) else repr(argument))
