"""A course and its assignments as their authors wrote them, with every default filled in and nothing drawn yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Literal, TypeAlias

from grader.model.calls import RESULT
from grader.model.path import Path
from grader.model.policy import Policy
from grader.model.written import Draw, ValueSpec


@dataclass(frozen=True, slots=True)
class Check:
    """One kind at one path. ``argument`` is what stands after the kind, plain Python as the kind's schema allows it.

    For kinds that nest (``not``, ``any_of``) it is a tuple of checks, or a tuple of such tuples. With ``measured`` the
    tolerance is the reference's own error, float32 against float64.
    """

    path: Path
    kind: str
    argument: object
    rtol: float | None = None
    atol: float | None = None
    line: int = 0
    measured: bool = False

    def address(self, exercise: str, case: str | None) -> str:
        """``mha/self-attention/q.grad.like``: the same in reports, the JSON, ``-e`` and errors."""
        parts = [exercise] + ([case] if case else [])
        return "/".join([*parts, f"{self.path}.{self.kind}"])


@dataclass(frozen=True, slots=True)
class Limits:
    """Wall-clock seconds per exercise, and bytes that a child may allocate beyond what it has at its start.

    ``slowdown`` is how many times as long as the reference a call may take, ``operators`` how many of torch's
    operators it may run; None where neither is asked.
    """

    seconds: float = 10.0
    memory: int = 1 << 30
    slowdown: float | None = None
    operators: int | None = None


# A cotangent: drawn, all ones, or given.
Cotangent: TypeAlias = Literal["random", "ones"] | ValueSpec


@dataclass(frozen=True, slots=True)
class Step:
    """One of several calls in order on the same objects. Its result is called ``name``.

    ``calls`` are the accepted names, each maybe of the form ``thing.method``; none: the exercise's own call.
    ``assign`` is put in place before each of the ``repeat`` calls, newly drawn. ``mode`` None leaves it as it is.
    """

    name: str
    calls: tuple[str, ...]
    given: tuple[tuple[str, ValueSpec], ...]
    assign: tuple[tuple[Path, ValueSpec], ...] = ()
    mode: Literal["train", "eval"] | None = None
    repeat: int = 1
    line: int = 0


@dataclass(frozen=True, slots=True)
class Demand:
    """A law between several calls, or a rule on the source: its name and what stands after it, plain Python."""

    name: str
    argument: object
    line: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """One variation of an exercise, complete: what its exercise says is merged in.

    ``title`` is None for the only case of an exercise without ``cases``. ``points`` is None where the exercise is all
    or nothing. ``backward`` maps a path to its cotangent; the path ``result`` stands for every floating tensor of it,
    with ``steps`` of each of their results.
    ``everything`` is ``all: reference``: all that the reference's record holds is compared, within ``rtol`` and
    ``atol`` where they are not None. With ``steps`` the inputs are only named, and each step says what it is given.
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
    measured: bool = False
    steps: tuple[Step, ...] = ()
    laws: tuple[Demand, ...] = ()
    source: tuple[Demand, ...] = ()
    limits: Limits = field(default_factory=Limits)

    @property
    def results(self) -> tuple[str, ...]:
        """The roots of what its calls return: the steps by name, without steps the result."""
        return tuple(step.name for step in self.steps) or (RESULT,)


@dataclass(frozen=True, slots=True)
class Exercise:
    """``calls`` are the accepted names of the function, or with ``class_name`` of its method; none calls the object.

    ``diagnoses`` are those that are said in other words, by name, or with an empty text not at all.
    ``withdrawn`` says why it is not graded any more: then everybody has its points.
    """

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
    diagnoses: tuple[tuple[str, str], ...] = ()
    withdrawn: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """What a submission must define for it."""
        if self.class_name:
            return (self.class_name,)
        called = (name for case in self.cases for step in case.steps for name in step.calls if "." not in name)
        return tuple(dict.fromkeys((*self.calls, *called)))


@dataclass(frozen=True, slots=True)
class Released:
    """What a students' copy of an assignment says of the release that it comes from.

    ``grader`` and ``torch`` are the versions that recorded the reference, under ``seeds``. ``provided`` are the files
    that its answers rest on, by name and SHA-256; ``unrecorded`` names what was lacking there, by exercise. The copy
    lacks hidden ``checks`` that are worth ``points``.
    """

    grader: str
    torch: str
    seeds: tuple[int, ...]
    provided: tuple[tuple[str, str], ...] = ()
    unrecorded: tuple[tuple[str, tuple[str, ...]], ...] = ()
    checks: int = 0
    points: float = 0


@dataclass(frozen=True, slots=True)
class Assignment:
    """``name`` is its folder's; ``file`` the specification, ``digest`` the SHA-256 of its bytes.

    ``submission`` is the file that students hand in; ``others`` where there are several. Functions are looked for in
    them in order. ``provided`` are files of its folder, by their paths from there, that lie beside a submission.
    ``released`` is there where this is a students' copy.
    """

    name: str
    file: FilePath
    digest: str
    title: str
    submission: str
    exercises: tuple[Exercise, ...]
    others: tuple[str, ...] = ()
    provided: tuple[str, ...] = ()
    released: Released | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that students hand in."""
        return (self.submission, *self.others)

    @property
    def folder(self) -> FilePath:
        return self.file.parent

    @property
    def points(self) -> float:
        """What it is worth, hidden checks that are not in this copy included."""
        return sum(exercise.points for exercise in self.exercises) + (self.released.points if self.released else 0)


COURSE_FILE = "course.yaml"
# Lies beside it in a students' copy, and nowhere else.
RELEASE_FILE = "release.json"


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
    policy: Policy = field(default_factory=Policy)

    @property
    def file(self) -> FilePath:
        return self.root / COURSE_FILE
