"""One submission, from a specification to a result: plan, observe reference and submission, judge, score."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cached_property, partial
from types import TracebackType

from grader.errors import MachineError, UsageError
from grader.model.devices import CPU
from grader.model.diagnosis import Diagnosis
from grader.model.result import Result
from grader.model.spec import Exercise
from grader.pipeline.asking import Asking
from grader.pipeline.attempts import Attempted, attempt_exercises
from grader.pipeline.availability import not_run, unrecorded, without_broken
from grader.pipeline.cells import with_cells
from grader.pipeline.diagnosing import Diagnosing
from grader.pipeline.differences import Hear
from grader.pipeline.expected import ExpectedExercise
from grader.pipeline.memory import Memory
from grader.pipeline.moving import Moving, Observe, with_devices
from grader.pipeline.outcome import result_of
from grader.pipeline.pretended import Pretending, with_hints
from grader.pipeline.reference import observe_reference
from grader.pipeline.references import References
from grader.pipeline.request import Request
from grader.pipeline.rounding import Rounding
from grader.pipeline.selection import asked_for, one_case, wanted
from grader.pipeline.sources import empty, read_cells, read_submission, why_empty
from grader.plan import ExercisePlan, draw_exercises
from grader.sandbox import Confinement, Policy, Runner, Source, start_attached, try_confinement
from grader.score import Attempt, score_exercises


def grade(
    request: Request, runner: Runner, progress: Callable[[str], None] | None = None, hear: Hear | None = None
) -> Result:
    """Grade one submission. Raises ``GraderError`` for what was asked wrongly; all else is in the result.

    ``hear`` is told of numbers that differ, with the whole arrays; hidden cases are left out.
    """
    with Prepared(request, runner) as prepared:
        return prepared.grade(request, progress, hear=hear)


class Prepared:
    """An assignment made ready for any number of submissions, one after the other.

    What does not depend on them is found once: the drawn inputs, what the reference does with them (as soon as it is
    wanted), its rounding, and what the author's own mistakes answer. Its children end with it.
    """

    def __init__(self, request: Request, runner: Runner) -> None:
        self._runner, self._policy = runner, request.policy
        self._exercises = wanted(request.assignment, request.only)
        self._unrecorded = unrecorded(request.assignment)
        self._references = References.of(request.course, request.assignment, request.seed)
        self._draw = partial(draw_exercises, seed=request.seed, folder=request.assignment.folder)
        self._plans = self._draw(self._exercises)
        self._asking = Asking(self._references, runner, request.policy)
        self._rounding, self._diagnosing = Rounding(self._asking), Diagnosing(self._asking)
        self._pretending = Pretending(self._asking, runner, request.policy)
        self._observed: dict[str, ExpectedExercise] = {}
        self._confinement: Confinement | None = None
        self._last: Source | None = None
        self._device = request.device

    def __enter__(self) -> Prepared:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._asking.__exit__(kind, error, at)

    def grade(
        self,
        request: Request,
        progress: Callable[[str], None] | None = None,
        memory: Memory | None = None,
        early: Callable[[Result], None] | None = None,
        hear: Hear | None = None,
    ) -> Result:
        """Grade ``request``: the one that this was prepared for, or one of another file or of fewer of its exercises.

        With a ``memory`` of the same file, what failed last time is run first, and what cannot differ is not run.
        ``early`` hears the result before it is known why something went wrong, ``hear`` of numbers that differ, as from
        ``grade``. Raises ``GraderError``, as ``grade`` does.
        """
        say = progress or (lambda _: None)
        started = time.time()
        submission = self._read(request)
        ids = {each.id for each in wanted(request.assignment, request.only)}
        exercises = tuple(each for each in self._exercises if each.id in ids)

        say("loading torch")
        facts = self._runner.facts()
        absent = {name: attempt for name, attempt in self._absent.items() if name in ids}
        if memory is not None:
            submission = self._known(submission)
        held = {} if memory is None else memory.holding(exercises, submission)
        hints: dict[str, Diagnosis] = {}
        to_run = [each for each in exercises if each.id not in absent and each.id not in held]
        if memory is not None:
            to_run.sort(key=lambda each: each.id not in memory.failed)
        observe = partial(self._observe, twice=not request.debug)
        expected = self._expected(to_run, say, observe)
        say("running your code")
        attempt = partial(
            attempt_exercises,
            source=submission,
            runner=self._runner,
            policy=self._policy,
            course=request.course,
            say=say,
            rounding=self._rounding,
        )
        moved = self._moving.attempt(expected, self._plans, observe, attempt)

        def result(attempted: Attempted) -> Result:
            scored = score_exercises(exercises, {**held, **attempted.attempts, **absent})
            self._confinement = attempted.confinement or self._confinement or _tried(self._runner, self._policy)
            results = with_hints(asked_for(request.only, scored), hints)
            told = with_cells(submission)
            found = result_of(request, results, facts, told, self._references.provided, self._confinement, started)
            return with_devices(found, moved, attempted)

        rest = attempt(
            moved.rest,
            diagnosing=self._diagnosing,
            early=(lambda found: early(result(moved.attempted.joined(found)))) if early is not None else None,
            hear=hear,
        )
        attempted = moved.attempted.joined(rest)
        if request.debug and (alone := one_case(moved.rest or moved.made, attempted.failing, request.only)):
            exercises = tuple(each.exercise for each in alone)
            attempted = _attempt_attached(alone, submission, request, say)

        if absent and not request.debug:
            hints |= self._pretending.hints(self._plans, absent, attempted.attempts, submission)
        graded = result(attempted)
        if memory is not None:
            memory.keep(exercises, submission, {**held, **attempted.attempts, **absent}, graded.exercises)
        return graded

    def _read(self, request: Request) -> Source:
        """What was handed in. Raises ``UsageError`` where that cannot be read, and must be there."""
        provided = self._references.provided
        if request.cells is not None:
            return read_cells(request.cells, request.assignment, provided, request.submission.parent)
        try:
            return read_submission(request.submission, request.assignment, provided, whole=request.whole)
        except UsageError as error:
            if not request.missing_is_empty:
                raise
            return replace(empty(request.assignment, provided), notes=(why_empty(request.submission, error),))

    def _known(self, submission: Source) -> Source:
        """``submission`` with what is known of its cells, if it is the text of last time: it may not run again."""
        if self._last is not None and self._last.files == submission.files:
            submission = replace(submission, ledger=self._last.ledger)
        self._last = submission
        return submission

    @cached_property
    def _absent(self) -> dict[str, Attempt]:
        lacking = {} if self._references.recording is None else self._unrecorded
        return {**lacking, **not_run(self._exercises, self._runner, on_cpu=self._device == CPU)}

    @cached_property
    def _moving(self) -> Moving:
        is_recorded = self._references.recording is not None
        return Moving.of(self._device, self._runner, self._policy, is_recorded=is_recorded)

    def _expected(
        self, exercises: Collection[Exercise], say: Callable[[str], None], observe: Observe
    ) -> list[ExpectedExercise]:
        """What the reference does in ``exercises``; where it, or the machine, failed, it is asked again next time."""
        ids = {each.id for each in exercises}
        say("observing the reference")
        unknown = [plan for plan in self._plans if plan.exercise.id in ids and plan.exercise.id not in self._observed]
        observed = self._moving.observe(unknown, self._draw, observe)
        fresh = {each.exercise.id: each for each in observed}
        self._observed |= {name: each for name, each in fresh.items() if each.fault is None}
        known = {**fresh, **self._observed}
        return [known[each.id] for each in exercises]

    def _observe(self, plans: Sequence[ExercisePlan], *, twice: bool) -> list[ExpectedExercise]:
        observed = observe_reference(plans, self._references, self._runner, self._policy, twice=twice)
        return without_broken(observed, self._runner, {each.id for each in self._exercises})


def _attempt_attached(
    expected: list[ExpectedExercise], submission: Source, request: Request, say: Callable[[str], None]
) -> Attempted:
    with start_attached() as attached:
        return attempt_exercises(expected, submission, attached, request.unconfined, request.course, say)


def _tried(runner: Runner, policy: Policy) -> Confinement:
    """What would have been in force for a submission that was not run; nothing, where the machine fails at that too."""
    try:
        return try_confinement(runner, replace(policy, require=None))
    except MachineError:
        return Confinement({})
