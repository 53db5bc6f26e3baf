"""Makes ready what rules look at: comparisons, the reference's signatures, the starter's docstrings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grader.audit.lint.rule import Examined
from grader.audit.lint.signatures import Signatures
from grader.judge.margins import Compared, comparisons
from grader.model.record import Record
from grader.model.spec import Assignment, Course
from grader.pipeline.expected import Expected, ExpectedExercise
from grader.pipeline.references import References
from grader.pipeline.sources import read_starter
from grader.sandbox import Source


def examine(course: Course, assignment: Assignment, expected: Iterable[ExpectedExercise]) -> Iterator[Examined]:
    """Every exercise of ``expected``. Raises ``UsageError`` where a provided file cannot be read."""
    references = References.of(course, assignment)
    starter = read_starter(assignment, references.provided)
    solution = _signatures(references.solution)
    empty = _signatures(starter)
    for each in expected:
        draws = each.cases if each.fault is None else ()
        compared = tuple(tuple(compared_with(draw, draw.record, course)) for draw in draws)
        yield Examined(course, each.exercise, draws, compared, solution, empty.docstring(each.exercise.names))


def compared_with(draw: Expected, record: Record, course: Course) -> Iterator[Compared]:
    """The comparisons that are made where ``record`` is what was handed in for ``draw``."""
    draft = draw.draft
    yield from comparisons(
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
