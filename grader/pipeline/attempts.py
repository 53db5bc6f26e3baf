"""Observes the submission, visible and hidden cases in children of their own, and has each case judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from grader.errors import MachineError
from grader.judge import cause_of, judge_again, judge_case, message_of, raised_message
from grader.model.message import Message
from grader.model.record import Raised, Record
from grader.model.result import CaseResult, Cause
from grader.model.spec import Course
from grader.model.values import tensors_in
from grader.pipeline.expected import Expected, ExpectedExercise
from grader.plan import snippet
from grader.sandbox import Answer, Budget, Confinement, ConfinementError, Lost, Policy, Runner, Session, Source
from grader.score import Attempt


@dataclass(slots=True)
class _Found:
    """What has been found of one exercise so far."""

    cases: list[CaseResult] = field(default_factory=list)
    output: str = ""
    cause: Cause | None = None
    message: Message | None = None

    @property
    def attempt(self) -> Attempt:
        return Attempt(tuple(self.cases), self.cause, self.message, self.output)


@dataclass(frozen=True, slots=True)
class Attempted:
    """An attempt by exercise id, and how the submission was confined; None where none of it was run."""

    attempts: dict[str, Attempt]
    confinement: Confinement | None


def attempt_exercises(
    expected: Sequence[ExpectedExercise],
    source: Source,
    runner: Runner,
    policy: Policy,
    course: Course,
    say: Callable[[str], None],
) -> Attempted:
    """Run and judge every exercise that can be graded; the others keep their fault."""
    gradable = [each for each in expected if each.fault is None]
    found = {each.exercise.id: _Found() for each in gradable}
    broken: Raised | Lost | None = None
    confinement: Confinement | None = None
    for hidden in (False, True):
        if not any(each.hidden if hidden else each.visible for each in gradable):
            continue
        limits = [each.exercise.limits for each in gradable]
        budget = Budget(
            seconds=max(each.seconds for each in limits),
            cpu=sum(each.seconds for each in limits),
            memory=max(each.memory for each in limits),
            data=_largest_answer(gradable),
        )
        with Session(runner, source, policy, budget) as session:
            session.broken = broken  # what does not import is tried, and waited for, once
            for each in gradable:
                say(f"running {each.exercise.id}")
                _attempt(each, hidden, session, found[each.exercise.id], course)
            broken = session.broken
            confinement = session.confinement or confinement
    faults = {each.exercise.id: each.fault for each in expected if each.fault is not None}
    return Attempted({**faults, **{name: each.attempt for name, each in found.items()}}, confinement)


def _largest_answer(gradable: Sequence[ExpectedExercise]) -> int:
    """Bytes of tensors that an answer may have: four times the reference's largest, and some more for wrong ones."""
    records = [case.record for each in gradable for case in (*each.visible, *each.hidden)]
    sizes = [sum(len(t.data) for tree in record.values.values() for _, t in tensors_in(tree)) for record in records]
    return 4 * max(sizes, default=0) + (64 << 20)


def _attempt(each: ExpectedExercise, hidden: bool, session: Session, found: _Found, course: Course) -> None:
    """Ask the exercise's cases of one kind, and judge what comes back."""
    waiting = list(each.hidden if hidden else each.visible)
    spent = 0.0
    while waiting:
        try:
            seconds = each.exercise.limits.seconds - spent
            observed = session.run([call for case in waiting for call in case.calls], seconds)
        except ConfinementError as error:
            found.cause, found.message = Cause.CONFINEMENT, Message("confinement.required", {"reason": str(error)})
            return
        except MachineError as error:
            found.cause, found.message = Cause.MACHINE, Message("machine.failed", {"reason": str(error)})
            return
        if session.broken is not None and not observed.answers:
            found.cause, found.message = _import_failure(session.broken)
            return
        spent += sum(observed.seconds)
        found.output += observed.output
        answers = iter(observed.answers)
        lost: Lost | None = None
        while waiting and lost is None:
            case = waiting.pop(0)
            taken = [answer for _, answer in zip(case.calls, answers, strict=False)]
            lost = next((_stated(answer, each) for answer in taken if isinstance(answer, Lost)), None)
            found.cases.append(_judge(case, taken, lost, source_name=session.name, course=course))
        if lost is not None and (not _by_case(each) or lost.cause is Cause.TIMEOUT):
            found.cause, found.message = lost.cause, lost.message
            return


def _stated(lost: Lost, each: ExpectedExercise) -> Lost:
    """``lost`` with the exercise's own limit in its words, not what was left of it by then."""
    if lost.message.id != "sandbox.timeout":
        return lost
    return replace(lost, message=Message("sandbox.timeout", {"seconds": f"{each.exercise.limits.seconds:g}"}))


def _by_case(each: ExpectedExercise) -> bool:
    return any(case.points is not None for case in each.exercise.cases)


def _judge(
    expected: Expected, answers: Sequence[Answer], lost: Lost | None, *, source_name: str, course: Course
) -> CaseResult:
    """The verdicts on one drawn case."""
    case, draft = expected.draft.case, expected.draft
    drawn = {name: _short(value) for name, value in draft.names.items()}
    if lost is not None:
        text = snippet(expected.call, source_name)
        return CaseResult(case.title, draft.is_hidden, case.points, (), lost.cause, lost.message, drawn, text)
    record, *rest = [answer for answer in answers if isinstance(answer, Record)]
    inputs = draft.inputs
    verdicts = judge_case(case, expected.record, record, inputs, drawn=draft.names, rtol=course.rtol, atol=course.atol)
    if expected.again is not None and rest and all(verdict.passed for verdict in verdicts):
        second = judge_again(expected.record, expected.again[1], record, rest[0], case.line)
        verdicts += (second,) if second else ()
    cause = cause_of(expected.record, record, verdicts)
    message = message_of(expected.record, record, verdicts)
    text = snippet(expected.call, source_name) if cause else ""
    return CaseResult(case.title, draft.is_hidden, case.points, verdicts, cause, message, drawn, text)


def _import_failure(broken: Raised | Lost) -> tuple[Cause, Message]:
    """A module that cannot be imported is one finding, whatever its exercises."""
    if isinstance(broken, Raised):
        return Cause.IMPORT, raised_message(broken)
    if broken.cause is Cause.PROTOCOL:
        return broken.cause, broken.message
    return Cause.IMPORT, Message(f"import.{broken.cause}")


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
