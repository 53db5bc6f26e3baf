"""Wrong work tried exercise by exercise: most of it fails at once where it is meant to, and only the rest is graded."""

from __future__ import annotations

from collections.abc import Sequence

from grader.audit.bench import Bench
from grader.audit.trials import Trials
from grader.model.result import ExerciseResult
from grader.pipeline.expected import ExpectedExercise
from grader.pipeline.overlays import Overlay


class WrongTrials:
    """All wrong overlays of an assignment: first each exercise is tried, then the results of each overlay are known."""

    def __init__(self, bench: Bench, expected: Sequence[ExpectedExercise], wrong: Sequence[Overlay]) -> None:
        self._bench, self._expected, self._wrong = bench, expected, wrong
        self._failing: set[tuple[str, str]] = set()

    def try_on(self, each: ExpectedExercise) -> None:
        """Find out which overlays surely fail the exercise that they redefine."""
        meant = [overlay for overlay in self._wrong if overlay.concerns(each.exercise)]
        if not meant or each.fault is not None:
            return
        failures = Trials(self._bench, [each]).failures([overlay.source for overlay in meant])
        self._failing |= {
            (overlay.name, each.exercise.id)
            for overlay, failure in zip(meant, failures, strict=True)
            if failure is not None and not failure.is_broken
        }

    def results(self, overlay: Overlay, run_by: frozenset[str]) -> tuple[ExerciseResult, ...]:
        """The results of the exercises ``run_by`` which it is run, but for those that it surely fails as it should."""
        left = frozenset(each for each in run_by if (overlay.name, each) not in self._failing)
        return self._bench.grade(overlay.source, self._expected, left) if left else ()
