"""Rules on the text and on the number of operators: of a submission, and of the reference, which must keep them too."""

from __future__ import annotations

from grader.judge import judge_operators
from grader.model.origin import Origin
from grader.model.record import Record
from grader.model.result import Verdict
from grader.pipeline.expected import Expected
from grader.source import judge_source

Files = tuple[tuple[str, bytes], ...]


def text_verdicts(
    expected: Expected, record: Record, files: Files, origins: tuple[Origin, ...] = ()
) -> tuple[Verdict, ...]:
    """The verdicts on one drawn case, once a case: on its first draw. ``files`` are those of whoever answered.

    ``origins`` tell of those that were made of others.
    """
    draft = expected.draft
    if not draft.is_first:
        return ()
    steps = tuple(step.calls for step in draft.case.steps if step.calls and "." not in step.calls[0])
    names = draft.exercise.names
    of_source = judge_source(draft.case.source, files, names, record.trace, steps, origins)
    return (*of_source, *judge_operators(draft.case, record.trace))
