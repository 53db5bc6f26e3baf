"""What the grader made of a submission. Scores are whole hundredths of a point until they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from grader.model.diagnosis import Diagnosis, Mistake
from grader.model.excerpt import Excerpt
from grader.model.message import Message


class Outcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    UNGRADED = "ungraded"


class Cause(StrEnum):
    """Why an exercise did not pass: the student's work, what it needs, or us and the machine.

    One that was withdrawn passes for that reason, whatever was handed in.
    """

    WRONG = "wrong"
    NOT_IMPLEMENTED = "not_implemented"
    EXCEPTION = "exception"
    IMPORT = "import"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"
    OUTPUT = "output"
    FORBIDDEN = "forbidden"
    PROTOCOL = "protocol"
    NEEDS = "needs"
    UNAVAILABLE = "unavailable"
    REFERENCE = "reference"
    CONFINEMENT = "confinement"
    MACHINE = "machine"
    INTERRUPTED = "interrupted"
    WITHDRAWN = "withdrawn"


OUTCOMES: Mapping[Cause, Outcome] = {
    Cause.WITHDRAWN: Outcome.PASSED,
    **dict.fromkeys((Cause.NEEDS, Cause.UNAVAILABLE), Outcome.SKIPPED),
    **dict.fromkeys((Cause.REFERENCE, Cause.CONFINEMENT, Cause.MACHINE, Cause.INTERRUPTED), Outcome.UNGRADED),
    **dict.fromkeys(
        (
            Cause.WRONG,
            Cause.NOT_IMPLEMENTED,
            Cause.EXCEPTION,
            Cause.IMPORT,
            Cause.TIMEOUT,
            Cause.MEMORY,
            Cause.CRASH,
            Cause.OUTPUT,
            Cause.FORBIDDEN,
            Cause.PROTOCOL,
        ),
        Outcome.FAILED,
    ),
}


# Where a verdict on the text of a submission stands, and not on what it did.
SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judge's word on one check of one case. ``message`` is None where it passed.

    ``claimed`` marks what only the child could know (``requires_grad``, identity).
    ``expected`` and ``actual`` are short texts. ``excerpt`` shows numbers that differ, in visible cases only.
    """

    path: str
    kind: str
    message: Message | None
    claimed: bool = False
    expected: str = ""
    actual: str = ""
    line: int = 0
    excerpt: Excerpt | None = None

    @property
    def passed(self) -> bool:
        return self.message is None


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One drawn case: ``drawn`` are the names of ``let``; ``snippet`` the call as Python to paste, on failure only.

    ``steps`` are what its several calls are named, if there are several.
    """

    title: str | None
    hidden: bool
    points: float | None
    verdicts: tuple[Verdict, ...]
    cause: Cause | None = None
    message: Message | None = None
    drawn: Mapping[str, str] = field(default_factory=dict)
    snippet: str = ""
    steps: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return self.cause is None


@dataclass(frozen=True, slots=True)
class Place:
    """Lines of a file that was handed in, counted from 1, both included; of a notebook those of its ``cell``."""

    file: str
    line: int
    end: int
    cell: int = 0


@dataclass(frozen=True, slots=True)
class ExerciseResult:
    """``score`` is None exactly where ``outcome`` is ungraded. ``message`` says in one line why it did not pass, or
    that it was withdrawn.

    ``diagnosis`` says what went wrong where that can be known, ``mistake`` what the author has to say to those who made
    the very same one. ``place`` is where the submission defines what was asked for, ``device`` the one beside the CPU
    on which it was made, if there was one.
    """

    id: str
    title: str
    points: int
    score: int | None
    outcome: Outcome
    cause: Cause | None = None
    message: Message | None = None
    hidden: bool = False
    cases: tuple[CaseResult, ...] = ()
    output: str = ""
    hints: int = 0
    line: int = 0
    diagnosis: Diagnosis | None = None
    mistake: Mistake | None = None
    place: Place | None = None
    device: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One submission graded. ``points`` is the assignment's worth, ``max_score`` less what was unavailable here.

    ``files`` are the names of all files that were handed in, where there are several; ``submission`` is the first.
    A students' copy lacks ``hidden_checks``, worth ``hidden_points``, which are in ``points`` alone. ``notes`` are
    sentences on what may have made the score another one, such as a version.
    """

    assignment: str
    title: str
    specification_digest: str
    submission: str
    submission_digest: str
    seed: int
    seed_source: str
    exercises: tuple[ExerciseResult, ...]
    confinement: str
    authoritative: bool
    reason: str
    versions: Mapping[str, str]
    partial: bool = False
    files: tuple[str, ...] = ()
    hidden_checks: int = 0
    hidden_points: int = 0
    notes: tuple[str, ...] = ()
    run: Mapping[str, str | float] = field(default_factory=dict)

    @property
    def points(self) -> int:
        return sum(exercise.points for exercise in self.exercises) + self.hidden_points

    @property
    def max_score(self) -> int:
        return sum(exercise.points for exercise in self.exercises if exercise.cause is not Cause.UNAVAILABLE)

    @property
    def score(self) -> int:
        return sum(exercise.score or 0 for exercise in self.exercises)

    @property
    def complete(self) -> bool:
        return all(exercise.outcome is not Outcome.UNGRADED for exercise in self.exercises)

    @property
    def passed(self) -> bool:
        return self.complete and self.score == self.max_score
