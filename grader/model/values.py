"""The closed tree of plain values: all that crosses between the grader and a process that runs student code.

Nothing here interprets a value: NumPy lives in ``judge`` and ``plan``, torch in ``runner``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from typing import Literal, TypeAlias

Plain: TypeAlias = bool | int | float | complex | str | bytes | None

# Bytes per element, by torch's own names. The list is closed: a tensor of any other dtype is opaque.
ITEM_SIZES = {
    "bool": 1, "uint8": 1, "int8": 1, "int16": 2, "uint16": 2, "int32": 4, "uint32": 4, "int64": 8, "uint64": 8,
    "float16": 2, "bfloat16": 2, "float32": 4, "float64": 8, "complex64": 8, "complex128": 16,
}  # fmt: skip
FLOATING = frozenset({"float16", "bfloat16", "float32", "float64"})
COMPLEX = frozenset({"complex64", "complex128"})
# How far apart 1 and the next number are.
EPSILON = {"float16": 2.0**-10, "bfloat16": 2.0**-7, "float32": 2.0**-23, "float64": 2.0**-52}


@dataclass(frozen=True, slots=True)
class Tensor:
    """A strided tensor, or a NumPy array (``type_name`` says which): raw elements in C order, little-endian."""

    dtype: str
    shape: tuple[int, ...]
    data: bytes | memoryview
    device: str = "cpu"
    requires_grad: bool = False
    type_name: str = "torch.Tensor"

    def __post_init__(self) -> None:
        if len(self.data) != self.numel * ITEM_SIZES[self.dtype]:
            raise ValueError(f"{len(self.data)} bytes do not hold a {self.dtype} tensor of shape {self.shape}")

    @property
    def numel(self) -> int:
        return prod(self.shape)

    @property
    def is_differentiable(self) -> bool:
        """Whether autograd can give it a gradient: floating or complex elements."""
        return self.dtype in FLOATING or self.dtype in COMPLEX


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list or a tuple; ``name`` is the true type's (``torch.Size``, a named tuple's, ``torch.return_types.max``)."""

    kind: Literal["list", "tuple"]
    items: tuple[Tree, ...]
    name: str = ""

    @property
    def type_name(self) -> str:
        return self.name or self.kind


@dataclass(frozen=True, slots=True)
class Mapping:
    """A dictionary in its own order; ``name`` is the true type's (``collections.OrderedDict``)."""

    items: tuple[tuple[Tree, Tree], ...]
    name: str = "dict"


@dataclass(frozen=True, slots=True)
class Named:
    """A plain value of a known type that is not Python's own, such as ``numpy.float64``."""

    name: str
    value: Plain


@dataclass(frozen=True, slots=True)
class Opaque:
    """Anything else: only its type's name crosses."""

    name: str


@dataclass(frozen=True, slots=True)
class Absent:
    """Nothing is at the path that was asked for; ``names`` are those that are there."""

    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """To a child only: an object that the child builds from ``class_name`` (``torch.nn.Linear``).

    With ``provided`` it is what the function of that name in the author's ``inputs.py`` returns.
    """

    class_name: str
    init: tuple[tuple[str, Tree], ...]
    provided: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """To a child only: ``content`` in another place or form than it was sent in.

    ``device`` and ``layout`` are empty where torch's own default holds. ``form`` is list, tuple, numpy or parameter of
    a tensor, or iterator (which can be read only once) of a list; empty for leaving it.
    """

    content: Tree
    device: str = ""
    layout: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Same:
    """To a child only: the very object that is at ``path``."""

    path: str


Tree: TypeAlias = Plain | Tensor | Sequence | Mapping | Named | Opaque | Absent | Made | Placed | Same


def tensors_in(tree: Tree, path: str = "") -> list[tuple[str, Tensor]]:
    """Every tensor of ``tree`` with its path below it (``.0``, ``.name``), in order."""
    if isinstance(tree, Tensor):
        return [(path, tree)]
    if isinstance(tree, Sequence):
        return [hit for i, item in enumerate(tree.items) for hit in tensors_in(item, f"{path}.{i}")]
    if isinstance(tree, Mapping):
        return [hit for key, item in tree.items if isinstance(key, str) for hit in tensors_in(item, f"{path}.{key}")]
    return []


def inside(tree: Tree) -> tuple[Tree, ...]:
    """What ``tree`` is made of, one level down."""
    match tree:
        case Sequence(items=items):
            return items
        case Mapping(items=pairs):
            return tuple(part for pair in pairs for part in pair)
        case Made(init=init):
            return tuple(item for _, item in init)
        case Placed(content=content):
            return (content,)
    return ()


def everything_in(tree: Tree) -> Iterator[Tree]:
    """``tree`` and all that it is made of, in order."""
    yield tree
    for part in inside(tree):
        yield from everything_in(part)


def type_name(tree: Tree) -> str:
    """The Python type that ``tree`` stands for, as an author writes it: ``torch.Tensor``, ``float``, ``tuple``."""
    if isinstance(tree, Tensor | Sequence):
        return tree.type_name
    if isinstance(tree, Mapping | Named | Opaque):
        return tree.name
    if isinstance(tree, Made):
        return tree.class_name
    if isinstance(tree, Absent | Same):
        return "nothing"
    return type(tree).__name__


# Tensors that are no type of their own to a student: both hold a strided tensor and no method of theirs is trusted.
PLAIN_TENSORS = frozenset({"torch.Tensor", "torch.nn.Parameter", "torch.nn.parameter.Parameter"})


def plain_type_name(tree: Tree) -> str:
    """The plain kind that ``tree`` counts as: a named tuple is a ``tuple``, a parameter a ``torch.Tensor``."""
    if isinstance(tree, Tensor):
        return "torch.Tensor" if tree.type_name in PLAIN_TENSORS else tree.type_name
    if isinstance(tree, Sequence):
        return tree.kind
    if isinstance(tree, Mapping):
        return "dict"
    if isinstance(tree, Named) and tree.name.startswith("numpy."):
        return type(tree.value).__name__
    return type_name(tree)
