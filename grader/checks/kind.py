"""What a kind of check is: the interface that every file beside this one fills in, and what it may look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from grader.model.message import Message
from grader.model.record import Raised
from grader.model.values import Tree


class Observation(StrEnum):
    """The closed list of what a runner can observe; a kind names those that it needs."""

    VALUE = "value"
    IDENTITY = "identity"
    EXCEPTION = "exception"


class Evidence(Protocol):
    """What a kind may look at when it judges one path of one case. Trees are hostile data; numbers are compared here only."""

    @property
    def actual(self) -> Tree:
        """What the submission's process reported at the path."""

    @property
    def expected(self) -> Tree:
        """What the reference's process reported there."""

    @property
    def actual_raised(self) -> Raised | None: ...

    @property
    def expected_raised(self) -> Raised | None: ...

    @property
    def same_as(self) -> tuple[str, ...]:
        """The inputs that are the very object at the path (a claim)."""

    def compare(self, wanted: Tree, *, exact_structure: bool) -> Message | None:
        """Compare ``actual`` with ``wanted`` within the check's tolerances; None where it agrees.

        With ``exact_structure`` the form (type, shape, dtype, device) must agree first; without it a nested list stands
        for the elements of a tensor, and one number for every element.
        """

    def count_not_finite(self, tree: Tree) -> int:
        """How many numbers in ``tree`` are NaN or infinite."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of check.

    ``schema`` is the JSON Schema of what may stand after the kind's name; ``example`` is an exercise that uses it, in YAML.
    ``judge`` gets that argument and the evidence and returns what is wrong, or None. ``messages`` are its templates, by id.
    ``claim`` marks kinds that rest on what only the child can know.
    """

    name: str
    summary: str
    schema: Mapping[str, object]
    observes: frozenset[Observation]
    judge: Callable[[object, Evidence], Message | None]
    messages: Mapping[str, str]
    example: str
    claim: bool = False
    roots: frozenset[str] | None = field(default=None)
