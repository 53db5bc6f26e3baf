"""Observes the submission, visible and hidden cases in children of their own, and has each case judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from grader.errors import MachineError
from grader.judge import judge_again, raised_message
from grader.model.message import Message
from grader.model.record import Raised, Record
from grader.model.result import CaseResult, Cause
from grader.model.spec import Course
from grader.model.values import tensors_in
from grader.pipeline.cases import judged_case, lost_case
from grader.pipeline.expected import Expected, ExpectedExercise
from grader.plan import snippet
from grader.sandbox import Budget, Confinement, ConfinementError, Lost, Policy, Runner, Session, Source
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
            try:
                for each in gradable:
                    say(f"running {each.exercise.id}")
                    _attempt(each, hidden, session, found[each.exercise.id], course)
            except KeyboardInterrupt:
                _interrupt(gradable, found)
                return Attempted(_all_attempts(expected, found), session.confinement or confinement)
            broken = session.broken
            confinement = session.confinement or confinement
    return Attempted(_all_attempts(expected, found), confinement)


def _all_attempts(expected: Sequence[ExpectedExercise], found: Mapping[str, _Found]) -> dict[str, Attempt]:
    faults = {each.exercise.id: each.fault for each in expected if each.fault is not None}
    return {**faults, **{name: each.attempt for name, each in found.items()}}


def _interrupt(gradable: Sequence[ExpectedExercise], found: Mapping[str, _Found]) -> None:
    """What was judged stays; what was not says that it was interrupted."""
    for each in gradable:
        so_far = found[each.exercise.id]
        if so_far.cause is None and len(so_far.cases) < len(each.visible) + len(each.hidden):
            so_far.cause = Cause.INTERRUPTED


def _largest_answer(gradable: Sequence[ExpectedExercise]) -> int:
    """Bytes of tensors that an answer may have: four times the reference's largest, and some more for wrong ones."""
    records = [case.record for each in gradable for case in (*each.visible, *each.hidden)]
    sizes = [sum(len(t.data) for tree in record.values.values() for _, t in tensors_in(tree)) for record in records]
    return 4 * max(sizes, default=0) + (64 << 20)


def _attempt(each: ExpectedExercise, hidden: bool, session: Session, found: _Found, course: Course) -> None:
    """Ask the exercise's cases of one kind, judge what comes back, and see whether it comes back a second time."""
    try:
        judged = _first_runs(each, list(each.hidden if hidden else each.visible), session, found, course)
        if judged and all(result.passed for _, _, result in judged):
            _second_runs(each, judged, session, found)
    except ConfinementError as error:
        found.cause, found.message = Cause.CONFINEMENT, Message("confinement.required", {"reason": str(error)})
    except MachineError as error:
        found.cause, found.message = Cause.MACHINE, Message("machine.failed", {"reason": str(error)})


def _first_runs(
    each: ExpectedExercise, waiting: list[Expected], session: Session, found: _Found, course: Course
) -> list[tuple[Expected, Record, CaseResult]]:
    """Judge every case once; what was answered, case by case. ``found`` ends with a cause where a child was lost."""
    judged: list[tuple[Expected, Record, CaseResult]] = []
    spent = 0.0
    while waiting:
        observed = session.run([case.call for case in waiting], each.exercise.limits.seconds - spent)
        if session.broken is not None and not observed.answers:
            found.cause, found.message = _import_failure(session.broken)
            return []
        spent += sum(observed.seconds)
        found.output += observed.output
        for answer in observed.answers:
            case = waiting.pop(0)
            if isinstance(answer, Lost):
                lost = _stated(answer, each)
                found.cases.append(lost_case(case, lost, session.name))
                if not _by_case(each) or lost.cause is Cause.TIMEOUT:
                    found.cause, found.message = lost.cause, lost.message
                    return []
            else:
                result = judged_case(case, answer, session.name, course)
                found.cases.append(result)
                judged.append((case, answer, result))
    return judged


def _second_runs(
    each: ExpectedExercise, judged: Sequence[tuple[Expected, Record, CaseResult]], session: Session, found: _Found
) -> None:
    """Run some cases again, in time of their own: it is the grader that wants to know, so a slow one costs nothing."""
    repeated = [entry for entry in judged if entry[0].again is not None]
    calls = [case.again[0] for case, _, _ in repeated if case.again is not None]
    observed = session.run(calls, each.exercise.limits.seconds)
    for (case, first, result), answer in zip(repeated, observed.answers, strict=False):
        if isinstance(answer, Lost):
            if answer.cause is not Cause.TIMEOUT:
                found.cause, found.message = answer.cause, answer.message
            return
        assert case.again is not None
        differs = judge_again(case.record, case.again[1], first, answer, case.draft.case.line)
        if differs is not None:
            failed = replace(result, verdicts=(*result.verdicts, differs), cause=Cause.WRONG, message=differs.message)
            found.cases[found.cases.index(result)] = replace(failed, snippet=snippet(case.call, session.name))


def _stated(lost: Lost, each: ExpectedExercise) -> Lost:
    """``lost`` with the exercise's own limit in its words, not what was left of it by then."""
    if lost.message.id != "sandbox.timeout":
        return lost
    return replace(lost, message=Message("sandbox.timeout", {"seconds": f"{each.exercise.limits.seconds:g}"}))


def _by_case(each: ExpectedExercise) -> bool:
    return any(case.points is not None for case in each.exercise.cases)


def _import_failure(broken: Raised | Lost) -> tuple[Cause, Message]:
    """A module that cannot be imported is one finding, whatever its exercises."""
    if isinstance(broken, Raised):
        return Cause.IMPORT, raised_message(broken)
    if broken.cause is Cause.PROTOCOL:
        return broken.cause, broken.message
    return Cause.IMPORT, Message(f"import.{broken.cause}")
