"""What a kind of check is: the interface that every file beside this one fills in, and what it may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from grader.model.message import Message
from grader.model.path import Path
from grader.model.record import Raised
from grader.model.spec import Check
from grader.model.values import Mapping as TreeMapping
from grader.model.values import Sequence, Tree

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Observation(StrEnum):
    """The closed list of what a runner can observe; a kind names those that it needs."""

    VALUE = "value"
    IDENTITY = "identity"
    EXCEPTION = "exception"
    MEMORY = "memory"
    PARAMETERS = "parameters"
    ELSEWHERE = "elsewhere"


class Role(StrEnum):
    """What a name in an argument stands for: the loader knows where to look it up."""

    PATH = "path"
    DOLLAR = "dollar"
    SIZE = "size"
    OBJECT = "object"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in an argument.

    ``text`` is a path, a path or drawn name without its dollar, a size, an object that is there, or what
    ``Evidence.elsewhere`` is asked for.
    """

    role: Role
    text: str


class Evidence(Protocol):
    """What a kind may look at when it judges one path of one case. Trees are hostile; only this compares numbers."""

    @property
    def path(self) -> Path:
        """The path that is judged. With the root ``raises`` the two exceptions are looked at, not the two trees."""

    @property
    def drawn(self) -> Mapping[str, object]:
        """The numbers of ``let`` as drawn for this case."""

    @property
    def actual(self) -> Tree:
        """What the submission's process reported at the path."""

    @property
    def expected(self) -> Tree:
        """What the reference's process reported there."""

    @property
    def actual_raised(self) -> Raised | None:
        """The exception that the submission's call ended with."""

    @property
    def expected_raised(self) -> Raised | None:
        """The exception that the reference's call ended with."""

    @property
    def same_as(self) -> tuple[str, ...]:
        """The roots that are the very object at the path (a claim)."""

    @property
    def shares_with(self) -> tuple[str, ...]:
        """The roots whose memory overlaps that of the path (a claim); asked for with ``MEMORY``."""

    @property
    def parameters(self) -> Mapping[str, Tree]:
        """The parameters of the module at the path, by dotted name; asked for with ``PARAMETERS``."""

    @property
    def expected_parameters(self) -> Mapping[str, Tree]:
        """Those of the reference's module there."""

    @property
    def pooled(self) -> tuple[Tree, ...]:
        """What is at the path in every repeat of the case, for kinds that pool; just ``actual`` for the others."""

    def at(self, path: Path) -> Tree:
        """What the submission's process reported at another path; an input that was not looked at is as it was sent."""

    def elsewhere(self, name: str) -> Tree:
        """What is at this path when ``name`` takes the submission's place; asked for with ``ELSEWHERE``.

        ``torch.…`` is put in place of the student's function or class, ``also/NAME`` is a variant of the reference, and
        any other name a file of the assignment. The grader made or read it: it is as trusted as ``expected``.
        """

    def array(self, tree: Tree) -> NDArray[Any] | None:
        """A tensor, a number or nested lists of numbers, of tensors of one shape too; None for anything else."""

    def judge(self, checks: tuple[Check, ...], *, form: bool = True) -> Message | None:
        """What is wrong by the first of ``checks`` that does not hold here, or cannot be judged; None where all hold.

        With ``form`` a way that the reference itself goes asks for the reference's form as well.
        """

    def is_decided(self, wrong: Message) -> bool:
        """Whether what ``judge`` found wrong is that a check does not hold, and not that it cannot be judged here."""

    def compare(self, wanted: Tree, *, exact_structure: bool) -> Message | None:
        """Compare the numbers of ``actual`` with ``wanted`` within the check's tolerances; None where they agree.

        With ``exact_structure`` both have the same items and shapes; without it a nested list stands for the elements
        of a tensor, and one number for every element. The form itself is compared with the reference's before.
        """

    def count_not_finite(self, tree: Tree) -> int:
        """How many numbers in ``tree`` are NaN or infinite."""


def _names_nothing(argument: object) -> tuple[Mention, ...]:  # noqa: ARG001 (every argument names nothing)
    return ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of check.

    ``schema`` is the JSON Schema of what may stand after the kind's name; ``example`` is an exercise that uses it, in
    YAML. ``judge`` gets that argument and the evidence and returns what is wrong, or None; ``messages`` are its
    templates, by id. ``claim`` marks kinds that rest on what only the child can know, ``compares`` those that need the
    right form first. ``shows`` is the side of a value that is looked at, as short text (its shape); without it the
    value is shown. ``names`` are the names in an argument: they must be there, and paths are observed too.

    ``nests`` marks kinds whose argument holds checks: a tuple of them, or a tuple of such tuples. ``pools`` marks those
    that look at every repeat of a case together, judged once. At a ``.*`` path a kind holds for each item, without
    ``each`` for all of them together. ``releases`` are the sides of the reference's form that need not be there where
    the kind is asked for: ``type``, ``shape``, ``dtype``, ``device``, and ``items``, which things are in a list or
    dictionary. ``replaces`` marks those beside which ``all: reference`` does not compare the same path again.
    ``undecided`` are the ids of messages that say that there is nothing to judge, as of a sum along a dimension that is
    not there: such a check fails, and so does its opposite. ``uses`` is there for kinds with a tolerance of their own:
    the largest share of it that a number uses up, above 1 where it fails; None where there is nothing to judge.
    """

    name: str
    summary: str
    schema: Mapping[str, object]
    observes: frozenset[Observation]
    judge: Callable[[object, Evidence], Message | None]
    messages: Mapping[str, str]
    example: str
    shows: Callable[[Tree], str] | None = None
    claim: bool = False
    compares: bool = False
    names: Callable[[object], tuple[Mention, ...]] = _names_nothing
    nests: bool = False
    pools: bool = False
    each: bool = True
    releases: frozenset[str] = frozenset()
    replaces: bool = False
    undecided: frozenset[str] = frozenset()
    uses: Callable[[object, Evidence], float | None] | None = None


# What may stand after several kinds instead of their own argument.
ANY = "any"
REFERENCE = "reference"
_PIECE = 1 << 16
# Every side of a form that a kind can release.
FORM = frozenset({"type", "shape", "dtype", "device", "items"})


def arrays_in(tree: Tree, evidence: Evidence) -> list[NDArray[Any]] | None:
    """The real numbers of ``tree``, tensors in lists and dictionaries included; None where anything is none.

    They come in pieces, so that what is computed from a piece takes little memory.
    """
    found = evidence.array(tree)
    if found is not None:
        flat = found.reshape(-1)
        pieces = [flat[start : start + _PIECE] for start in range(0, flat.size, _PIECE)]
        return None if found.dtype.kind == "c" else pieces
    if isinstance(tree, Sequence):
        items = tree.items
    elif isinstance(tree, TreeMapping):
        items = tuple(item for _, item in tree.items)
    else:
        return None
    parts = [arrays_in(item, evidence) for item in items]
    found_none = any(part is None for part in parts)
    return None if found_none else [array for part in parts if part is not None for array in part]


def said(checks: Iterable[Check]) -> str:
    """Checks in short, nearly as they are written: ``like: first``, ``exists: false``."""
    return ", ".join(f"{check.kind}: {_plain(check.argument)}" for check in checks)


def _plain(argument: object) -> str:
    if isinstance(argument, Check):
        return said((argument,))
    if isinstance(argument, list | tuple):
        inner = ", ".join(map(_plain, argument))
        return inner if any(isinstance(item, Check) for item in argument) else f"[{inner}]"
    return str(argument).lower() if isinstance(argument, bool) else str(argument)
