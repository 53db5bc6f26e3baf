"""The commonest mistakes, as far as their diagnosis is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.classreport.charts import bars
from grader.classreport.numbers import many
from grader.classreport.sections.parts import paragraph, table, titled
from grader.classreport.standing import marks_of
from grader.exports.html_parts import NOTHING, Html, element, joined, prose, text
from grader.gradebook.standing import Mark, Standings, Student
from grader.model.result import Outcome

_MOST_BARS = 10
_FEWEST = 2
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Mistake:
    """``explanation`` is the one that most were given, ``exercises`` are counted by student."""

    name: str
    explanation: str
    students: int
    exercises: tuple[tuple[str, int], ...]


def mistakes(standings: Standings) -> list[Mistake]:
    """The one that most students made first."""
    made: dict[str, list[tuple[Student, Mark]]] = {}
    for student, mark in failed(standings):
        if mark.diagnosis:
            made.setdefault(mark.diagnosis, []).append((student, mark))
    found = [_mistake(name, each) for name, each in made.items()]
    return sorted(found, key=lambda each: (-each.students, each.name))


def failed(standings: Standings) -> Iterator[tuple[Student, Mark]]:
    for each in standings.students:
        for mark in marks_of(each).values():
            if mark.outcome is Outcome.FAILED:
                yield each.student, mark


def _mistake(name: str, made: Sequence[tuple[Student, Mark]]) -> Mistake:
    explained = Counter(mark.explanation for _, mark in made if mark.explanation)
    (explanation, _), *_ = explained.most_common(1) or [("", 0)]
    exercises = Counter(mark.task.id for _, mark in made)
    return Mistake(name, explanation, len({student.key for student, _ in made}), tuple(exercises.most_common()))


def section(standings: Standings, place: str, names: bool) -> Html:
    del names
    found, everything = mistakes(standings), list(failed(standings))
    if not everything:
        return NOTHING
    unknown = sum(not mark.diagnosis for _, mark in everything)
    total = many(len(everything), "exercise was handed in and not passed", "exercises were handed in and not passed")
    if not found:
        return titled(f"{place}-mistakes", "Mistakes", paragraph(f"{total}. None has a diagnosis."))
    said = paragraph(f"{total}; {len(everything) - unknown:,} of them have a diagnosis.")
    listed = table("Mistakes by diagnosis", ("Mistake", "Students", "Where"), [_row(each) for each in found], (1,))
    pair = element("div", _chart(found), element("div", listed, class_="beside"), class_="pair narrow-left")
    return titled(f"{place}-mistakes", "Commonest mistakes", said, pair if len(found) >= _FEWEST else listed)


def _chart(found: Sequence[Mistake]) -> Html:
    shown = [(_name(each), each.students) for each in found[:_MOST_BARS]]
    described = f"Bars: {', '.join(f'{name} {count}' for name, count in shown)}. The table below says what each is."
    return element("figure", bars.draw(shown, "Students by mistake", described))


def _row(each: Mistake) -> tuple[Html, ...]:
    """In words, with the name by which the documentation has it."""
    name = element("strong", text(_name(each), _LONGEST))
    explained = element("span", prose(each.explanation), class_="under") if each.explanation else NOTHING
    where = [
        joined((element("code", text(exercise, _LONGEST)), text(f" {count}"))) for exercise, count in each.exercises
    ]
    return joined((name, explained), " "), text(str(each.students)), joined(where, ", ")


def _name(each: Mistake) -> str:
    return each.name.replace("_", " ")
