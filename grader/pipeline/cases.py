"""One drawn case as a result: the verdicts on its record, or why there is none, and the call as Python to paste."""

from __future__ import annotations

from grader.judge import cause_of, judge_case, message_of
from grader.model.record import Record
from grader.model.result import CaseResult
from grader.model.spec import Course
from grader.pipeline.expected import Expected
from grader.plan import Draft, snippet
from grader.sandbox import Lost


def lost_case(expected: Expected, lost: Lost, source: str) -> CaseResult:
    """A case without an answer."""
    text = snippet(expected.call, source)
    draft, case = expected.draft, expected.draft.case
    return CaseResult(case.title, draft.is_hidden, case.points, (), lost.cause, lost.message, _drawn(draft), text)


def judged_case(expected: Expected, record: Record, source: str, course: Course) -> CaseResult:
    """The verdicts on one drawn case."""
    draft, case = expected.draft, expected.draft.case
    verdicts = judge_case(
        case, expected.record, record, draft.inputs, drawn=draft.names, rtol=course.rtol, atol=course.atol
    )
    cause = cause_of(expected.record, record, verdicts)
    message = message_of(expected.record, record, verdicts)
    text = snippet(expected.call, source) if cause else ""
    return CaseResult(case.title, draft.is_hidden, case.points, verdicts, cause, message, _drawn(draft), text)


def _drawn(draft: Draft) -> dict[str, str]:
    return {name: _short(value) for name, value in draft.names.items()}


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
