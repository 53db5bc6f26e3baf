"""How hard each exercise was: who passes it, and what became of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from grader.classreport.causes import GROUPS, PASSED, UNGRADED, group_of, words_of
from grader.classreport.charts import matrix
from grader.classreport.numbers import many, named, share
from grader.classreport.sections.parts import exercise, folded, paragraph, table, titled
from grader.classreport.standing import marks_of
from grader.exports.html_parts import NOTHING, Html, element, text
from grader.gradebook.standing import Mark, Standings, Task
from grader.model.result import Outcome
from grader.reporters.inert import inert
from grader.reporters.numbers import points

_HARD = 0.5
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Difficulty:
    """``marks`` of everybody whose submission counts."""

    task: Task
    marks: tuple[Mark, ...]

    @property
    def passed(self) -> int:
        return sum(mark.outcome is Outcome.PASSED for mark in self.marks)

    @property
    def graded(self) -> int:
        return sum(mark.score is not None for mark in self.marks)

    @property
    def earned(self) -> str:
        """How much of its points is earned, of what could be graded."""
        return share(sum(mark.score or 0 for mark in self.marks), self.graded * self.task.points)


def difficulties(standings: Standings) -> list[Difficulty]:
    found = [marks_of(each) for each in standings.students]
    return [Difficulty(task, tuple(marks[task.id] for marks in found if task.id in marks)) for task in standings.tasks]


def section(standings: Standings, place: str, names: bool) -> Html:
    del names
    found = difficulties(standings)
    if not any(each.graded for each in found):
        return NOTHING
    chart = _matrix(found)
    title, described = "What became of each exercise", _described(found)
    figure = element(
        "figure",
        matrix.narrow(chart, title, described),
        matrix.wide(chart, title, described),
    )
    said = paragraph(_hardest(found))
    return titled(f"{place}-exercises", "Exercises", said, figure, folded("The chart as a table", _table(found)))


def _hardest(found: Sequence[Difficulty]) -> str:
    """The sentence that somebody in a hurry reads."""
    known = [each for each in found if each.graded]
    rates = sorted(known, key=lambda each: each.passed / each.graded)
    hard = [each for each in rates if each.passed / each.graded < _HARD][:_NAMED]
    if not hard:
        return "Each exercise is passed by half of those who handed in, or more."
    words = named([f"`{inert(each.task.id, 60)}` ({share(each.passed, each.graded)} pass)" for each in hard])
    return f"The hardest: {words}."


def _matrix(found: Sequence[Difficulty]) -> matrix.Matrix:
    """Only the columns that have something in them."""
    counted = [Counter(map(group_of, each.marks)) for each in found]
    heads = [head for head in (PASSED, *GROUPS, UNGRADED) if head == PASSED or any(count[head] for count in counted)]
    rows = [
        matrix.Row(each.task.id, f"{share(each.passed, each.graded)} pass", [count[head] for head in heads])
        for each, count in zip(found, counted, strict=True)
    ]
    return matrix.Matrix([head.replace(UNGRADED, "not\ngraded") for head in heads], rows)


def _described(found: Sequence[Difficulty]) -> str:
    each = [f"{inert(one.task.id, 60)} {share(one.passed, one.graded)}" for one in found[:20]]
    return (
        f"Bars for each exercise: how many pass, and why the others do not. The share that passes: {', '.join(each)}."
    )


def _table(found: Sequence[Difficulty]) -> Html:
    rows = [
        (
            exercise(each.task),
            text(str(points(each.task.points))),
            text(f"{each.passed} of {len(each.marks)}"),
            text(each.earned),
            text(_why(each)),
        )
        for each in found
    ]
    heads = ("Exercise", "Points", "Passed", "Earned", "The others")
    return table("Exercises and what became of them", heads, rows, (1, 2, 3))


def _why(each: Difficulty) -> str:
    """Every cause with its count, the most frequent first."""
    causes = Counter(words_of(mark) for mark in each.marks if mark.outcome is not Outcome.PASSED)
    return "; ".join(f"{count} {words}" for words, count in causes.most_common()) or many(0, "other")
