"""Late work: by how much, and what that costs."""

from __future__ import annotations

from grader.classreport.numbers import shown
from grader.classreport.sections.parts import moment, person, table, titled
from grader.exports.html_parts import NOTHING, Html, element, text
from grader.gradebook.standing import Attempt, Standing, Standings


def section(standings: Standings, place: str, names: bool) -> Html:
    """The latest first."""
    found = [(each.counts, each) for each in standings.students if each.counts is not None and is_late(each.counts)]
    if not found:
        return NOTHING
    cost = sum(counts.penalty for counts, _ in found)
    what = "submission that counts is" if len(found) == 1 else "submissions that count are"
    said = text(f"{len(found):,} {what} late, which takes off {shown(cost)} points in all.")
    due = (text(" Due was "), moment(standings.due), text(".")) if standings.due else ()
    rows = [_row(counts, each, names) for counts, each in sorted(found, key=lambda one: -one[0].days_late)]
    heads = ("Student", "Days", "Handed in", "Takes off", "Score")
    return titled(
        f"{place}-late",
        "Late work",
        element("p", said, *due, class_="said"),
        table("Late work", heads, rows, (1, 3, 4)),
    )


def is_late(counts: Attempt) -> bool:
    return counts.days_late > 0 or counts.penalty > 0


def _row(counts: Attempt, each: Standing, names: bool) -> tuple[Html, ...]:
    return (
        person(each.student, names),
        text(str(counts.days_late)),
        moment(counts.at),
        text(shown(counts.penalty)),
        text("–" if each.score is None else shown(each.score)),
    )
