"""Observes the reference: first its shapes, then the complete calls, then what else each case asks for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

from grader.errors import MachineError
from grader.judge import reference_problem, resolution
from grader.model.calls import Call
from grader.model.message import Message
from grader.model.path import STDOUT
from grader.model.record import Answered, Record
from grader.model.result import Cause
from grader.model.spec import RELEASE_FILE, Exercise
from grader.pipeline.asked import is_measured, is_traced, speaks_of
from grader.pipeline.elsewhere import values_elsewhere
from grader.pipeline.expected import Expected, ExpectedExercise, Spot
from grader.pipeline.laws import calls_for_laws, must_keep_laws, with_law_calls
from grader.pipeline.observed import with_calls, with_printed
from grader.pipeline.references import References
from grader.pipeline.rounding import with_rounding
from grader.pipeline.spent import seconds_of
from grader.pipeline.trusted import FaultError, Witness
from grader.pipeline.verdicts import must_pass
from grader.pipeline.voices import LiveVoices, Voices, recorded_voices
from grader.pipeline.where import device_of
from grader.plan import Draft, ExercisePlan, PlanError
from grader.plan.precision import in_double
from grader.sandbox import Budget, Policy, Runner, Session, Source
from grader.score import Attempt

# A second run is made where the reference's first took at most this share of the exercise's time.
_QUICK = 0.05
# A call that is timed is made this often, and the fastest counts.
_TIMES = 3


def observe_reference(
    plans: Sequence[ExercisePlan],
    references: References,
    runner: Runner,
    policy: Policy,
    skip: Collection[str] = (),
    *,
    twice: bool = True,
    witness: Witness | None = None,
) -> list[ExpectedExercise]:
    """What the reference does in every case of ``plans``, but for those in ``skip``; some of them twice.

    Where it is not here, it is what was recorded of it. ``witness`` hears all that is answered.
    """
    plans = [plan for plan in plans if plan.exercise.id not in skip]
    if references.recording is not None:
        return [_observe(plan, lambda each: recorded_voices(references, each.id), references, twice) for plan in plans]
    if isinstance(references.solution, Path):
        missing = _missing(references.solution, references.folders[0])
        return [ExpectedExercise(plan.exercise, fault=_fault(missing)) for plan in plans]
    by_device: dict[str, list[ExercisePlan]] = {}
    for plan in plans:
        by_device.setdefault(device_of(plan, runner), []).append(plan)
    # It is trusted: confined like a submission, so that it sees the same machine, but never refused for it.
    trusted = replace(policy, require=None)
    found: dict[str, ExpectedExercise] = {}
    for device, there in by_device.items():
        budget = replace(_budget([plan.exercise for plan in there]), device=device)
        with ExitStack() as sessions:
            voices = LiveVoices(references, partial(_open, runner, trusted, budget), sessions, witness)
            observed = [_observe(plan, _always(voices), references, twice) for plan in there]
            found |= {each.exercise.id: replace(each, device=device) for each in observed}
    return [found[plan.exercise.id] for plan in plans]


def _always(voices: Voices) -> Callable[[Exercise], Voices]:
    return lambda _: voices


def _open(runner: Runner, policy: Policy, budget: Budget, source: Source) -> Session:
    return Session(runner, source, policy, budget)


def _missing(solution: Path, folder: Path) -> Message:
    """Why there is nothing to grade by: in a students' copy it is what was recorded that is gone."""
    if (folder.parent.parent / RELEASE_FILE).is_file() and not solution.parent.is_dir():
        return Message("expected.missing", {"home": "/".join(folder.parts[-2:])})
    return Message("reference.missing", {"file": "/".join(solution.parts[-3:])})


def _budget(exercises: Sequence[Exercise]) -> Budget:
    limits = [each.limits for each in exercises]
    limits += [case.limits for each in exercises for case in each.cases]
    seconds = max((each.seconds for each in limits), default=1)
    memory = max((each.memory for each in limits), default=1)
    return Budget(seconds=seconds, cpu=8 * sum(each.seconds for each in limits) + 1, memory=memory, data=memory)


def _observe(
    plan: ExercisePlan, voices_of: Callable[[Exercise], Voices], references: References, twice: bool
) -> ExpectedExercise:
    try:
        if plan.problem:
            raise PlanError(plan.problem)
        observer = _Observer(voices_of(plan.exercise), references, plan.exercise, twice)
        return ExpectedExercise(plan.exercise, observer.observe(plan.visible), observer.observe(plan.hidden))
    except PlanError as error:
        return ExpectedExercise(plan.exercise, fault=_fault(Message("plan.impossible", {"reason": str(error)})))
    except FaultError as error:
        return ExpectedExercise(plan.exercise, fault=_fault(error.message), fault_at=error.at)
    except MachineError as error:
        message = Message("machine.failed", {"reason": str(error)})
        return ExpectedExercise(plan.exercise, fault=Attempt(cause=Cause.MACHINE, message=message))


def _fault(message: Message) -> Attempt:
    return Attempt(cause=Cause.REFERENCE, message=message)


