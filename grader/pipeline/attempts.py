"""Observes the submission, visible and hidden cases in children of their own, and has each case judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, zip_longest

from grader.errors import MachineError
from grader.judge import raised_message
from grader.model.message import Message
from grader.model.path import STDOUT
from grader.model.record import Raised, Record, Spent
from grader.model.result import Cause
from grader.model.spec import Case, Course
from grader.model.values import tensors_in
from grader.pipeline.asked import speaks_of
from grader.pipeline.diagnosing import NOTHING_TOLD, Diagnosing, Told
from grader.pipeline.differences import Hear, show_differences
from grader.pipeline.expected import Expected, ExpectedExercise
from grader.pipeline.further import Further
from grader.pipeline.observed import with_printed
from grader.pipeline.rounding import Rounding
from grader.pipeline.runs import Run
from grader.pipeline.spent import total, unsteady_in
from grader.pipeline.verdicts import judge_runs
from grader.sandbox import Budget, Confinement, ConfinementError, Lost, Policy, Runner, Session, Source
from grader.score import Attempt


@dataclass(slots=True)
class _Found:
    """What has been found of one exercise so far; ``asking`` while its cases of one kind are being asked and judged."""

    asking: bool = False
    runs: list[Run] = field(default_factory=list)
    output: str = ""
    cause: Cause | None = None
    message: Message | None = None
    told: Told = NOTHING_TOLD

    def attempt(self, source: Source) -> Attempt:
        known = [run for run in self.runs if run.judged or run.lost is not None]
        cases = tuple(run.result(source) for run in _smallest_first(known))
        return Attempt(cases, self.cause, self.message, self.output, self.told.diagnosis, self.told.mistake)


@dataclass(frozen=True, slots=True)
class Attempted:
    """An attempt by exercise id, and how the submission was confined; None where none of it was run.

    ``failing`` is the smallest case of each exercise that did not pass. ``spent`` is what was taken of a device, and
    ``unsteady`` names what gives other numbers there each time.
    """

    attempts: dict[str, Attempt]
    confinement: Confinement | None
    failing: Mapping[str, Expected]
    spent: Spent | None = None
    unsteady: tuple[str, ...] = ()

    def joined(self, later: Attempted) -> Attempted:
        """Both together; of what is in both, the ``later`` counts."""
        confinement = self.confinement if later.confinement is None else later.confinement.joined(self.confinement)
        return Attempted(
            {**self.attempts, **later.attempts},
            confinement,
            {**self.failing, **later.failing},
            total(each for each in (self.spent, later.spent) if each is not None),
            tuple(dict.fromkeys((*self.unsteady, *later.unsteady))),
        )


def attempt_exercises(
    expected: Sequence[ExpectedExercise],
    source: Source,
    runner: Runner,
    policy: Policy,
    course: Course,
    say: Callable[[str], None],
    rounding: Rounding | None = None,
    diagnosing: Diagnosing | None = None,
    early: Callable[[Attempted], None] | None = None,
    hear: Hear | None = None,
) -> Attempted:
    """Run and judge every exercise that can be graded; the others keep their fault.

    Where numbers are off, they are judged again by ``rounding``; what went wrong is told by ``diagnosing``. That may
    take longer than all else: ``early`` hears what was judged before, and then an interruption ends all. ``hear`` is
    told of numbers that differ.
    """
    gradable = [each for each in expected if each.fault is None]
    found = {each.exercise.id: _Found() for each in gradable}
    confinement: Confinement | None = None
    broken: Raised | Lost | None = None
    try:
        for device, hidden, there in _groups(gradable):
            with Session(runner, source, policy, replace(_budget(there), device=device)) as session:
                session.broken = broken  # what does not import is tried, and waited for, once
                try:
                    for each in there:
                        say(f"running {each.exercise.id}")
                        _attempt(each, hidden, session, found[each.exercise.id], course, rounding)
                finally:
                    if session.confinement is not None:
                        confinement = session.confinement.joined(confinement)
                broken = session.broken
        if diagnosing is not None:
            for each in gradable:
                runs = _smallest_first(found[each.exercise.id].runs)
                show_differences(each.exercise.id, runs, course, hear)
    except KeyboardInterrupt:
        _interrupt(gradable, found)
        return _attempted(expected, found, source, confinement)
    if diagnosing is not None:
        if early is not None:
            early(_attempted(expected, found, source, confinement))
        try:
            for each in gradable:
                so_far = found[each.exercise.id]
                import_error = broken if isinstance(broken, Raised) else None
                so_far.told = diagnosing.of(each, _smallest_first(so_far.runs), source, so_far.output, import_error)
        except KeyboardInterrupt:
            if early is not None:
                raise
    return _attempted(expected, found, source, confinement)


def _attempted(
    expected: Sequence[ExpectedExercise], found: Mapping[str, _Found], source: Source, confinement: Confinement | None
) -> Attempted:
    faults = {each.exercise.id: each.fault for each in expected if each.fault is not None}
    attempts = {name: each.attempt(source) for name, each in found.items()}
    failing = {name: first.expected for name, each in found.items() if (first := _smallest(each.runs)) is not None}
    records = [run.record for each in found.values() for run in each.runs if run.record is not None]
    spent = total(record.spent for record in records if record.spent is not None)
    return Attempted({**faults, **attempts}, confinement, failing, spent, unsteady_in(records))


def _groups(gradable: Sequence[ExpectedExercise]) -> Iterator[tuple[str, bool, list[ExpectedExercise]]]:
    """The exercises that share a child: those of one device, visible and hidden cases apart."""
    for device in dict.fromkeys(each.device for each in gradable):
        there = [each for each in gradable if each.device == device]
        for hidden in (False, True):
            if any(each.hidden if hidden else each.visible for each in there):
                yield device, hidden, there


def _budget(gradable: Sequence[ExpectedExercise]) -> Budget:
    limits = [each.exercise.limits for each in gradable]
    limits += [case.limits for each in gradable for case in each.exercise.cases]
    return Budget(
        seconds=max(each.seconds for each in limits),
        cpu=sum(each.seconds for each in limits),
        memory=max(each.memory for each in limits),
        data=_largest_answer(gradable),
    )


def _interrupt(gradable: Sequence[ExpectedExercise], found: Mapping[str, _Found]) -> None:
    """What was judged stays; what was not says that it was interrupted."""
    for each in gradable:
        so_far = found[each.exercise.id]
        judged = [run for run in so_far.runs if run.judged or run.lost is not None]
        if so_far.cause is None and (so_far.asking or len(judged) < len(each.cases)):
            so_far.cause = Cause.INTERRUPTED


def _largest_answer(gradable: Sequence[ExpectedExercise]) -> int:
    """Bytes of tensors that an answer may have: four times the reference's largest, and some more for wrong ones.

    Answers are kept until all are judged, those for laws until the next case: they share what wrong ones may have more.
    """
    cases = [case for each in gradable for case in each.cases]
    records = [case.record for case in cases]
    kept = len(cases) + max((sum(map(len, case.laws)) for case in cases), default=0)
    sizes = [sum(len(t.data) for tree in record.values.values() for _, t in tensors_in(tree)) for record in records]
    return 4 * max(sizes, default=0) + max(4 << 20, (1 << 30) // max(kept, 16))


def _smallest_first(runs: Sequence[Run]) -> list[Run]:
    """Cases in their order, and of the repeats of each case those that failed before the others, the smallest first."""
    titles = list(dict.fromkeys(run.expected.draft.case.title for run in runs))
    size = {id(run): 0.0 if run.passed else run.expected.draft.size for run in runs}
    return sorted(runs, key=lambda r: (titles.index(r.expected.draft.case.title), r.passed, size[id(r)]))


def _smallest(runs: Sequence[Run]) -> Run | None:
    """The smallest case that did not pass."""
    return min((run for run in runs if not run.passed), key=lambda run: run.expected.draft.size, default=None)


def _attempt(
    each: ExpectedExercise, hidden: bool, session: Session, found: _Found, course: Course, rounding: Rounding | None
) -> None:
    """Ask the exercise's cases of one kind, judge what comes back, and ask what else they want to know."""
    found.asking = True
    try:
        runs = _first_runs(each, each.hidden if hidden else each.visible, session, found, shows=not hidden)
        further = Further(session, each.exercise, course)
        if found.cause is None or _by_case(each):
            further.trace(runs)
        judge_runs(runs, course.rtol, course.atol)
        if rounding is not None and (nearly := [run for run in runs if run.is_off]):
            for run in nearly:
                run.expected = rounding.of(run.expected)
            judge_runs(runs, course.rtol, course.atol)
        further.judge_text(runs)
        # Where cases carry points, each must keep all that is asked of it by itself.
        for ask in (further.judge_laws, further.judge_time, further.judge_again):
            if _by_case(each) or (runs and all(run.passed for run in runs)):
                ask([run for run in runs if run.passed])
    except ConfinementError as error:
        found.cause, found.message = Cause.CONFINEMENT, Message("confinement.required", {"reason": str(error)})
    except MachineError as error:
        found.cause, found.message = Cause.MACHINE, Message("machine.failed", {"reason": str(error)})
    found.asking = False


