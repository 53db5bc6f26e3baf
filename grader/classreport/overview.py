"""A class in a few numbers, and several assignments side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.classreport.charts import ridges
from grader.classreport.numbers import middle, share, shown
from grader.classreport.sections.late import is_late
from grader.classreport.sections.parts import table, titled
from grader.classreport.standing import is_missing, is_ungraded
from grader.exports.html_parts import Html, element, text
from grader.gradebook.standing import Standings
from grader.reporters.inert import inert
from grader.reporters.numbers import points

_BARS = 21
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of students, ``handed_in`` of those that are enrolled, ``strangers`` of others. ``scores`` are sorted."""

    enrolled: int
    handed_in: int
    strangers: int
    missing: int
    ungraded: int
    excused: int
    late: int
    scores: tuple[int, ...]


def counted(standings: Standings) -> Figures:
    students = standings.students
    return Figures(
        enrolled=sum(each.student.enrolled for each in students),
        handed_in=sum(bool(each.attempts) and each.student.enrolled for each in students),
        strangers=sum(bool(each.attempts) and not each.student.enrolled for each in students),
        missing=sum(map(is_missing, students)),
        ungraded=sum(map(is_ungraded, students)),
        excused=sum(each.excused for each in students),
        late=sum(each.counts is not None and is_late(each.counts) for each in students),
        scores=tuple(sorted(each.score for each in students if each.score is not None)),
    )


def figures(standings: Standings, place: str) -> Html:
    """The numbers that are looked for first; those of which there is more below lead there."""
    return element("dl", *_tiles(standings, counted(standings), place), class_="figures")


def _tiles(standings: Standings, found: Figures, place: str) -> Iterator[Html]:
    if found.enrolled:
        yield _tile("Handed in", f"{found.handed_in:,}", f"of {found.enrolled:,}")
    if found.strangers:
        link = f"#{place}-strangers" if found.enrolled else ""
        yield _tile("Not enrolled" if found.enrolled else "Handed in", f"{found.strangers:,}", "", link)
    if found.scores:
        yield _tile("Median", shown(middle(found.scores)), f"of {points(standings.points)}", f"#{place}-scores")
        whole = sum(score >= standings.points for score in found.scores)
        yield _tile("Have everything", f"{whole:,}", f"({share(whole, len(found.scores))})")
    else:
        yield _tile("Median", "–", "no score yet")
    if found.ungraded:
        yield _tile("Could not be graded", f"{found.ungraded:,}", "", f"#{place}-ungraded", "warn")
    if found.missing:
        yield _tile("Missing", f"{found.missing:,}", "", f"#{place}-missing")
    if found.excused:
        yield _tile("Excused", f"{found.excused:,}", "")
    if found.late:
        yield _tile("Late", f"{found.late:,}", "", f"#{place}-late")


def _tile(word: str, number: str, more: str, link: str = "", class_: str = "plain") -> Html:
    shown_number = element("a", text(number), href=link) if link else text(number)
    rest = element("span", text(f" {more}"), class_="dim") if more else text("")
    return element("div", element("dt", text(word)), element("dd", shown_number, rest), class_=class_)


def overview(classes: Sequence[Standings]) -> Html:
    """Assignments as small histograms over one axis, and as a table that leads to each."""
    found = [(each, counted(each)) for each in classes]
    side = element("div", _table(found), class_="beside")
    return titled("overview", "All assignments", element("div", _chart(found), side, class_="pair"), level="h2")


def _chart(found: Sequence[tuple[Standings, Figures]]) -> Html:
    drawn = [
        ridges.Ridge(
            each.title or each.assignment, _median(each, numbers), _counts(each, numbers), _place(each, numbers)
        )
        for each, numbers in found
    ]
    ticks = [
        (0.5 / _BARS + place * (_BARS - 1) / _BARS, f"{place * 100:.0f} %") for place in (0.0, 0.25, 0.5, 0.75, 1.0)
    ]
    described = " ".join(f"{inert(each.title, 80)}: {_median(each, numbers)}." for each, numbers in found[:20])
    title = "How the scores of each assignment are distributed"
    return element("figure", ridges.draw(drawn, ticks, "share of the points", title, described))


def _share(score: float, most: int) -> float:
    """Between 0 and 1: what is beyond is counted at the end."""
    return min(max(score / most, 0.0), 1.0) if most else 0.0


def _counts(each: Standings, numbers: Figures) -> list[int]:
    counts = [0] * _BARS
    for score in numbers.scores:
        counts[round(_share(score, each.points) * (_BARS - 1))] += 1
    return counts


def _place(each: Standings, numbers: Figures) -> float | None:
    return _share(middle(numbers.scores), each.points) * (_BARS - 1) + 0.5 if numbers.scores else None


def _median(each: Standings, numbers: Figures) -> str:
    if not numbers.scores:
        return "no score yet"
    return f"median {shown(middle(numbers.scores))} of {points(each.points)}"


def _table(found: Sequence[tuple[Standings, Figures]]) -> Html:
    rows = [
        (
            element("a", text(each.title or each.assignment, _LONGEST), href=f"#a{number}"),
            text(f"{numbers.handed_in + numbers.strangers:,}"),
            text(f"{numbers.missing:,}"),
            text(f"{numbers.ungraded:,}"),
            text(f"{shown(middle(numbers.scores))} of {points(each.points)}" if numbers.scores else "–"),
        )
        for number, (each, numbers) in enumerate(found, 1)
    ]
    heads = ("Assignment", "Handed in", "Missing", "Not graded", "Median")
    return table("All assignments", heads, rows, (1, 2, 3, 4))
