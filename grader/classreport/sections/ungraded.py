"""Who could not be graded, and why. None of it is 0 points: it wants somebody to look, or another run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from grader.classreport.causes import words_of
from grader.classreport.numbers import many
from grader.classreport.sections.parts import folded, paragraph, people, person, table, titled
from grader.classreport.standing import is_ungraded, ungraded_marks
from grader.exports.html_parts import NOTHING, Html, element, joined, prose, text
from grader.gradebook.standing import Mark, Standing, Standings, Student

_LONGEST = 80
_NOTHING = "nothing in it could be graded"
_UNDECIDED = "it is not clear which file is meant"


@dataclass(frozen=True, slots=True)
class Why:
    """One cause, in words, and to whom it happened. ``message`` is the one that was given most often."""

    cause: str
    exercises: tuple[str, ...]
    students: tuple[Student, ...]
    message: str


def reasons(standings: Standings) -> list[Why]:
    """By cause, the most frequent first."""
    found: dict[str, list[tuple[Student, Mark | None]]] = {}
    for each in standings.students:
        for mark in ungraded_marks(each):
            found.setdefault(words_of(mark), []).append((each.student, mark))
        if is_ungraded(each) and not ungraded_marks(each):
            undecided = each.counts is not None and each.counts.undecided
            found.setdefault(_UNDECIDED if undecided else _NOTHING, []).append((each.student, None))
    whys = [_why(cause, met) for cause, met in found.items()]
    return sorted(whys, key=lambda why: (-len(why.students), why.cause))


def _why(cause: str, met: Sequence[tuple[Student, Mark | None]]) -> Why:
    students = {student.key: student for student, _ in met}
    exercises = dict.fromkeys(mark.task.id for _, mark in met if mark is not None)
    messages = Counter(mark.message for _, mark in met if mark is not None and mark.message)
    (message, _), *_ = messages.most_common(1) or [("", 0)]
    return Why(cause, tuple(exercises), tuple(students.values()), message)


def section(standings: Standings, place: str, names: bool) -> Html:
    found = reasons(standings)
    noted = [each for each in standings.students if any(attempt.notes for attempt in each.attempts)]
    if not found and not noted:
        return NOTHING
    if not found:
        return titled(f"{place}-ungraded", "What was noticed", _notes(noted, names))
    said = paragraph(
        "These have no score, which is not 0 points. Mend what is in the way, and grade them again with `grade batch`."
    )
    listed = table(
        "Could not be graded, by cause", ("Why", "Exercises", "Students"), [_row(why, names) for why in found]
    )
    ungraded = [each for each in noted if is_ungraded(each) or ungraded_marks(each)]
    others = [each for each in noted if each not in ungraded]
    notes = (_notes(ungraded, names), folded(f"Noticed of {many(len(others), 'other')}", _notes(others, names)))
    return titled(f"{place}-ungraded", "Could not be graded", said, listed, *notes[: 1 + bool(others)])


def _row(why: Why, names: bool) -> tuple[Html, ...]:
    cause = element("strong", text(f"{why.cause[:1].upper()}{why.cause[1:]}"))
    message = element("span", prose(why.message), class_="under") if why.message else NOTHING
    exercises = joined((element("code", text(each, _LONGEST)) for each in why.exercises), ", ")
    return joined((cause, message), " "), exercises, people(why.students, names)


def _notes(noted: Sequence[Standing], names: bool) -> Html:
    """What was taken for what, and what could not be taken, of each submission."""
    rows = [
        (person(each.student, names), joined(element("p", prose(f"{note}.")) for note in _notes_of(each)))
        for each in noted
    ]
    return table("Notes on submissions", ("Student", "Noticed"), rows)


def _notes_of(each: Standing) -> list[str]:
    return list(dict.fromkeys(note for attempt in each.attempts for note in attempt.notes))
