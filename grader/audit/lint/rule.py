"""What a rule on specifications is: the interface that every file beside this one fills in, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.audit.findings import Severity
from grader.audit.lint.signatures import Signatures
from grader.judge.margins import Compared
from grader.model.spec import Course, Exercise
from grader.pipeline.expected import Expected


@dataclass(frozen=True, slots=True)
class Examined:
    """One exercise as rules see it.

    ``draws`` are its drawn cases with the reference's records, none where there is nothing to compare with;
    ``compared`` has for each of them the comparisons of the reference with what is wanted. ``signatures`` are the
    reference's, ``docstring`` is what the starter says of the exercise. ``ways`` are by draw the comparisons within
    ``any_of``: right work goes one of them.
    """

    course: Course
    exercise: Exercise
    draws: tuple[Expected, ...]
    compared: tuple[tuple[Compared, ...], ...]
    signatures: Signatures
    docstring: str = ""
    ways: tuple[tuple[Compared, ...], ...] = ()

    @property
    def every_comparison(self) -> Iterator[Compared]:
        for comparisons in self.compared:
            yield from comparisons


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where in the specification; line 0 is the exercise's own."""

    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """``reason`` says why it matters and ``remedy`` what to change; both follow what ``find`` says of one place.

    The docstring of ``find`` says what is found. ``bad`` are lines of an exercise that has the fault, ``good`` those
    that stand in their place once it is mended.
    """

    name: str
    severity: Severity
    reason: str
    remedy: str
    bad: str
    good: str
    find: Callable[[Examined], Iterator[Fault]]

    @property
    def finds(self) -> str:
        return " ".join((self.find.__doc__ or "").split()).replace("``", "`")
