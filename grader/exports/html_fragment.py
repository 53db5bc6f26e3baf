"""A report within another page, such as a notebook: it has its own colours, and changes nothing around it.

The style is that of the whole page, nested, so that none of it holds outside. Nothing is run and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files

from grader.exports.html_exercise import row, sections
from grader.exports.html_parts import NOTHING, Html, element, joined, prose, style, text
from grader.exports.told import remarks
from grader.model.result import Result
from grader.reporters.numbers import points, worth
from grader.reporters.telling import passing

_CLASS = "grade-report"
# Who shows a page within theirs says somewhere above it whether that is dark; a browser's own wish counts elsewhere.
_DARK = (
    '[data-jp-theme-light="false"], .vscode-dark, .vscode-high-contrast:not(.vscode-high-contrast-light), '
    '[theme="dark"]'
)
_LIGHT = '[data-jp-theme-light="true"], .vscode-light, .vscode-high-contrast-light, [theme="light"]'
_OWN = """\
  background: var(--page); color: var(--text); padding: .6rem .9rem; border-radius: .3rem; max-width: 60rem;
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere;
  & table { font-size: inherit; margin: 0; } & td { text-align: left; } & tr:nth-child(n) { background: none; }
  & pre, & code { color: inherit; background: none; }
"""


def fragment(result: Result, notes: Sequence[str], prefix: str) -> str:
    """All that is said of the exercises of ``result``, and below it ``notes``, whole sentences.

    ``prefix`` begins the ids: that of another fragment in the same page must be another one.
    """
    ids = [f"{prefix}-{number}" for number, _ in enumerate(result.exercises, 1)]
    return element(
        "div",
        style(_sheet()),
        element("p", element("strong", text(result.title)), text(" · "), *_total(result)),
        joined(element("p", prose(each), class_="remarks") for each in _remarks(result)),
        _overview(result, ids),
        *sections(result.exercises, ids),
        joined(element("p", prose(each), class_="dim") for each in notes),
        class_=_CLASS,
    )


def _sheet() -> str:
    """The page's style within our element alone, and its colours by whoever shows it."""
    page = (files("grader") / "exports" / "html_page.css").read_text("utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", page, re.DOTALL)
    # Twice: a notebook has rules of its own for tables and code, and they weigh more than one class.
    ours = f".{_CLASS}.{_CLASS}"
    return "\n".join(
        (
            f"{ours} {{{light}{_OWN}}}",
            f"@media (prefers-color-scheme: dark) {{ {ours}:not(:is({_LIGHT}) *) {{{dark}}} }}",
            f":is({_DARK}) {ours} {{{dark}}}",
            f"{ours} {{{page}}}",
        )
    )


def _total(result: Result) -> tuple[Html, ...]:
    return (
        text(f"{points(result.score)} of {worth(result.max_score)}{'' if result.complete else ', not complete'}"),
        text(f" · {passing(result)}"),
    )


def _remarks(result: Result) -> list[str]:
    """That it is no grade, and not of all exercises, is known to whoever asked for this."""
    return remarks(replace(result, authoritative=True, partial=False))


def _overview(result: Result, ids: Sequence[str]) -> Html:
    """Of several."""
    if len(ids) < 2:
        return NOTHING
    heads = [element("th", text(word), scope="col") for word in ("Exercise", "Outcome", "Points")]
    rows = [row(each, id_) for each, id_ in zip(result.exercises, ids, strict=True)]
    table = element("table", element("thead", element("tr", *heads)), element("tbody", *rows))
    return element("section", table)
