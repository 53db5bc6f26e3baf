"""The only way to the markup of a page: elements that are always closed, and texts of which nothing is markup."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from typing import NewType

from grader.reporters.inert import inert

# A text that is markup. Nothing but this file makes one.
Html = NewType("Html", str)

NOTHING = Html("")
_LONGEST = 2000
_QUOTED = re.compile(r"`([^`]+)`")


def text(content: str, limit: int = _LONGEST) -> Html:
    """``content`` on one line, shown as it is."""
    return Html(escape(inert(content, limit)))


def prose(content: str) -> Html:
    """The same, with what stands between backticks as code."""
    parts = _QUOTED.split(inert(content, _LONGEST))
    return joined(element("code", text(part)) if number % 2 else text(part) for number, part in enumerate(parts))


def block(lines: Iterable[str], limit: int) -> Html:
    """Lines as they are, spaces and all, to be read or copied."""
    return element("pre", element("code", joined((text(line, limit) for line in lines), "\n")))


def element(name: str, *children: Html, **attributes: str) -> Html:
    """``class_="x"`` is the attribute class, ``aria_label="x"`` is aria-label."""
    given = "".join(
        f' {key.removesuffix("_").replace("_", "-")}="{escape(inert(value))}"' for key, value in attributes.items()
    )
    return Html(f"<{name}{given}>{''.join(children)}</{name}>")


def style(sheet: str) -> Html:
    """A style sheet of ours. It is no text: whatever is in it is obeyed."""
    return Html(f"<style>{sheet}</style>")


def head(title: Html, sheet: str, *more: str) -> Html:
    """Only the style sheet that stands here is obeyed, and nothing is fetched from anywhere."""
    # A browser takes the sum of all that stands between the two tags.
    digest = b64encode(sha256(sheet.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    lines = (
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        *more,
        element("title", title),
        style(sheet),
        "</head>",
    )
    return Html("\n".join(lines))


def joined(parts: Iterable[Html], between: str = "") -> Html:
    return Html(escape(between).join(parts))


def scrolling(label: str, content: Html) -> Html:
    """What may be wider than the page, in a box of its own that the keyboard reaches and scrolls."""
    return element("div", content, class_="scrolls", role="region", aria_label=label, tabindex="0")


def sign(mark: str) -> Html:
    """A mark for the eye: the words beside it say the same."""
    return element("span", text(mark), aria_hidden="true")


def unseen(words: str) -> Html:
    """Words for those who do not see what a mark or the layout says."""
    return element("span", text(words), class_="unseen")