class _Observer:
    """Asks the reference for everything that one exercise needs, kind of call by kind of call."""

    def __init__(self, voices: Voices, references: References, exercise: Exercise, twice: bool) -> None:
        self._voices, self._twice = voices, twice
        self._tolerances = references.rtol, references.atol
        self._seconds = max([exercise.limits.seconds, *(case.limits.seconds for case in exercise.cases)])

    def observe(self, drafts: Sequence[Draft]) -> tuple[Expected, ...]:
        """Every draft with the reference's record. Raises ``FaultError`` or ``PlanError``."""
        if not drafts:
            return ()
        calls = self._complete(drafts)
        answers = self._ask(calls)
        for draft, answer in zip(drafts, answers, strict=True):
            if (problem := reference_problem(answer.record, draft.case)) is not None:
                raise FaultError(problem, Spot(draft.case.line, draft.case.title or ""))
        found = [expected_of(*each) for each in zip(drafts, calls, answers, strict=True)]
        found = self._further(found, lambda e: is_traced(e.draft.case, is_first=e.draft.is_first), self._traced)
        found = self._further(found, lambda e: is_measured(e.draft.case), self._measured)
        found = [self._with_elsewhere(each) for each in found]
        must_pass(found, self._voices.files, *self._tolerances)
        found = self._further(found, lambda e: bool(e.draft.case.laws), self._with_laws)
        found = self._further(found, lambda e: e.draft.case.limits.slowdown is not None, self._timed)
        quick = [answer.seconds <= _QUICK * self._seconds and not answer.record.raised for answer in answers]
        repeated = {id(each) for each, is_quick in zip(found, quick, strict=True) if is_quick and each.draft.is_first}
        return tuple(self._further(found, lambda e: self._twice and id(e) in repeated, self._repeated))

    def _ask(self, calls: Sequence[Call]) -> list[Answered]:
        return self._voices.reference.ask(calls, self._seconds)

    def _records(self, calls: Sequence[Call]) -> list[Record]:
        return self._voices.reference.records(calls, self._seconds)

    def _complete(self, drafts: Sequence[Draft]) -> list[Call]:
        """Every call with nothing left to choose: what only the reference's shapes can tell is asked for first."""
        asked = [draft for draft in drafts if draft.needs_survey]
        surveyed = {id(d): record for d, record in zip(asked, self._records([d.survey for d in asked]), strict=True)}
        second = {id(d): call for d in asked if (call := d.second_survey(surveyed[id(d)])) is not None}
        surveyed |= zip(second, self._records(list(second.values())), strict=True)
        return [draft.complete(surveyed.get(id(draft), Record())) for draft in drafts]

    def _further(
        self,
        found: list[Expected],
        wanted: Callable[[Expected], bool],
        observe: Callable[[list[Expected]], list[Expected]],
    ) -> list[Expected]:
        """``found`` with those that are ``wanted`` replaced by what ``observe`` makes of them."""
        chosen = [index for index, each in enumerate(found) if wanted(each)]
        for index, more in zip(chosen, observe([found[index] for index in chosen]) if chosen else [], strict=True):
            found[index] = more
        return found

    def _with_elsewhere(self, each: Expected) -> Expected:
        return replace(each, elsewhere=values_elsewhere(each, self._voices, self._seconds))

    def _traced(self, found: list[Expected]) -> list[Expected]:
        calls = [replace(each.call, trace=True) for each in found]
        return [
            replace(each, traced=call, record=with_calls(each.record, record.trace))
            for each, call, record in zip(found, calls, self._records(calls), strict=True)
        ]

    def _measured(self, found: list[Expected]) -> list[Expected]:
        records = self._records([in_double(each.call) for each in found])
        for raised in (record.raised for record in records if record.raised is not None):
            raise FaultError(Message("reference.not_measured", {"reason": raised.text or raised.type}))
        return [with_rounding(*each) for each in zip(found, records, strict=True)]

    def _with_laws(self, found: list[Expected]) -> list[Expected]:
        """With the further calls of the laws, all of which the reference keeps."""
        found = [with_law_calls(each) for each in found]
        for each in found:
            must_keep_laws(each, self._records(calls_for_laws(each)), *self._tolerances)
        return found

    def _timed(self, found: list[Expected]) -> list[Expected]:
        times = [self._ask([each.call for each in found]) for _ in range(_TIMES)]
        return [
            replace(each, seconds=min(seconds_of(answer.record, answer.seconds)[0] for answer in answers))
            for each, answers in zip(found, zip(*times, strict=True), strict=True)
        ]

    def _repeated(self, found: list[Expected]) -> list[Expected]:
        calls = [each.draft.again(each.call) for each in found]
        return [
            replace(each, again=(call, record))
            for each, call, record in zip(found, calls, self._records(calls), strict=True)
        ]


def expected_of(draft: Draft, call: Call, answer: Answered) -> Expected:
    """What one complete call of ``draft`` gave, with nothing asked beside it."""
    printed = speaks_of(draft.case, STDOUT)
    record = with_printed(answer.record, answer.printed) if printed else answer.record
    return Expected(draft, call, record, resolution=resolution(call.backward))
