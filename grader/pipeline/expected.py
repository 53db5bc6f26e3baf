"""What there is to compare with: each drawn case, the calls that are made for it, and what the reference did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.model.calls import Call
from grader.model.record import Record
from grader.model.spec import Exercise
from grader.model.values import Tree
from grader.plan import Draft
from grader.score import Attempt


@dataclass(frozen=True, slots=True)
class Expected:
    """One drawn case: the call, and what the reference did.

    ``again`` is a second run, ``traced`` the call with its names noted, ``laws`` the further calls of each law.
    ``elsewhere`` is what others in the submission's place did, by name and path; ``measured`` the reference's own
    rounding by path, and ``resolution`` how near gradients can be at best; ``seconds`` how long it took. Each is there
    only where it is asked for.
    """

    draft: Draft
    call: Call
    record: Record
    again: tuple[Call, Record] | None = None
    traced: Call | None = None
    laws: tuple[tuple[Call, ...], ...] = ()
    elsewhere: Mapping[str, Mapping[str, Tree]] = field(default_factory=dict)
    measured: Mapping[str, float] = field(default_factory=dict)
    resolution: float = 0.0
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of the specification, 0 for no special one, and the title of a case, if it has one."""

    line: int = 0
    case: str = ""


@dataclass(frozen=True, slots=True)
class ExpectedExercise:
    """What to compare with, case by case; or ``fault``, why this exercise cannot be graded, and where that showed.

    ``device`` is the one beside the CPU that its children have; empty for none.
    """

    exercise: Exercise
    visible: tuple[Expected, ...] = ()
    hidden: tuple[Expected, ...] = ()
    fault: Attempt | None = None
    fault_at: Spot = Spot()
    device: str = ""

    @property
    def is_moved(self) -> bool:
        """Whether it is made on a device that its specification does not speak of."""
        return any(each.call.device for each in self.cases)

    @property
    def cases(self) -> tuple[Expected, ...]:
        return (*self.visible, *self.hidden)
