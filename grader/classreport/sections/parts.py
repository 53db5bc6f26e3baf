"""What sections are made of: headings, lists of people, tables, what is folded away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from grader.classreport.numbers import many
from grader.classreport.numbers import moment as words_of
from grader.exports.html_parts import NOTHING, Html, element, joined, prose, text
from grader.gradebook.standing import Student, Task

_LONGEST = 80
# More people, or rows, are folded away: they are there for whoever asks.
MOST, MOST_ROWS = 30, 15


def titled(place: str, title: str, *content: Html, level: str = "h3") -> Html:
    """A section with its heading."""
    head = element(level, text(title), id=place)
    return element("section", head, *content, aria_labelledby=place)


def paragraph(words: str, class_: str = "said") -> Html:
    return element("p", prose(words), class_=class_)


def person(student: Student, names: bool) -> Html:
    """The key; the name too, where names are asked for and there is one."""
    key = element("bdi", text(student.key, _LONGEST), class_="key")
    if not names or not student.name or student.name == student.key:
        return key
    return joined((key, element("bdi", text(student.name, _LONGEST), class_="name")), " ")


def people(students: Sequence[Student], names: bool) -> Html:
    """All of them; folded away where they are many."""
    items = [element("li", person(each, names)) for each in students]
    found = element("ul", *items, class_="people")
    return folded(many(len(students), "student"), found) if len(students) > MOST else found


def moment(at: datetime | None) -> Html:
    """A time, on one line."""
    return element("time", text(words_of(at)), **({"datetime": at.isoformat()} if at else {}))


def folded(words: str, content: Html) -> Html:
    return element("details", element("summary", text(words)), content)


def exercise(task: Task) -> Html:
    """Its id, by which it is asked for, and its title."""
    name = element("code", text(task.id, _LONGEST))
    if not task.title or task.title == task.id:
        return name
    return joined((name, element("span", text(task.title, 2 * _LONGEST), class_="under")), " ")


def table(label: str, heads: Sequence[str], rows: Sequence[Sequence[Html]], numbers: Sequence[int] = ()) -> Html:
    """``numbers`` are the columns that hold some. The first column names its row. Many rows are folded in part."""
    if not rows:
        return NOTHING
    first = _table(label, heads, rows[:MOST_ROWS], numbers)
    if len(rows) <= MOST_ROWS:
        return first
    rest = _table(f"{label}, the others", heads, rows[MOST_ROWS:], numbers)
    return joined((first, folded(f"{len(rows) - MOST_ROWS} more", rest)))


def _table(label: str, heads: Sequence[str], rows: Sequence[Sequence[Html]], numbers: Sequence[int]) -> Html:
    def marked(number: int) -> dict[str, str]:
        return {"class_": "number"} if number in numbers else {}

    head = [element("th", text(words), scope="col", **marked(number)) for number, words in enumerate(heads)]
    body = [
        element(
            "tr",
            element("th", row[0], scope="row"),
            *(element("td", cell, **marked(number)) for number, cell in enumerate(row[1:], 1)),
        )
        for row in rows
    ]
    whole = element("table", element("thead", element("tr", *head)), element("tbody", *body), class_="grid")
    return element("div", whole, class_="room", role="region", aria_label=label, tabindex="0")
