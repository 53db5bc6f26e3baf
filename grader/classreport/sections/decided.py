"""Overrides: what the grader gave, what a person decided instead, and why."""

from __future__ import annotations

from grader.classreport.numbers import many, shown
from grader.classreport.sections.parts import moment, paragraph, person, table, titled
from grader.classreport.standing import automatic, marks_of
from grader.exports.html_parts import NOTHING, Html, element, prose, text
from grader.gradebook.standing import Override, Standing, Standings

_LONGEST = 80


def section(standings: Standings, place: str, names: bool) -> Html:
    found = [(each, override) for each in standings.students for override in each.overrides]
    if not found:
        return NOTHING
    said = paragraph(f"A person decided {many(len(found), 'score')}. What the grader gave is kept beside each.")
    heads = ("Student", "What", "Grader", "Decided", "Reason", "When")
    rows = [_row(each, override, names) for each, override in found]
    return titled(f"{place}-overrides", "Overrides", said, table("Overrides", heads, rows, (2, 3)))


def _row(each: Standing, override: Override, names: bool) -> tuple[Html, ...]:
    what = text("everything") if override.exercise is None else element("code", text(override.exercise, _LONGEST))
    return (
        person(each.student, names),
        what,
        text(_points(_given(each, override))),
        element("strong", text("excused" if override.score is None else shown(override.score))),
        element("p", prose(override.reason)),
        moment(override.at),
    )


def _given(each: Standing, override: Override) -> int | None:
    if override.exercise is None:
        return automatic(each)
    mark = marks_of(each).get(override.exercise)
    return mark.score if mark else None


def _points(score: int | None) -> str:
    return "–" if score is None else shown(score)