def _first_runs(
    each: ExpectedExercise, cases: Sequence[Expected], session: Session, found: _Found, *, shows: bool
) -> list[Run]:
    """Make every call once; with ``shows`` what is printed is kept for the report.

    ``found`` ends with a cause where a child was lost that cost the exercise as a whole.
    """
    runs: list[Run] = []
    for seconds, group in _by_limit(each, cases):
        waiting, spent = list(group), 0.0
        while waiting:
            observed = session.run([case.call for case in waiting], seconds - spent)
            if session.broken is not None and not observed.answers:
                found.cause, found.message = _import_failure(session.broken)
                return runs
            spent += sum(observed.seconds)
            found.output += observed.output if shows or each.exercise.hidden else ""
            for answer, took, printed in zip_longest(observed.answers, observed.seconds, observed.printed):
                case = waiting.pop(0)
                if isinstance(answer, Lost):
                    lost = _stated(answer, seconds)
                    runs.append(Run(case, lost=lost))
                    found.runs.append(runs[-1])
                    if not _by_case(each) or lost.cause is Cause.TIMEOUT:
                        found.cause, found.message = lost.cause, lost.message
                        return runs
                else:
                    runs.append(_run(case, answer, took, printed))
                    found.runs.append(runs[-1])
    return runs


def _run(expected: Expected, record: Record, seconds: float, printed: str) -> Run:
    if speaks_of(expected.draft.case, STDOUT):
        record = with_printed(record, printed)
    return Run(expected, record, seconds)


