"""A course and its assignments as their authors wrote them, with every default filled in and nothing drawn yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Literal, TypeAlias

from grader.model.expression import Expression
from grader.model.path import Path

# ---- let: numbers to draw


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

# ---- values: given, init, set, cotangents


@dataclass(frozen=True, slots=True)
class Dollar:
    """``$name`` or ``$path``: a drawn number, or the very object that is there."""

    path: Path


@dataclass(frozen=True, slots=True)
class Items:
    """A list, or with the maker ``tuple`` a tuple, of values."""

    kind: Literal["list", "tuple"]
    items: tuple[ValueSpec, ...]


@dataclass(frozen=True, slots=True)
class Constant:
    """Plain Python, from plain YAML or from the maker ``python``: may nest lists, tuples and dictionaries."""

    value: object


@dataclass(frozen=True, slots=True)
class TensorMaker:
    """``maker`` is tensor, randn, rand, randint, zeros, ones, full or arange.

    ``shape`` is None for ``tensor`` (its ``numbers`` have one) and for ``same`` (the shape that is there).
    ``bounds`` is ``from:``; for ``full`` both of its ends are the number. ``dtype`` None is the maker's own default.
    """

    maker: str
    shape: tuple[Expression, ...] | None = None
    numbers: Constant | Dollar | None = None
    bounds: Range | None = None
    dtype: str | None = None
    requires_grad: bool | None = None


@dataclass(frozen=True, slots=True)
class ObjectMaker:
    """``{class: torch.nn.Linear, init: {…}}``: the child builds it; a dot in the name means an importable class."""

    class_name: str
    init: tuple[tuple[str, ValueSpec], ...] = ()


ValueSpec: TypeAlias = Dollar | Items | Constant | TensorMaker | ObjectMaker

# ---- exercises


@dataclass(frozen=True, slots=True)
class Check:
    """One kind at one path. ``argument`` is what stands after the kind, plain Python as the kind's schema allows it."""

    path: Path
    kind: str
    argument: object
    rtol: float | None = None
    atol: float | None = None
    line: int = 0

    def address(self, exercise: str, case: str | None) -> str:
        """``mha/self-attention/q.grad.like``: the same in reports, the JSON, ``-e`` and errors."""
        parts = [exercise] + ([case] if case else [])
        return "/".join([*parts, f"{self.path}.{self.kind}"])


@dataclass(frozen=True, slots=True)
class Limits:
    """Wall-clock seconds per exercise, and bytes that a child may allocate beyond what it has at its start."""

    seconds: float = 10.0
    memory: int = 1 << 30


# A cotangent: drawn, all ones, or given.
Cotangent: TypeAlias = Literal["random", "ones"] | ValueSpec


@dataclass(frozen=True, slots=True)
class Case:
    """One variation of an exercise, complete: what its exercise says is merged in.

    ``title`` is None for the only case of an exercise without ``cases``. ``points`` is None where the exercise is all
    or nothing. ``backward`` maps a path to its cotangent; the path ``result`` stands for every floating tensor of it.
    ``everything`` is ``all: reference``: all that the reference's record holds is compared, within ``rtol`` and
    ``atol`` where they are not None.
    """

    title: str | None
    points: float | None
    hidden: bool
    let: tuple[tuple[str, Draw], ...]
    init: tuple[tuple[str, ValueSpec], ...]
    given: tuple[tuple[str, ValueSpec], ...]
    assign: tuple[tuple[Path, ValueSpec], ...]
    mode: Literal["train", "eval"]
    backward: tuple[tuple[Path, Cotangent], ...]
    repeat: int
    everything: bool
    checks: tuple[Check, ...]
    line: int = 0
    rtol: float | None = None
    atol: float | None = None


@dataclass(frozen=True, slots=True)
class Exercise:
    """``calls`` are the accepted names of the function, or with ``class_name`` of its method; none calls the object."""

    id: str
    title: str
    prompt: str
    hints: tuple[str, ...]
    points: float
    needs: tuple[str, ...]
    hidden: bool
    calls: tuple[str, ...]
    class_name: str | None
    cases: tuple[Case, ...]
    limits: Limits
    line: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """What a submission must define for it."""
        return (self.class_name,) if self.class_name else self.calls


@dataclass(frozen=True, slots=True)
class Assignment:
    """``name`` is its folder's; ``file`` the specification, ``digest`` the SHA-256 of its bytes."""

    name: str
    file: FilePath
    digest: str
    title: str
    submission: str
    exercises: tuple[Exercise, ...]

    @property
    def folder(self) -> FilePath:
        return self.file.parent

    @property
    def points(self) -> float:
        return sum(exercise.points for exercise in self.exercises)


COURSE_FILE = "course.yaml"


@dataclass(frozen=True, slots=True)
class Course:
    """``root`` holds ``course.yaml``; ``order`` names the assignments in teaching order."""

    root: FilePath
    title: str
    order: tuple[str, ...]
    references: FilePath
    limits: Limits = field(default_factory=Limits)
    rtol: float | None = None
    atol: float | None = None
    torch: str | None = None

    @property
    def file(self) -> FilePath:
        return self.root / COURSE_FILE
