"""What pytest's tree shows: a submission's file, and in it a test for each exercise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from grader.errors import GraderError
from grader.model.result import Cause, ExerciseResult, Outcome
from grader.model.spec import Exercise
from grader.plugin.chosen import Submission
from grader.plugin.tally import properties_of


@dataclass(frozen=True, slots=True)
class Graded:
    """An exercise's ``result``, why it did not pass in one line and at length, and what it ``printed``.

    ``notes`` say what may have made the result another one.
    """

    result: ExerciseResult
    short: str
    told: str
    printed: str
    notes: tuple[str, ...] = ()


class Grading(Protocol):
    def graded(self, submission: Submission, exercise: str) -> Graded:
        """Raises ``GraderError`` where nothing can be graded."""


GRADING = pytest.StashKey[Grading]()


class NotPassed(Exception):
    """Its text is all that is shown of it."""


class SubmissionFile(pytest.File):
    """A file that was handed in. It is read here, and never imported."""

    submission: Submission

    def collect(self) -> Iterator[pytest.Item]:
        for exercise, line in self.submission.exercises_in(self.path):
            item = ExerciseItem.from_parent(self, name=exercise.id)
            item.submission, item.exercise, item.line = self.submission, exercise, line
            item.extra_keyword_matches.update(exercise.names)
            yield item


class ExerciseItem(pytest.Item):
    """An exercise with all of its cases: so it has points, and so its report says each reason once.

    It fails where there is something to do, also where nothing is written yet: a panel would hide what is skipped.
    """

    submission: Submission
    exercise: Exercise
    line: int
    _graded: Graded | None = None

    def reportinfo(self) -> tuple[Path, int, str]:
        id_, title = self.exercise.id, self.exercise.title
        return self.path, self.line, id_ if title == id_ else f"{id_} · {title}"

    def setup(self) -> None:
        """Have it graded. What is not the student's fault ends here, and is an error or a skip, never a failure."""
        try:
            graded = self._graded = self.config.stash[GRADING].graded(self.submission, self.exercise.id)
        except GraderError as error:
            raise NotPassed(str(error)) from None
        self.user_properties += properties_of(self.submission, graded.result, graded.short, graded.notes)
        if graded.result.cause is Cause.INTERRUPTED:
            pytest.exit("grading was interrupted", returncode=pytest.ExitCode.INTERRUPTED)
        if graded.result.outcome is Outcome.UNGRADED:
            raise NotPassed(graded.short)
        if graded.result.outcome is Outcome.SKIPPED:
            pytest.skip(graded.short)

    def runtest(self) -> None:
        assert self._graded is not None
        if self._graded.printed:
            self.add_report_section("call", "stdout", self._graded.printed)
        if self._graded.result.outcome is Outcome.FAILED:
            raise NotPassed(self._graded.told)

    def put_right(self, report: pytest.TestReport, error: BaseException) -> None:
        """Have ``report`` on this say what we have to say, and nothing of the code that said it."""
        if isinstance(error, NotPassed):
            report.longrepr = str(error)
        elif isinstance(error, pytest.skip.Exception):
            report.longrepr = (str(self.path), self.line + 1, f"Skipped: {error}")
