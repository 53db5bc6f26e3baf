"""One assignment ready to have anything graded against its reference, which is observed once for each seed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from threading import Lock
from types import TracebackType

from grader.audit.answering import Answering
from grader.model.calls import Call
from grader.model.record import Record
from grader.model.result import ExerciseResult
from grader.model.spec import Assignment, Course, Exercise, Limits
from grader.pipeline.asking import Asking
from grader.pipeline.attempts import attempt_exercises
from grader.pipeline.availability import not_run
from grader.pipeline.expected import Expected, ExpectedExercise
from grader.pipeline.reference import observe_reference
from grader.pipeline.references import References
from grader.pipeline.rounding import Rounding
from grader.pipeline.where import needed_device
from grader.plan import ExercisePlan, draw_exercises
from grader.sandbox import Policy, Runner, Source
from grader.score import score_exercises


class Bench:
    """``solution`` is the reference, which is there; ``absent`` are exercises that are not run, as this machine lacks
    what they need."""

    def __init__(self, course: Course, assignment: Assignment, references: References, runner: Runner) -> None:
        assert isinstance(references.solution, Source)
        self.course, self.assignment, self.runner = course, assignment, runner
        self.references, self.solution = references, references.solution
        self.absent = not_run(assignment.exercises, runner)
        self.policy = Policy(course.file)
        self._expected: dict[int, list[ExpectedExercise]] = {}
        self._asking = Asking(references, runner, self.policy)
        self.rounding = _Rounding(self._asking)

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._asking.__exit__(kind, error, at)

    def expect(self, seed: int) -> list[ExpectedExercise]:
        """Every exercise under ``seed``, observed once."""
        if seed not in self._expected:
            self._expected[seed] = self.observe_anew(seed)
        return self._expected[seed]

    def observe_anew(self, seed: int) -> list[ExpectedExercise]:
        plans = draw_exercises(self.assignment.exercises, seed, self.assignment.folder)
        return observe_reference(plans, self.references, self.runner, self.policy, skip=self.absent)

    def observe(self, plans: Sequence[ExercisePlan]) -> list[ExpectedExercise]:
        """Other draws than the assignment's own, each observed once."""
        return observe_reference(plans, self.references, self.runner, self.policy, twice=False)

    def grade(
        self, source: Source, expected: Sequence[ExpectedExercise], only: Collection[str] | None = None
    ) -> tuple[ExerciseResult, ...]:
        """The result of each exercise, or only of some by their ids."""
        chosen = [each for each in expected if only is None or each.exercise.id in only]
        exercises = [exercise for exercise in self.assignment.exercises if only is None or exercise.id in only]
        found = attempt_exercises(chosen, source, self.runner, self.policy, self.course, _no_word, self.rounding)
        return score_exercises(exercises, {**found.attempts, **self.absent})

    def answers(self, source: Source, cases: Sequence[Expected], calls: Sequence[Call]) -> list[Record | None]:
        """What ``source`` answers to ``calls``, which are of ``cases``; None where there is no answer."""
        if not (limits := [each.draft.case.limits for each in cases]):
            return []
        most = Limits(max(each.seconds for each in limits), max(each.memory for each in limits))
        with self.answering(source, most, cases[0].draft.exercise) as answering:
            return list(answering.answers(calls))

    def answering(self, source: Source, limits: Limits, exercise: Exercise) -> Answering:
        """``source``, to be asked about ``exercise`` as long as somebody wants to know."""
        return Answering(self.runner, source, self.policy, limits, needed_device(exercise, self.runner))


class _Rounding(Rounding):
    """Asked from several threads, one at a time."""

    def __init__(self, asking: Asking) -> None:
        super().__init__(asking)
        self._one = Lock()

    def of(self, each: Expected) -> Expected:
        with self._one:
            return super().of(each)


def _no_word(text: str) -> None:
    del text
