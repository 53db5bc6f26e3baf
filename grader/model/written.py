"""Values as authors write them: ranges to draw from, makers of tensors and objects, plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from grader.model.expression import Expression
from grader.model.path import Path


@dataclass(frozen=True, slots=True)
class Range:
    """``lo..hi``, both ends included; ``None`` for an end left out. ``real`` where an end has a decimal point."""

    low: Expression | float | None
    high: Expression | float | None
    real: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    options: tuple[ValueSpec, ...]


@dataclass(frozen=True, slots=True)
class Fixed:
    value: ValueSpec


Draw: TypeAlias = Range | Choice | Expression | Fixed

# How a tensor lies in memory: in one piece, its axes stored in reverse, with gaps, or as convolutions like images.
Layout: TypeAlias = Literal["contiguous", "transposed", "strided", "channels_last"]
# What the function gets: Python's own lists or tuples of numbers, a NumPy array, an ``nn.Parameter``.
Form: TypeAlias = Literal["list", "tuple", "numpy", "parameter"]


@dataclass(frozen=True, slots=True)
class Dollar:
    """``$name`` or ``$path``: a drawn number, or the very object that is there."""

    path: Path


@dataclass(frozen=True, slots=True)
class Items:
    """A list, or with the makers ``tuple`` and ``iterator`` a tuple, or what can be read only once, of values."""

    kind: Literal["list", "tuple", "iterator"]
    items: tuple[ValueSpec, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """The maker ``dict``: values by name, where not all of them are plain."""

    items: tuple[tuple[str, ValueSpec], ...]


@dataclass(frozen=True, slots=True)
class Constant:
    """Plain Python, from plain YAML or from the maker ``python``: may nest lists, tuples and dictionaries."""

    value: object


@dataclass(frozen=True, slots=True)
class TensorMaker:
    """``maker`` is tensor, randn, rand, randint, zeros, ones, full or arange.

    ``shape`` is None for ``tensor`` (its ``numbers`` have one) and for ``same`` (the shape that is there).
    ``bounds`` is ``from:``; for ``full`` both of its ends are the number. ``dtype`` None is the maker's own default.
    ``layout`` is how it lies in memory, ``form`` is ``as:``, what the function gets instead of a plain tensor.
    """

    maker: str
    shape: tuple[Expression, ...] | None = None
    numbers: Constant | Dollar | None = None
    bounds: Range | None = None
    dtype: str | None = None
    requires_grad: bool | None = None
    device: str | None = None
    layout: Layout | None = None
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class FileMaker:
    """``{file: points.npy}``: the content of a file of the assignment's folder, read by the grader."""

    name: str
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class CallMaker:
    """``{call: spirals, given: {…}}``: what a function of the author's ``inputs.py`` returns, made in the child."""

    function: str
    given: tuple[tuple[str, ValueSpec], ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectMaker:
    """``{class: torch.nn.Linear, init: {…}}``: the child builds it; a dot in the name means an importable class."""

    class_name: str
    init: tuple[tuple[str, ValueSpec], ...] = ()


ValueSpec: TypeAlias = Dollar | Items | Entries | Constant | TensorMaker | FileMaker | CallMaker | ObjectMaker
