"""What is asked of a submission after its first answers: names of calls, laws, time against the reference, once more.

All of it takes time of its own: it is the grader that wants to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from grader.judge import judge_again, judge_operators, judge_slowdown
from grader.model.calls import RESULT, Call
from grader.model.record import Record
from grader.model.result import Cause
from grader.model.spec import Course, Exercise
from grader.pipeline.laws import calls_for_laws, law_verdicts
from grader.pipeline.observed import with_calls
from grader.pipeline.runs import Run
from grader.sandbox import Lost, Session
from grader.source import judge_source

# A call that took too long is timed this often again: the fastest counts.
_TIMES = 2
# Calls for laws may take this many times as long as the first call did, or the exercise's own time if that is longer.
_LONGER = 10


class GivenUpError(Exception):
    """A child was lost by what student code did in a further call."""

    def __init__(self, lost: Lost) -> None:
        super().__init__(lost)
        self.lost = lost


class Further:
    """Further calls of one exercise. They stop where one takes too long: but for laws that costs nothing."""

    def __init__(self, session: Session, exercise: Exercise, course: Course) -> None:
        self._session, self._exercise, self._course = session, exercise, course

    def trace(self, runs: Iterable[Run]) -> None:
        """Note what is called, in calls that are not timed, before what was answered is judged."""
        traced = [(run, run.expected.traced) for run in runs if run.is_answered and run.expected.traced is not None]
        for (run, _), record in zip(traced, self._ask([call for _, call in traced if call]), strict=False):
            assert run.record is not None
            run.record = with_calls(run.record, record.trace)

    def judge_text(self, runs: Iterable[Run]) -> None:
        """Judge the rules on the source and the number of operators, once a case."""
        for run in runs:
            draft = run.expected.draft
            if not draft.is_first or run.record is None:
                continue
            case, trace = draft.case, run.record.trace
            steps = tuple(step.calls for step in case.steps if step.calls and "." not in step.calls[0])
            run.verdicts += judge_source(case.source, self._session.files, self._exercise.names, trace, steps)
            run.verdicts += judge_operators(case, trace)

    def judge_laws(self, runs: Iterable[Run]) -> None:
        """Judge the laws of answers that are right so far. Whoever does not answer in time keeps none from then on."""
        in_time = True
        for run in runs:
            calls = calls_for_laws(run.expected)
            if not calls or run.record is None:
                continue
            seconds = max(self._exercise.limits.seconds, _LONGER * run.seconds * len(calls))
            answers = list(self._ask(calls, seconds)) if in_time else []
            in_time = len(answers) == len(calls)
            run.verdicts += law_verdicts(run.expected, run.record, answers, self._course.rtol, self._course.atol)

    def follow_up(self, runs: Sequence[Run]) -> None:
        """Ask what is worth asking of right answers only."""
        for run in runs:
            if run.expected.seconds is not None:
                self._slowdown(run)
        repeated = [(run, run.expected.again) for run in runs if run.expected.again is not None]
        answers = self._ask([again[0] for _, again in repeated if again])
        for (run, again), answer in zip(repeated, answers, strict=False):
            assert run.record is not None and again is not None
            case = run.expected.draft.case
            results = tuple(step.name for step in case.steps) or (RESULT,)
            differs = judge_again(run.expected.record, again[1], run.record, answer, case.line, results)
            if differs is not None:
                run.verdicts.append(differs)

    def _slowdown(self, run: Run) -> None:
        case, reference = run.expected.draft.case, run.expected.seconds
        assert reference is not None
        verdict = judge_slowdown(case, reference, run.seconds)
        for _ in range(_TIMES):
            if verdict is None or verdict.passed:
                break
            observed = self._session.run([run.expected.call], self._exercise.limits.seconds)
            verdict = judge_slowdown(case, reference, min([run.seconds, *observed.seconds]))
        if verdict is not None:
            run.verdicts.append(verdict)

    def _ask(self, calls: Sequence[Call], seconds: float | None = None) -> Iterator[Record]:
        """The answers, in order, up to the first that is lost. Raises ``GivenUpError`` but for one that is too slow."""
        seconds = self._exercise.limits.seconds if seconds is None else seconds
        for answer in self._session.run(calls, seconds).answers if calls else ():
            if isinstance(answer, Record):
                yield answer
            elif answer.cause is not Cause.TIMEOUT:
                raise GivenUpError(answer)
