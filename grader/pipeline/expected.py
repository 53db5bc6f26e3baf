"""Observes the reference: first its shapes, then the complete calls. What it did is kept beside each call."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.errors import MachineError
from grader.judge import reference_problem
from grader.model.calls import Call
from grader.model.message import Message
from grader.model.record import Raised, Record
from grader.model.result import Cause
from grader.model.spec import Exercise
from grader.plan import Draft, ExercisePlan, PlanError
from grader.sandbox import Answer, Budget, Lost, Policy, Runner, Session, Source
from grader.score import Attempt

# A second run is made where the reference's first took at most this share of the exercise's time.
_QUICK = 0.05


@dataclass(frozen=True, slots=True)
class Expected:
    """One drawn case: the call, what the reference did, and the same for the second run where there is one."""

    draft: Draft
    call: Call
    record: Record
    again: tuple[Call, Record] | None = None


@dataclass(frozen=True, slots=True)
class ExpectedExercise:
    """What to compare with, case by case; or ``fault``, why this exercise cannot be graded."""

    exercise: Exercise
    visible: tuple[Expected, ...] = ()
    hidden: tuple[Expected, ...] = ()
    fault: Attempt | None = None


def observe_reference(
    plans: Sequence[ExercisePlan],
    reference: Source | Path,
    runner: Runner,
    policy: Policy,
    skip: Collection[str] = (),
    *,
    twice: bool = True,
) -> list[ExpectedExercise]:
    """What the reference does in every case of ``plans``, but for those in ``skip``; some of them twice."""
    plans = [plan for plan in plans if plan.exercise.id not in skip]
    if isinstance(reference, Path):
        message = Message("reference.missing", {"file": "/".join(reference.parts[-3:])})
        return [ExpectedExercise(plan.exercise, fault=_fault(message)) for plan in plans]
    limits = [plan.exercise.limits for plan in plans]
    memory = max((each.memory for each in limits), default=1)
    budget = Budget(
        seconds=max((each.seconds for each in limits), default=1),
        cpu=2 * sum(each.seconds for each in limits),
        memory=memory,
        data=memory,
    )
    # It is trusted: confined like a submission, so that it sees the same machine, but never refused for it.
    with Session(runner, reference, replace(policy, require=None), budget) as session:
        return [_observe(plan, session, twice) for plan in plans]


def _observe(plan: ExercisePlan, session: Session, twice: bool) -> ExpectedExercise:
    try:
        if plan.problem:
            raise PlanError(plan.problem)
        visible = _observe_drafts(plan.visible, session, twice)
        hidden = _observe_drafts(plan.hidden, session, twice)
    except PlanError as error:
        return ExpectedExercise(plan.exercise, fault=_fault(Message("plan.impossible", {"reason": str(error)})))
    except MachineError as error:
        message = Message("machine.failed", {"reason": str(error)})
        return ExpectedExercise(plan.exercise, fault=Attempt(cause=Cause.MACHINE, message=message))
    for part in (visible, hidden):
        if isinstance(part, Message):
            return ExpectedExercise(plan.exercise, fault=_fault(part))
    assert not isinstance(visible, Message) and not isinstance(hidden, Message)
    return ExpectedExercise(plan.exercise, visible, hidden)


def _observe_drafts(drafts: Sequence[Draft], session: Session, twice: bool) -> tuple[Expected, ...] | Message:
    """The reference's records; a message where it fails in any of them."""
    if not drafts:
        return ()
    seconds = drafts[0].exercise.limits.seconds
    surveyed = session.run([draft.survey for draft in drafts if draft.needs_survey], seconds)
    if (problem := _problem(session, surveyed.answers)) is not None:
        return problem
    records = iter(_records(surveyed.answers))
    calls = [draft.complete(next(records) if draft.needs_survey else Record()) for draft in drafts]
    first = session.run(calls, seconds)
    if (problem := _problem(session, first.answers)) is not None:
        return problem
    found = _records(first.answers)
    for draft, record in zip(drafts, found, strict=True):
        if (problem := reference_problem(record, draft.case)) is not None:
            return problem
    repeated = [
        index
        for index, draft in enumerate(drafts)
        if twice and draft.is_first and first.seconds[index] <= _QUICK * seconds and found[index].raised is None
    ]
    second = session.run([drafts[index].again(calls[index]) for index in repeated], seconds)
    if (problem := _problem(session, second.answers)) is not None:
        return problem
    again = dict(zip(repeated, _records(second.answers), strict=True))
    return tuple(
        Expected(draft, call, record, (draft.again(call), again[index]) if index in again else None)
        for index, (draft, call, record) in enumerate(zip(drafts, calls, found, strict=True))
    )


def _problem(session: Session, answers: Sequence[Answer]) -> Message | None:
    """Why the reference gave no record, if it did not."""
    if isinstance(session.broken, Raised):
        return Message("reference.import", {"type": session.broken.type, "text": session.broken.text})
    lost = session.broken or next((answer for answer in answers if isinstance(answer, Lost)), None)
    return Message("reference.lost", {"cause": str(lost.cause)}) if lost else None


def _records(answers: Sequence[Answer]) -> list[Record]:
    return [answer for answer in answers if isinstance(answer, Record)]


def _fault(message: Message) -> Attempt:
    return Attempt(cause=Cause.REFERENCE, message=message)
