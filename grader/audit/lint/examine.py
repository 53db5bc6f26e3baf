"""Makes ready what rules look at: comparisons, the reference's signatures, the starter's docstrings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, TypeVar

from grader.audit.lint.rule import Examined
from grader.audit.lint.signatures import Signatures
from grader.audit.starter import read_starter
from grader.judge.margins import Compared, alternatives, comparisons, own_tolerances
from grader.model.record import Record
from grader.model.spec import Assignment, Check, Course
from grader.pipeline.expected import Expected, ExpectedExercise
from grader.pipeline.references import References
from grader.sandbox import Source

T = TypeVar("T")
Alternatives: TypeAlias = tuple[Check, tuple[tuple[Compared, ...], ...]]


def examine(course: Course, assignment: Assignment, expected: Iterable[ExpectedExercise]) -> Iterator[Examined]:
    """Every exercise of ``expected``. Raises ``UsageError`` where a provided file cannot be read."""
    references = References.of(course, assignment)
    starter = read_starter(assignment, references)
    solution = _signatures(references.solution)
    empty = _signatures(starter)
    for each in expected:
        draws = each.cases if each.fault is None else ()
        compared = tuple(tuple(compared_with(draw, draw.record, course)) for draw in draws)
        ways = tuple(_ways(draw, course) for draw in draws)
        yield Examined(course, each.exercise, draws, compared, solution, empty.docstring(each.exercise.names), ways)


def _ways(draw: Expected, course: Course) -> tuple[Compared, ...]:
    found = alternatives_with(draw, draw.record, course)
    return tuple(compared for check, ways in found if check.kind == "any_of" for way in ways for compared in way)


def compared_with(draw: Expected, record: Record, course: Course) -> Iterator[Compared]:
    """The comparisons that are made where ``record`` is what was handed in for ``draw``."""
    yield from _as_judged(comparisons, draw, record, course)


def alternatives_with(draw: Expected, record: Record, course: Course) -> Iterator[Alternatives]:
    """Each ``any_of`` and ``not``, with the comparisons of its ways, where ``record`` is what was handed in."""
    yield from _as_judged(alternatives, draw, record, course)


def own_tolerances_with(draw: Expected, record: Record, course: Course) -> Iterator[tuple[Check, float]]:
    """Checks with a tolerance of their own, and how much of it ``record`` uses up."""
    yield from _as_judged(own_tolerances, draw, record, course)


def _as_judged(ask: Callable[..., Iterator[T]], draw: Expected, record: Record, course: Course) -> Iterator[T]:
    draft = draw.draft
    return ask(
        draft.case,
        draw.record,
        record,
        draft.inputs,
        drawn=draft.names,
        rtol=course.rtol,
        atol=course.atol,
        others=draw.elsewhere,
        measured=draw.measured,
        resolution=draw.resolution,
    )


def _signatures(source: object) -> Signatures:
    return Signatures.of(text for _, text in source.files) if isinstance(source, Source) else Signatures()
