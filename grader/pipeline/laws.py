"""Laws in a run: their further calls, which the reference makes first, since it must keep every law itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from grader.judge import judge_laws
from grader.model.calls import Call
from grader.model.message import Message
from grader.model.record import Record
from grader.model.result import Verdict
from grader.pipeline.expected import Expected
from grader.pipeline.trusted import FaultError
from grader.plan import law_calls


def with_law_calls(each: Expected) -> Expected:
    """``each`` with the calls that its laws ask for. Raises ``PlanError`` where one cannot be applied."""
    draft = each.draft
    return replace(each, laws=law_calls(draft.case, each.call, each.record, draft.maker.random, drawn=draft.names))


def calls_for_laws(each: Expected) -> list[Call]:
    """All of them, in the order in which they are answered."""
    return [call for calls in each.laws for call in calls]


def law_verdicts(
    each: Expected, record: Record, answers: Iterable[Record], rtol: float | None, atol: float | None
) -> tuple[Verdict, ...]:
    """A verdict for each law on ``record`` and the ``answers`` to the further calls; fewer of them keep no law."""
    rest = iter(answers)
    grouped = tuple(tuple(islice(rest, len(calls))) for calls in each.laws)
    draft = each.draft
    return judge_laws(
        draft.case,
        each.call,
        record,
        each.laws,
        grouped,
        draft.inputs,
        rtol=rtol,
        atol=atol,
        measured=each.measured,
        spent=each.record.spent,
    )


def must_keep_laws(each: Expected, answers: Iterable[Record], rtol: float | None, atol: float | None) -> None:
    """Raise ``FaultError`` where the reference breaks a law."""
    for verdict in law_verdicts(each, each.record, answers, rtol, atol):
        if verdict.message is not None:
            stopped = verdict.message.parameters.get("text") or verdict.message.parameters.get("name")
            if stopped:
                raise FaultError(Message("reference.stops_in_law", {"law": verdict.kind, "text": str(stopped)}))
            drawn = ", ".join(f"{name}={value}" for name, value in each.draft.names.items()) or "nothing drawn"
            raise FaultError(Message("reference.lawless", {"law": verdict.kind, "drawn": drawn}))
