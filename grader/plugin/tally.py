"""What became of the exercises that were tested, as their reports have it, from however many processes they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pytest

from grader import progress
from grader.model.result import Cause, ExerciseResult, Outcome
from grader.plugin.chosen import Submission
from grader.reporters.numbers import points, worth
from grader.score import hundredths

_PREFIX = "grade."


def properties_of(
    submission: Submission, result: ExerciseResult, reason: str, notes: Sequence[str]
) -> list[tuple[str, object]]:
    """What a test's report carries of ``result``, and in one line the ``reason`` for it; JUnit's XML shows it too."""
    carried = {
        "assignment": submission.assignment.name,
        "submission": str(submission.files[0]),
        "exercise": result.id,
        "outcome": str(result.outcome),
        "cause": "" if result.cause is None else str(result.cause),
        "score": "" if result.score is None else str(points(result.score)),
        "points": str(points(result.points)),
        "reason": reason,
        "notes": "\n".join(notes),
    }
    return [(f"{_PREFIX}{name}", value) for name, value in carried.items()]


class _Lines(Protocol):
    def line(self, s: str) -> None: ...


@dataclass(frozen=True, slots=True)
class _Crash:
    message: str


class _Shown:
    """A text with what pytest's summary looks for, which would show no more than its first line."""

    def __init__(self, text: str, reason: str) -> None:
        self._text, self.reprcrash = text, _Crash(reason)

    def __str__(self) -> str:
        return self._text

    def toterminal(self, tw: _Lines) -> None:
        for line in self._text.split("\n"):
            tw.line(line)


class Tally:
    """The results of one session by submission and exercise: of each as much as counts for points and progress."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, ExerciseResult]] = {}
        self._notes: dict[str, None] = {}

    def hear(self, report: pytest.TestReport) -> None:
        """Take in ``report``, if it says what became of an exercise; the reason is put where pytest looks for it."""
        carried = {
            name.removeprefix(_PREFIX): str(value) for name, value in report.user_properties if name.startswith(_PREFIX)
        }
        if carried and (report.when == "call" or (report.when == "setup" and not report.passed)):
            result = _result(carried)
            self._found.setdefault(carried["submission"], {})[result.id] = result
            self._notes |= dict.fromkeys(filter(None, carried["notes"].split("\n")))
            if isinstance(report.longrepr, str):
                # Only here: on its way from a worker of pytest-xdist it would become a text again.
                report.longrepr = _Shown(report.longrepr, carried["reason"])  # type: ignore[assignment]

    def lines(self, submissions: Iterable[Submission]) -> Iterator[str]:
        """How each of ``submissions`` stands, of what was run, and what else is to be known of that."""
        for each in submissions:
            found = self._found.get(str(each.files[0]))
            if found is not None:
                yield f"{each.shown}: {_sum([one for one in found.values() if one.cause is not Cause.UNAVAILABLE])}"
                released = each.assignment.released
                if released is not None and released.checks:
                    checks = "1 hidden check" if released.checks == 1 else f"{released.checks} hidden checks"
                    yield f"{checks} ({worth(hundredths(released.points))}) not run here"
        yield from self._notes

    def remember(self, submissions: Iterable[Submission]) -> Iterator[str]:
        """Keep how far the student is, as `grade check` does; what there is to say of that, in sentences."""
        for each in submissions:
            found = self._found.get(str(each.files[0]))
            if found is not None and not each.is_reference:
                before = progress.read(each.course.root)
                after = before.with_results(each.assignment.name, tuple(found.values()))
                yield from filter(None, (before.remark, progress.write(each.course.root, after)))


def _sum(results: Sequence[ExerciseResult]) -> str:
    passed = sum(each.outcome is Outcome.PASSED for each in results)
    score, most = sum(each.score or 0 for each in results), sum(each.points for each in results)
    exercises = "1 exercise passes" if len(results) == 1 else f"{len(results)} exercises pass"
    return f"{passed} of {exercises}, {points(score)}/{points(most)} points"


def _result(carried: Mapping[str, str]) -> ExerciseResult:
    return ExerciseResult(
        id=carried["exercise"],
        title="",
        points=_read(carried["points"]),
        score=_read(carried["score"]) if carried["score"] else None,
        outcome=Outcome(carried["outcome"]),
        cause=Cause(carried["cause"]) if carried["cause"] else None,
    )


def _read(text: str) -> int:
    return hundredths(float(text))
