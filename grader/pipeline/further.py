"""What is asked of a submission after its first answers: names of calls, laws, time against the reference, once more.

All of it takes time of its own: it is the grader that wants to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from grader.judge import judge_again, judge_laws, judge_operators, judge_slowdown
from grader.model.calls import Call
from grader.model.record import Record
from grader.model.result import Cause
from grader.model.spec import Course, Exercise
from grader.pipeline.observed import with_calls
from grader.pipeline.pending import judge_source
from grader.pipeline.runs import Run
from grader.sandbox import Lost, Session

# A call that took too long is timed this often again: the fastest counts.
_TIMES = 2


class GivenUpError(Exception):
    """A child was lost by what student code did in a further call."""

    def __init__(self, lost: Lost) -> None:
        super().__init__(lost)
        self.lost = lost


class Further:
    """Further calls of one exercise. They stop where one takes too long: that costs nothing."""

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
            names = self._exercise.names
            run.verdicts += judge_source(case.source, getattr(self._session, "files", ()), names, trace)
            run.verdicts += judge_operators(case, trace)

    def follow_up(self, runs: Sequence[Run]) -> None:
        """Ask what is worth asking of right answers only."""
        for run in runs:
            if run.expected.laws:
                self._laws(run)
        for run in runs:
            if run.expected.seconds is not None:
                self._slowdown(run)
        repeated = [(run, run.expected.again) for run in runs if run.expected.again is not None]
        answers = self._ask([again[0] for _, again in repeated if again])
        for (run, again), answer in zip(repeated, answers, strict=False):
            assert run.record is not None and again is not None
            differs = judge_again(run.expected.record, again[1], run.record, answer, run.expected.draft.case.line)
            if differs is not None:
                run.verdicts.append(differs)

    def _laws(self, run: Run) -> None:
        assert run.record is not None
        expected = run.expected
        answers = list(self._ask([call for calls in expected.laws for call in calls]))
        if len(answers) < sum(map(len, expected.laws)):
            return
        rest = iter(answers)
        grouped = tuple(tuple(next(rest) for _ in calls) for calls in expected.laws)
        draft = expected.draft
        run.verdicts += judge_laws(
            draft.case, expected.call, run.record, expected.laws, grouped, draft.inputs,
            rtol=self._course.rtol, atol=self._course.atol,
        )  # fmt: skip

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

    def _ask(self, calls: Sequence[Call]) -> Iterator[Record]:
        """The answers, in order, up to the first that is lost. Raises ``GivenUpError`` but for one that is too slow."""
        for answer in self._session.run(calls, self._exercise.limits.seconds).answers if calls else ():
            if isinstance(answer, Record):
                yield answer
            elif answer.cause is not Cause.TIMEOUT:
                raise GivenUpError(answer)
