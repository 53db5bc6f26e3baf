"""The page of a class: what all assignments come to, then each in its sections. It runs nothing, as a result's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files

from grader.classreport.overview import figures, overview
from grader.classreport.sections import SECTIONS
from grader.classreport.standing import outdated
from grader.exports.html_parts import NOTHING, Html, element, head, joined, prose, text
from grader.gradebook.standing import Standings
from grader.reporters.inert import inert

_LONGEST = 120


def page(classes: Sequence[Standings], course: str, *, names: bool) -> str:
    """One file. Students stand there by their keys; with ``names`` by their names too."""
    body = element(
        "body",
        element("a", text("Skip to the first assignment"), href="#a1", class_="skip") if classes else NOTHING,
        element("header", element("h1", text(course)), _said(names)),
        element("main", *_main(classes, names)),
    )
    return "\n".join(("<!doctype html>", '<html lang="en">', _head(course), body, "</html>", ""))


def _head(course: str) -> Html:
    sheet = "".join(
        (files("grader") / name).read_text("utf-8") for name in ("exports/html_page.css", "classreport/page.css")
    )
    return head(text(f"{course}: the class"), sheet, '<meta name="robots" content="noindex">')


def _said(names: bool) -> Html:
    words = (
        "This page names students, and says what each of them got."
        if names
        else ("Students stand here by their keys, and with what each of them got.")
    )
    return element("p", text(f"{words} Keep it to yourself."), class_="dim")


def _main(classes: Sequence[Standings], names: bool) -> Iterator[Html]:
    if not classes:
        yield element("p", text("The gradebook has no assignment yet."))
    if len(classes) > 1:
        yield overview(classes)
    for number, each in enumerate(classes, 1):
        yield _assignment(each, f"a{number}", names)


def _assignment(standings: Standings, place: str, names: bool) -> Html:
    title = standings.title or standings.assignment
    name = element("code", text(standings.assignment, _LONGEST), class_="dim")
    heading = element(
        "h2", text(title), *((text(" "), name) if inert(title) != inert(standings.assignment) else ()), id=place
    )
    if not standings.students:
        found = element("p", text("Nobody is enrolled, and nothing was handed in."))
    else:
        found = joined(section(standings, place, names) for section in SECTIONS)
    numbers = figures(standings, place) if standings.students else NOTHING
    stale = (
        element("p", prose(f"{outdated(standings).capitalize()}."), class_="remarks") if standings.outdated else NOTHING
    )
    return element("section", heading, stale, numbers, found, class_="assignment", aria_labelledby=place)