def _by_limit(each: ExpectedExercise, cases: Sequence[Expected]) -> Iterator[tuple[float, list[Expected]]]:
    """The cases by the seconds that they share: the exercise's, or a case's own where it states others."""
    shared = each.exercise.limits.seconds
    for (seconds, _), group in groupby(cases, key=lambda e: _limit(e.draft.case, shared)):
        yield seconds, list(group)


def _limit(case: Case, shared: float) -> tuple[float, str | None]:
    return (case.limits.seconds, case.title) if case.limits.seconds != shared else (shared, None)


def _stated(lost: Lost, seconds: float) -> Lost:
    """``lost`` with the limit as its author wrote it, not what was left of it by then."""
    if lost.message.id != "sandbox.timeout":
        return lost
    return replace(lost, message=Message("sandbox.timeout", {"seconds": f"{seconds:g}"}))


def _by_case(each: ExpectedExercise) -> bool:
    return any(case.points is not None for case in each.exercise.cases)


def _import_failure(broken: Raised | Lost) -> tuple[Cause, Message]:
    """A module that cannot be imported is one finding, whatever its exercises."""
    if isinstance(broken, Raised):
        return Cause.IMPORT, raised_message(broken)
    if broken.cause is Cause.PROTOCOL:
        return broken.cause, broken.message
    return Cause.IMPORT, Message(f"import.{broken.cause}")
