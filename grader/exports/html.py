"""A page for a browser: one file that loads nothing and runs nothing, with all that the terminal's report says."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from grader.exports.export import Export
from grader.exports.html_exercise import row, sections
from grader.exports.html_parts import NOTHING, Html, element, head, prose, text
from grader.exports.told import remarks
from grader.model.result import Result
from grader.reporters.numbers import points, worth
from grader.reporters.telling import passing

_FOUND = "found"


def _render(result: Result, environment: Mapping[str, str]) -> str:
    del environment
    body = element(
        "body",
        element("a", text("Skip to what was found"), href=f"#{_FOUND}", class_="skip"),
        _header(result),
        element("main", _overview(result), _sections(result)),
        _footer(result),
    )
    lines = ("<!doctype html>", '<html lang="en">', _head(result), body, "</html>", "")
    return "\n".join(lines)


def _head(result: Result) -> Html:
    sheet = (files("grader") / "exports" / "html_page.css").read_text("utf-8")
    return head(text(f"{result.title}: {points(result.score)} of {worth(result.max_score)}"), sheet)


def _header(result: Result) -> Html:
    """The title, the total that a program finds too, and what the total does not say by itself."""
    said = [element("p", prose(remark)) for remark in remarks(result)]
    return element(
        "header",
        element("h1", text(result.title)),
        element("p", *_total(result), class_="total"),
        element("div", *said, class_="remarks", role="note", aria_label="Remarks") if said else NOTHING,
    )


def _total(result: Result) -> tuple[Html, ...]:
    score, most = str(points(result.score)), str(points(result.max_score))
    return (
        element(
            "strong",
            element("data", text(score), id="score", value=score),
            text(" of "),
            element("data", text(most), id="max-score", value=most),
            text(" point" if result.max_score == 100 else " points"),
        ),
        text("" if result.complete else ", not complete"),
        text(f" · {passing(result)}"),
    )


def _overview(result: Result) -> Html:
    heads = [element("th", text(word), scope="col") for word in ("Exercise", "Outcome", "Points")]
    rows = [row(each, _id(number)) for number, each in enumerate(result.exercises)]
    table = element(
        "table", element("thead", element("tr", *heads)), element("tbody", *rows), aria_labelledby="overview"
    )
    return element("section", element("h2", text("Overview"), id="overview"), table, aria_labelledby="overview")


def _sections(result: Result) -> Html:
    """What is one finding is told once, and led to from the others."""
    found = sections(result.exercises, [_id(number) for number, _ in enumerate(result.exercises)])
    head = element("h2", text("Exercise by exercise"), id=_FOUND, tabindex="-1")
    return element("section", head, *found, aria_labelledby=_FOUND)


def _footer(result: Result) -> Html:
    """What was graded, and with what."""
    versions = ", ".join(f"{name} {version}" for name, version in result.versions.items())
    said = {
        "File": ", ".join(result.files or (result.submission,)),
        "Seed": f"{result.seed} ({result.seed_source})",
        "Graded": str(result.run.get("started", "")),
        "With": versions,
    }
    lines = [
        element("div", element("dt", text(word)), element("dd", text(value))) for word, value in said.items() if value
    ]
    return element("footer", element("dl", *lines))


def _id(number: int) -> str:
    """Its number: what an exercise is called may be anything."""
    return f"exercise-{number + 1}"


EXPORT = Export(
    "a browser: one page to read, to print or to mail", '"could not be graded", and `?` for its points', _render
)
