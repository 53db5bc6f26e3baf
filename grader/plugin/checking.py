"""Grades what pytest selected: one warm runner, each submission made ready once. This is where NumPy is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace

from grader.commands.grading import request_for, with_changes
from grader.commands.wish import Wish
from grader.errors import GraderError
from grader.exports.told import earned, in_short, told
from grader.model.result import Cause, ExerciseResult, Outcome
from grader.pipeline import Prepared
from grader.plugin.chosen import Submission
from grader.plugin.nodes import Graded
from grader.reporters.inert import inert_lines
from grader.reporters.telling import advice
from grader.sandbox import Runner

_LINES, _LINE = 200, 500


class Checking:
    """``selected`` names the exercises of each submission that will be wanted.

    They are graded together when the first of them is wanted, so that a file is imported once; with ``one_by_one`` each
    by itself, because others of them are wanted elsewhere. Its children end with it.
    """

    def __init__(
        self, runner: Runner, selected: Mapping[Submission, Sequence[str]], width: int, *, one_by_one: bool
    ) -> None:
        self._runner, self._selected, self._width, self._one_by_one = runner, selected, width, one_by_one
        self._prepared: dict[Submission, Prepared] = {}
        self._found: dict[tuple[Submission, str], Graded] = {}
        self._failed: dict[Submission, GraderError] = {}
        self._ends = ExitStack()

    def close(self) -> None:
        self._ends.close()

    def graded(self, submission: Submission, exercise: str) -> Graded:
        """Raises ``GraderError`` where nothing of ``submission`` can be graded."""
        if submission in self._failed:
            raise self._failed[submission]
        if (submission, exercise) not in self._found:
            try:
                self._grade(submission, [exercise] if self._one_by_one else self._selected[submission])
            except GraderError as error:
                self._failed[submission] = error
                raise
        return self._found[submission, exercise]

    def _grade(self, submission: Submission, ids: Sequence[str]) -> None:
        assignment, selected = submission.assignment, tuple(dict.fromkeys(self._selected[submission]))
        is_whole = len(selected) == len(assignment.exercises)
        wish = Wish(submission.files[0], assignment.name, None, None, False, only=() if is_whole else selected)
        request = request_for(wish, submission.course, assignment, submission.files[0])
        prepared = self._prepared.get(submission)
        if prepared is None:
            prepared = self._prepared[submission] = self._ends.enter_context(Prepared(request, self._runner))
        if len(ids) < len(selected):
            request = replace(request, only=tuple(ids))
        result = with_changes(request, prepared.grade(request))
        for each in result.exercises:
            self._found[submission, each.id] = replace(self._worded(each, assignment.name), notes=result.notes)

    def _worded(self, result: ExerciseResult, assignment: str) -> Graded:
        printed = "\n".join(inert_lines(result.output.strip("\n"), _LINES, _LINE)) if result.output.strip() else ""
        short = in_short(result)
        if result.outcome is not Outcome.FAILED or result.cause is Cause.IMPORT:
            return Graded(result, short, short, printed)  # what ends every exercise is one line in each
        if result.cause is Cause.NOT_IMPLEMENTED:
            more = [f"→ {text}"] if (text := advice(result)) else []
            return Graded(result, short, "\n".join([short, *more]), printed)
        # What it printed has a section of its own.
        lines = [told(replace(result, output=""), self._width)]
        lines += [f"   The cases that passed earn points: {earned(result)}"] if result.score else []
        lines += [f"   A hint: `grade hint {assignment}/{result.id}`"] if result.hints else []
        return Graded(result, short, "\n".join(lines), printed)
