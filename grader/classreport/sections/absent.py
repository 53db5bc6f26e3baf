"""Who is missing, and who handed in without being on the roster."""

from __future__ import annotations

from grader.classreport.numbers import many
from grader.classreport.sections.parts import paragraph, people, titled
from grader.classreport.standing import is_missing
from grader.exports.html_parts import NOTHING, Html, joined
from grader.gradebook.standing import Standings


def section(standings: Standings, place: str, names: bool) -> Html:
    """Nothing where everybody who is enrolled handed in, and nobody else."""
    missing = [each.student for each in standings.students if is_missing(each)]
    strangers = [each.student for each in standings.students if each.attempts and not each.student.enrolled]
    is_any_enrolled = any(each.student.enrolled for each in standings.students)
    found = []
    if missing:
        words = many(len(missing), "student has handed nothing in", "students have handed nothing in")
        found.append(titled(f"{place}-missing", "Missing", paragraph(f"{words}."), people(missing, names)))
    if strangers and is_any_enrolled:
        words = many(len(strangers), "student who handed in is on no roster", "students who handed in are on no roster")
        found.append(titled(f"{place}-strangers", "Not enrolled", paragraph(f"{words}."), people(strangers, names)))
    return joined(found) if found else NOTHING
