"""What is asked of a submission after its first answers: names of calls, laws, time against the reference, once more.

All of it takes time of its own: it is the grader that wants to know. A child that is lost meanwhile fails the case that
was being asked, and no other.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence

from grader.judge import judge_again, judge_slowdown, judge_untraced, lost_again
from grader.model.calls import Call
from grader.model.record import Record
from grader.model.result import Cause
from grader.model.spec import Course, Exercise
from grader.pipeline.laws import calls_for_laws, law_verdicts
from grader.pipeline.observed import with_calls
from grader.pipeline.runs import Run
from grader.pipeline.spent import seconds_of
from grader.pipeline.text import text_verdicts
from grader.sandbox import Lost, Observed, Session

# A call that took too long is timed this often again: the fastest counts.
_TIMES = 2
# Further calls may take this many times as long as the first did, or the exercise's own time if that is longer.
_LONGER = 10
# A loop of small operators takes twenty times as long while its calls are noted.
_TRACED = 30
# All further calls together may take this many times the exercise's own time: who waits in each must not hold us up.
_LONGEST = 30


class Further:
    """Further calls of one exercise."""

    def __init__(self, session: Session, exercise: Exercise, course: Course) -> None:
        self._session, self._exercise, self._course = session, exercise, course
        self._left = _LONGEST * exercise.limits.seconds

    def trace(self, runs: Iterable[Run]) -> None:
        """Note what is called, before what was answered is judged. Who does not answer has no names to show."""
        in_time = True
        for run in runs:
            if run.expected.traced is None or not run.is_answered:
                continue
            answers, lost = self._ask([run.expected.traced], _TRACED * run.seconds) if in_time else ([], None)
            in_time = in_time and (lost is None or lost.cause is not Cause.TIMEOUT)
            assert run.record is not None
            if answers:
                run.record = with_calls(run.record, answers[0].trace)
            else:
                run.untraced = True

    def judge_text(self, runs: Iterable[Run]) -> None:
        """Judge the rules on the source and the number of operators."""
        for run in runs:
            if run.record is not None:
                source = self._session.source
                run.verdicts += text_verdicts(run.expected, run.record, source.files, source.origins)
            if run.untraced:
                run.verdicts.append(judge_untraced(run.expected.draft.case))

    def judge_laws(self, runs: Iterable[Run]) -> None:
        """Judge the laws of answers that are right so far. Whoever does not answer in time keeps none from then on."""
        in_time = True
        for run in runs:
            calls = calls_for_laws(run.expected)
            if not calls or run.record is None:
                continue
            answers, lost = self._ask(calls, _LONGER * run.seconds * len(calls)) if in_time else ([], None)
            in_time = in_time and (lost is None or lost.cause is not Cause.TIMEOUT)
            run.verdicts += law_verdicts(run.expected, run.record, answers, self._course.rtol, self._course.atol)

    def judge_time(self, runs: Iterable[Run]) -> None:
        """Judge how long right answers took beside the reference."""
        for run in runs:
            case, reference = run.expected.draft.case, run.expected.seconds
            if reference is None or run.record is None:
                continue
            seconds, claimed = seconds_of(run.record, run.seconds)
            verdict = judge_slowdown(case, reference, seconds, claimed=claimed)
            for _ in range(_TIMES):
                if verdict is None or verdict.passed:
                    break
                observed = self._run([run.expected.call], self._exercise.limits.seconds)
                for answer, took in zip(observed.answers, observed.seconds, strict=True):
                    if isinstance(answer, Record):
                        seconds = min(seconds, seconds_of(answer, took)[0])
                verdict = judge_slowdown(case, reference, seconds, claimed=claimed)
            if verdict is not None:
                run.verdicts.append(verdict)

    def judge_again(self, runs: Iterable[Run]) -> None:
        """Ask some right answers for once more. One that is too slow then costs nothing."""
        for run in runs:
            if run.expected.again is None:
                continue
            call, wanted = run.expected.again
            answers, lost = self._ask([call], 0.0)
            assert run.record is not None
            expected, draft = run.expected, run.expected.draft
            if answers:
                differs = judge_again(
                    draft.case, expected.record, wanted, run.record, answers[0], draft.inputs,
                    rtol=self._course.rtol, atol=self._course.atol,
                    measured=expected.measured, resolution=expected.resolution,
                )  # fmt: skip
                run.verdicts += [differs] if differs is not None else []
            elif lost is not None and lost.cause is Cause.TIMEOUT:
                return
            elif lost is not None:
                run.verdicts.append(lost_again(draft.case, lost.message))

    def _ask(self, calls: Sequence[Call], seconds: float) -> tuple[list[Record], Lost | None]:
        """The answers, in order, within ``seconds`` or the exercise's own time; and why they end early, if they do."""
        observed = self._run(calls, max(self._exercise.limits.seconds, seconds))
        lost = next((answer for answer in observed.answers if isinstance(answer, Lost)), None)
        return [answer for answer in observed.answers if isinstance(answer, Record)], lost

    def _run(self, calls: Sequence[Call], seconds: float) -> Observed:
        started = time.monotonic()
        observed = self._session.run(calls, min(seconds, max(0.0, self._left)))
        self._left -= time.monotonic() - started
        return observed
