"""Near misses: numbers alone were off, and by little. Perhaps the check is unfair, and only its author can tell."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from grader.classreport.charts import ridges
from grader.classreport.charts.sheet import Paint
from grader.classreport.numbers import many
from grader.classreport.sections.mistakes import failed
from grader.classreport.sections.parts import exercise, folded, paragraph, person, table, titled
from grader.exports.html_parts import NOTHING, Html, element, joined, text
from grader.gradebook.standing import Standings, Student, Task
from grader.reporters.inert import inert

# Times the tolerance.
FURTHEST = 10.0
_BARS = 24
_TICKS = (1, 2, 3, 5, 10)
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Near:
    """``misses`` are times the tolerance, with whose they are, the nearest first."""

    task: Task
    misses: tuple[tuple[float, Student], ...]

    @property
    def middle(self) -> float:
        return median(miss for miss, _ in self.misses)


def near_misses(standings: Standings) -> list[Near]:
    """By exercise, the one with the most first; of equal ones that with the nearest."""
    found: dict[str, list[tuple[float, Student]]] = {}
    tasks: dict[str, Task] = {}
    for student, mark in failed(standings):
        if mark.miss is not None and 0 < mark.miss <= FURTHEST:
            found.setdefault(mark.task.id, []).append((mark.miss, student))
            tasks[mark.task.id] = mark.task
    each = [Near(tasks[name], tuple(sorted(some, key=lambda one: one[0]))) for name, some in found.items()]
    return sorted(each, key=lambda near: (-len(near.misses), near.misses[0][0]))


def section(standings: Standings, place: str, names: bool) -> Html:
    found = near_misses(standings)
    if not found:
        return NOTHING
    said = paragraph(
        f"Numbers that were off by no more than {FURTHEST:g} times what is allowed, and nothing else was wrong. Right "
        "work that rounds otherwise looks like this, so these are candidates for an unfair check. To look at the "
        "check, and at how far right work is off, run the command."
    )
    side = element("div", _table(found), *(_look(standings, each, names) for each in found), class_="beside")
    pair = element("div", _chart(found), side, class_="pair")
    return titled(f"{place}-near", "Near misses", said, pair)


def place_of(miss: float) -> float:
    """Between 0, where it would just pass, and 1, in equal factors."""
    return min(max(math.log10(max(miss, 1.0)) / math.log10(FURTHEST), 0.0), 1.0)


def _chart(found: Sequence[Near]) -> Html:
    drawn = [
        ridges.Ridge(each.task.id, many(len(each.misses), "student"), _counts(each), place_of(each.middle) * _BARS)
        for each in found
    ]
    ticks = [(place_of(tick), f"{tick}×") for tick in _TICKS]
    described = " ".join(
        f"{inert(each.task.id, 60)}: {many(len(each.misses), 'student')} from {_times(each.misses[0][0])} to "
        f"{_times(each.misses[-1][0])}." for each in found[:20]
    )  # fmt: skip
    title = "How near they are, as multiples of what is allowed"
    return element("figure", ridges.draw(drawn, ticks, "times what is allowed", title, described, Paint.LOST))


def _counts(each: Near) -> list[int]:
    counts = [0] * _BARS
    for miss, _ in each.misses:
        counts[min(int(place_of(miss) * _BARS), _BARS - 1)] += 1
    return counts


def _table(found: Sequence[Near]) -> Html:
    rows = [
        (
            exercise(each.task),
            text(str(len(each.misses))),
            text(_times(each.misses[0][0])),
            text(_times(each.middle)),
        )
        for each in found
    ]
    return table("Near misses by exercise", ("Exercise", "Students", "Nearest", "Median"), rows, (1, 2, 3))


def _command(standings: Standings, task: Task) -> Html:
    words = f"grade audit {inert(standings.assignment, _LONGEST)} --show {inert(task.id, _LONGEST)}"
    return element("code", text(words), class_="command")


def _look(standings: Standings, each: Near, names: bool) -> Html:
    """The command to look, and whose work it is about."""
    items = [element("li", joined((person(student, names), text(_times(miss))), " ")) for miss, student in each.misses]
    who = folded(many(len(each.misses), "student"), element("ul", *items, class_="people"))
    return element("div", _command(standings, each.task), who, class_="look")


def _times(miss: float) -> str:
    return f"{miss:.3g}×"
