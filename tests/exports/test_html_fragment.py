"""A report within somebody else's page: it keeps its style to itself, and nothing in it acts."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from grader.exports.html_fragment import fragment
from tests.reporters.conftest import NEEDS, PARTIALS, SQUARE, UNAVAILABLE, UNGRADED, result

ALL = result(SQUARE, PARTIALS, NEEDS, UNAVAILABLE, UNGRADED)

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# What a notebook is on the outside: a theme that its page names, rules for what is shown, and other tables.
AROUND = """<!doctype html><meta charset="utf-8"><title>?</title>
<style>body {{ color: rgb(1, 2, 3); }} .shown td {{ text-align: right; }}</style>
<body data-jp-theme-light="{light}"><article id="other" class="failed">x</article><div class="shown">{found}</div>
<script>addEventListener("load", () => {{
  const style = (query) => getComputedStyle(document.querySelector(query));
  const other = style("#other");
  document.title = [other.color, other.borderTopWidth, style(".grade-report").backgroundColor,
    style(".grade-report td").textAlign].join("; "); }});</script>"""


class Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.depth = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.depth += 1
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name == "href"]
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "style")]

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1


def test_it_is_closed_and_each_of_several_has_ids_of_its_own() -> None:
    first, second = (Elements(fragment(ALL, (), prefix)) for prefix in ("grade-1", "grade-2"))
    assert first.depth == 0
    assert not set(first.ids) & set(second.ids) and len(set(first.ids)) == len(first.ids)
    assert {link.removeprefix("#") for link in first.links} <= set(first.ids)


def test_nothing_in_it_acts() -> None:
    bad = "<script>alert(1)</script></style><img src=x onerror=alert(1)>"
    found = replace(ALL, title=bad, exercises=tuple(replace(each, id=bad, title=bad) for each in ALL.exercises))
    text = fragment(replace(found, notes=(bad,)), (bad,), "grade-1")
    assert not Elements(text).names & {"script", "img", "link", "iframe"}
    assert text.count("</style>") == 1


def test_every_rule_is_within_it() -> None:
    sheet = re.search(r"<style>(.*?)</style>", fragment(ALL, (), "grade-1"), re.DOTALL)
    assert sheet is not None
    depth, heads, head = 0, [], ""
    for sign in sheet[1]:
        if sign == "{" and depth == 0:
            heads.append(head.strip())
        head = "" if sign in "{}" else head + sign
        depth += {"{": 1, "}": -1}.get(sign, 0)
    assert depth == 0 and len(heads) == 4
    assert all(".grade-report" in each or each.startswith("@media") for each in heads)


def test_one_exercise_has_no_overview() -> None:
    alone = fragment(replace(ALL, exercises=ALL.exercises[:1]), ("Just so.",), "grade-1")
    assert "<section>" not in alone and "<section>" in fragment(ALL, (), "grade-1")
    assert alone.endswith('<p class="dim">Just so.</p></div>')


@pytest.mark.skipif(BROWSER is None, reason="no chromium here")
@pytest.mark.parametrize(("light", "background"), [("true", "rgb(255, 255, 255)"), ("false", "rgb(20, 23, 26)")])
def test_a_page_around_it_stays_as_it_is(tmp_path: Path, light: str, background: str) -> None:
    assert BROWSER is not None
    page = tmp_path / "page.html"
    page.write_text(AROUND.format(light=light, found=fragment(ALL, (), "grade-1")), "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    command = [BROWSER, *options, "--virtual-time-budget=2000", "--dump-dom", page.as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    assert re.findall(r"<title>(.*?)</title>", dom) == [f"rgb(1, 2, 3); 0px; {background}; left"]
