"""The tree of values as JSON text plus buffers, and back. Every kind of node is one line in each direction."""

from __future__ import annotations

import json
from collections.abc import Sequence as Seq
from math import prod
from typing import NoReturn

from grader.errors import WireError
from grader.model.values import (
    ITEM_SIZES,
    Absent,
    Made,
    Mapping,
    Named,
    Opaque,
    Placed,
    Plain,
    Same,
    Sequence,
    Tensor,
    Tree,
)
from grader.wire.bounds import Bounds

Buffer = bytes | memoryview


class Writer:
    """Turns one tree into JSON-ready lists; tensors and bytes are collected in ``buffers``, the same bytes once."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.buffers: list[Tensor] = []
        self._numbers: dict[int, int] = {}
        self._nodes = 0

    def write(self, tree: Tree, depth: int = 0) -> object:
        self._nodes += 1
        if depth > self.bounds.depth or self._nodes > self.bounds.nodes:
            raise WireError(
                f"a value of more than {self.bounds.nodes:,} parts, or nested deeper than {self.bounds.depth}"
            )
        match tree:
            case None | bool():
                return tree
            case int():
                return ["i", self._digits(tree)]
            case float():
                return ["f", tree.hex()]
            case complex():
                return ["c", tree.real.hex(), tree.imag.hex()]
            case str():
                return ["s", self._text(tree)]
            case bytes():
                if len(tree) > self.bounds.string and not self.bounds.requests:
                    raise WireError(f"more than {self.bounds.string:,} bytes in one piece")
                return ["b", self._buffer(Tensor("uint8", (len(tree),), tree))]
            case Tensor():
                form = [tree.dtype, list(tree.shape), tree.device, tree.requires_grad, tree.type_name]
                return ["T", self._buffer(tree), *form]
            case Sequence():
                return [
                    "l" if tree.kind == "list" else "t",
                    tree.name,
                    [self.write(item, depth + 1) for item in tree.items],
                ]
            case Mapping():
                pairs = [[self.write(key, depth + 1), self.write(item, depth + 1)] for key, item in tree.items]
                return ["d", tree.name, pairs]
            case Named():
                return ["n", tree.name, self.write(tree.value, depth + 1)]
            case Opaque():
                return ["o", tree.name]
            case Absent():
                return ["a", [self._text(name) for name in tree.names]]
            case Made():
                init = [[name, self.write(item, depth + 1)] for name, item in tree.init]
                return ["m", tree.class_name, init, tree.provided]
            case Same():
                return ["=", tree.path]
            case Placed():
                return ["p", self.write(tree.content, depth + 1), tree.device, tree.layout, tree.form]

    def _text(self, text: str) -> str:
        if len(text) > self.bounds.string:
            raise WireError(f"a text of more than {self.bounds.string:,} characters")
        return text

    def _digits(self, number: int) -> str:
        if number.bit_length() > 3 * self.bounds.digits:
            raise WireError(f"a whole number of more than about {self.bounds.digits:,} digits")
        return str(number)

    def _buffer(self, tensor: Tensor) -> int:
        known = self._numbers.get(id(tensor.data))
        if (
            known is not None
            and self.buffers[known].dtype == tensor.dtype
            and self.buffers[known].shape == tensor.shape
        ):
            return known
        self._numbers[id(tensor.data)] = len(self.buffers)
        self.buffers.append(tensor)
        return len(self.buffers) - 1


class Reader:
    """Turns what JSON gave back into a tree. Raises ``WireError``, and nothing else, for all that is not one."""

    def __init__(self, buffers: Seq[Buffer], bounds: Bounds) -> None:
        self.buffers = buffers
        self.bounds = bounds
        self._nodes = 0
        self._bytes = 0

    def read(self, node: object, depth: int = 0) -> Tree:
        self._nodes += 1
        if depth > self.bounds.depth or self._nodes > self.bounds.nodes:
            raise WireError("too many values, or too deep")
        if node is None or isinstance(node, bool):
            return node
        if not isinstance(node, list) or not node:
            raise _malformed("node")
        match node:  # what there is most of comes first
            case ["s", str(text)]:
                return self._text(text)
            case ["T", int(number), str(dtype), list(shape), str(device), bool(requires_grad), str(name)]:
                return self._tensor(number, dtype, shape, self._text(device), requires_grad, self._text(name))
            case ["d", str(name), list(pairs)]:
                return Mapping(tuple(self._pair(pair, depth) for pair in pairs), self._text(name))
            case ["l" | "t" as kind, str(name), list(items)]:
                read = tuple(self.read(item, depth + 1) for item in items)
                return Sequence("list" if kind == "l" else "tuple", read, self._text(name))
            case ["i", str(text)] if (
                len(text) <= self.bounds.digits and text.removeprefix("-").isdecimal() and text.isascii()
            ):
                return int(text)
            case ["f", str(text)]:
                return _float(text)
            case ["c", str(real), str(imaginary)]:
                return complex(_float(real), _float(imaginary))
            case ["b", int(number)]:
                return self._content(number)
            case ["n", str(name), value]:
                return Named(self._text(name), self._plain(value, depth))
            case ["o", str(name)]:
                return Opaque(self._text(name))
            case ["a", list(names)]:
                return Absent(tuple(self._name(name) for name in names))
            case ["m", str(name), list(pairs), bool(provided)] if self.bounds.requests:
                read_pairs = (self._pair(pair, depth, named=True) for pair in pairs)
                return Made(name, tuple((str(key), item) for key, item in read_pairs), provided)
            case ["p", content, str(device), str(layout), str(form)] if self.bounds.requests:
                return Placed(self.read(content, depth + 1), device, layout, form)
            case ["=", str(path)] if self.bounds.requests:
                return Same(path)
        raise _malformed("node")

    def _pair(self, pair: object, depth: int, *, named: bool = False) -> tuple[Tree, Tree]:
        match pair:
            case [key, item]:
                return (self._name(key) if named else self.read(key, depth + 1)), self.read(item, depth + 1)
        raise _malformed("pair")

    def _name(self, name: object) -> str:
        self._nodes += 1
        if not isinstance(name, str) or self._nodes > self.bounds.nodes:
            raise _malformed("name")
        return self._text(name)

    def _plain(self, node: object, depth: int) -> Plain:
        value = self.read(node, depth + 1)
        if value is None or isinstance(value, bool | int | float | complex | str | bytes):
            return value
        raise _malformed("plain value")

    def _text(self, text: str) -> str:
        if len(text) > self.bounds.string:
            raise _malformed("text")
        return text

    def _buffer(self, number: int) -> Buffer:
        if isinstance(number, bool) or not 0 <= number < len(self.buffers):
            raise _malformed("tensor number")
        data = self.buffers[number]
        # One buffer may stand in many places, and costs whoever looks at them as much as many buffers.
        self._bytes += len(data)
        if self._bytes > self.bounds.data:
            raise _malformed("tensor number: too much data")
        return data

    def _content(self, number: int) -> bytes:
        data = self._buffer(number)
        if len(data) > self.bounds.string and not self.bounds.requests:
            raise _malformed("text")
        return bytes(data)

    def _tensor(self, number: int, dtype: str, shape: list[object], device: str, grad: bool, name: str) -> Tensor:
        if dtype not in ITEM_SIZES or len(shape) > self.bounds.dimensions:
            raise _malformed("tensor")
        sizes = tuple(_size(size) for size in shape)
        data = self._buffer(number)
        if prod(sizes) * ITEM_SIZES[dtype] != len(data):
            raise _malformed("tensor size")
        return Tensor(dtype, sizes, data, device, grad, name)


def _size(size: object) -> int:
    if not isinstance(size, int) or isinstance(size, bool) or not 0 <= size < 1 << 62:
        raise _malformed("shape")
    return size


def _float(text: str) -> float:
    if len(text) > 40 or not text.isascii():
        raise _malformed("float")
    try:
        return float.fromhex(text)
    except (ValueError, OverflowError):
        raise _malformed("float") from None


def _malformed(what: str) -> WireError:
    return WireError(f"malformed {what}")


def _constant(name: str) -> NoReturn:
    raise _malformed(f"JSON: {name}")


def dumps(node: object) -> str:
    return json.dumps(node, separators=(",", ":"))


def loads(text: str | bytes) -> object:
    """JSON as RFC 8259 has it: no NaN, no repeated keys. Raises ``WireError``."""
    try:
        value: object = json.loads(text, object_pairs_hook=_unique, parse_constant=_constant)
    except (ValueError, RecursionError, MemoryError):
        raise WireError("malformed JSON") from None
    return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    unique = dict(pairs)
    if len(unique) != len(pairs):
        raise _malformed("JSON: a repeated key")
    return unique
