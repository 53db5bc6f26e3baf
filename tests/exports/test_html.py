"""The page for a browser: whole and inert markup, nothing lost of what the terminal tells, room on a small screen."""

from __future__ import annotations

import re
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from grader.exports import EXPORTS, exported
from grader.exports.told import remarks
from grader.model.diagnosis import Confidence, Diagnosis
from grader.model.excerpt import Excerpt
from grader.model.message import Message
from grader.model.result import CaseResult, Cause, ExerciseResult, Outcome, Result, Verdict
from grader.reporters.differences import differences_of
from grader.reporters.differences import told as told_of
from grader.reporters.telling import advice, code_of, headline, others, trace
from grader.score import hundredths
from tests.reporters.conftest import (
    HOSTILE,
    JACOBIAN,
    MSE,
    NEEDS,
    PARTIALS,
    RESULTS,
    SLOPE,
    SQUARE,
    UNAVAILABLE,
    UNGRADED,
    broken,
    result,
    unwritten,
)

VOID = frozenset({"meta"})
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
NASTY = '<script>alert(1)</script>"><img src=x onerror=alert(1)>\x00\x1b[31m\u202egpj\u2066 &amp; </style><!--'
NAN = float("nan")
WRONG = Message(
    "value.differs",
    {
        "count": 30, "total": 240, "worst_at": "[1, 3, 9]", "worst_expected": "1.5", "worst_actual": "-1.5",
        "difference": "3.0", "allowed": "1.3e-06", "not_finite": 0,
    },
)  # fmt: skip
# In the middle of a tensor: there is more on all four sides.
EXCERPT = Excerpt(
    shape=(2, 12, 20),
    before=(1,),
    rows=(2, 3),
    columns=(8, 9, 10),
    expected=((0.5, 0.5, 0.25), (1.0, 1.5, 2.0)),
    actual=((0.5, 0.5, 0.25), (1.0, -1.5, NAN)),
    differs=((False, False, False), (False, True, True)),
    worst=(3, 9),
    region=Message("region.above"),
)


def at(exercise: ExerciseResult, name: str, **changes: object) -> ExerciseResult:
    return replace(exercise, id=name, **changes)  # type: ignore[arg-type]


def tabled(excerpt: Excerpt) -> ExerciseResult:
    verdict = Verdict("result", "value", WRONG, False, "tensor of shape", "tensor of shape", 52, excerpt)
    code = "import torch\nx = torch.tensor([" + "1.25, " * 60 + "])\n\nprint(x)\n"
    case = CaseResult("a batch", False, None, (verdict,), Cause.WRONG, WRONG, {"B": "2"}, code)
    return ExerciseResult("tabled", "A table", 300, 0, Outcome.FAILED, Cause.WRONG, WRONG, cases=(case,))


TABLED = tabled(EXCERPT)
SERIES = at(
    tabled(replace(EXCERPT, shape=(20,), before=(), rows=(0,), expected=((0.5, 1.5, 2.0),), actual=((0.5, -1.5, 2.5),),
                   differs=((False, True, True),), worst=(0, 9), region=None)),
    "series",
)  # fmt: skip
BEGUN = replace(
    unwritten("begun", "Nearly there", 100),
    diagnosis=Diagnosis(
        "missing_return", Confidence.CERTAIN, Message("diagnosis.missing_return", {}, "put return before the last line")
    ),
)
WITHDRAWN = ExerciseResult("gone", "Withdrawn", 100, 100, Outcome.PASSED, Cause.WITHDRAWN, Message("cause.withdrawn"))
NASTY_ONE = ExerciseResult(
    NASTY,
    NASTY,
    100,
    0,
    Outcome.FAILED,
    Cause.EXCEPTION,
    Message("exception.at", {"line": 1, "type": NASTY, "text": NASTY, "frames": (NASTY,)}),
    cases=(
        CaseResult(
            NASTY,
            False,
            None,
            (Verdict("result", "value", Message("value.wrong", {}, NASTY), False, NASTY, "x"),),
            Cause.WRONG,
            drawn={NASTY: NASTY},
            snippet=NASTY,
        ),
    ),
    output=NASTY,
)  # fmt: skip
ALL = result(
    *(SQUARE, SLOPE, PARTIALS, JACOBIAN, MSE, NEEDS, UNAVAILABLE, UNGRADED, WITHDRAWN, TABLED, SERIES, BEGUN),
    *(unwritten("later", "Not yet", 150), broken("one"), broken("two"), at(SQUARE, "secret", hidden=True)),
    *(at(MSE, "kept", hidden=True), NASTY_ONE, at(TABLED, "part", score=125)),
    title=NASTY,
    submission=NASTY,
    reason=NASTY,
    seed_source=NASTY,
    versions={NASTY: NASTY},
    notes=(NASTY,),
    hidden_checks=3,
    hidden_points=500,
    partial=True,
)
EXAMPLES: Mapping[str, Result] = {"all": ALL, **{name: found for name, (found, _) in RESULTS.items()}}


class Page(HTMLParser):
    """A page as a browser takes it apart: every element with its text, in order."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[int] = []
        self.tags: list[str] = []
        self.attributes: list[dict[str, str]] = []
        self.texts: list[str] = []
        self.declared = ""
        self.feed(markup)
        self.close()
        assert not self.open, f"never closed: {[self.tags[number] for number in self.open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self.tags.append(tag)
        self.attributes.append({name: value or "" for name, value in attrs})
        self.texts.append("")
        if tag not in VOID:
            self.open.append(len(self.tags) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.tags[self.open[-1]] == tag, f"</{tag}> closes nothing"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for number in self.open:
            self.texts[number] += data

    def handle_decl(self, decl: str) -> None:
        self.declared = decl

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def all(self, tag: str, **attributes: str) -> list[str]:
        """The texts of all such elements."""
        return [self.texts[number] for number in self.numbers(tag, **attributes)]

    def numbers(self, tag: str, **attributes: str) -> list[int]:
        wanted = {name.removesuffix("_"): value for name, value in attributes.items()}
        return [
            number
            for number, name in enumerate(self.tags)
            if name == tag and wanted.items() <= self.attributes[number].items()
        ]

    def values(self, name: str) -> list[str]:
        return [found[name] for found in self.attributes if name in found]


def page_of(found: Result, *, with_hidden: bool = True) -> Page:
    return Page(exported(found, "html", {}, with_hidden=with_hidden))


def section_of(exercise: ExerciseResult) -> str:
    return page_of(result(exercise)).all("article")[0]


@pytest.fixture(params=EXAMPLES)
def found(request: pytest.FixtureRequest) -> Result:
    return EXAMPLES[request.param]


def test_the_markup_is_whole_and_runs_nothing(found: Result) -> None:
    page = page_of(found)
    assert page.declared == "doctype html"
    assert page.attributes[page.tags.index("html")] == {"lang": "en"}
    assert not {"script", "img", "link", "iframe", "object", "form", "svg", "base"} & set(page.tags)
    names = {name for each in page.attributes for name in each}
    assert not [name for name in names if name.startswith("on") or name in {"src", "style", "srcset", "action"}]
    assert all(link.startswith("#") for link in page.values("href"))
    assert not re.search(r"url\(|@import|https?:|//", page.all("style")[0])


def test_the_policy_allows_the_style_sheet_alone() -> None:
    page = page_of(ALL)
    digest = b64encode(sha256(page.all("style")[0].encode()).digest()).decode()
    (number,) = page.numbers("meta", **{"http-equiv": "Content-Security-Policy"})
    assert page.attributes[number]["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert page.tags.index("style") > number


def test_links_lead_somewhere_and_ids_are_unique(found: Result) -> None:
    page = page_of(found)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in page.values("href")} <= set(ids)
    assert set(page.values("aria-labelledby")) <= set(ids)
    rows = [page.attributes[number]["href"] for number in page.numbers("a") if number > page.tags.index("main")]
    assert [f"#exercise-{number}" for number in range(1, len(found.exercises) + 1)] == rows[: len(found.exercises)]


def test_headings_go_down_one_by_one(found: Result) -> None:
    page = page_of(found)
    levels = [HEADINGS.index(tag) for tag in page.tags if tag in HEADINGS]
    assert levels[0] == 0 and levels.count(0) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.tags.count("main") == 1
    assert all(text.strip() for tag, text in zip(page.tags, page.texts, strict=True) if tag in HEADINGS)


def test_tables_name_their_rows_and_columns() -> None:
    page = page_of(ALL)
    assert page.numbers("table")
    assert all(page.attributes[number].get("scope") for number in page.numbers("th"))


def test_what_scrolls_is_reached_by_the_keyboard() -> None:
    page = page_of(ALL)
    boxes = [page.attributes[number] for number in page.numbers("div", class_="scrolls")]
    assert len(boxes) > 5
    assert all(box["tabindex"] == "0" and box["role"] == "region" and box["aria-label"] for box in boxes)
    assert len(page.numbers("pre")) + len(page.numbers("table", class_="numbers")) == len(boxes)


def test_hostile_text_stays_text() -> None:
    markup = exported(ALL, "html", {}, with_hidden=True)
    page = Page(markup)
    shown = r"<script>alert(1)</script>\"><img src=x onerror=alert(1)>\x00\x1b[31m\u202egpj\u2066 &amp; </style><!--"
    assert page.all("h1") == [shown.replace('\\"', '"')]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", markup)
    assert markup.count("<script") == markup.count("<img") == markup.count("<!--") == 0
    markup.encode("utf-8")
    hostile = exported(result(HOSTILE), "html", {})
    assert "\\u202e" in hostile and "\u202e" not in hostile and "##[" not in hostile


def test_the_total_read_back_is_the_results(found: Result) -> None:
    page = page_of(found)
    values = {
        page.attributes[number].get("id", ""): page.attributes[number]["value"] for number in page.numbers("data")
    }
    assert hundredths(float(values["score"])) == found.score
    assert hundredths(float(values["max-score"])) == found.max_score
    each = [page.attributes[n]["value"] for n in page.numbers("data") if "id" not in page.attributes[n]]
    assert sum(hundredths(float(value)) for value in each) == found.score


def test_what_could_not_be_graded_says_so_and_is_never_nought() -> None:
    page = page_of(result(SQUARE, UNGRADED, UNAVAILABLE))
    cells = page.all("td", class_="points")
    assert cells == ["2 of 2", "? of 1.5", "– of 1"]
    assert len(page.numbers("data")) == 3
    assert page.all("td", class_="outcome ungraded") == ["? could not be graded"]
    assert "not complete" in page.all("p", class_="total")[0]
    _, ungraded, unavailable = page.all("article")
    assert "could not be graded · ? of 1.5 points" in ungraded and "not your fault" in ungraded
    assert "– of 1 point" in unavailable and "This machine lacks what it needs. It is left out" in unavailable


def test_remarks_are_told(found: Result) -> None:
    text = page_of(found).all("body")[0]
    assert all(remark.replace("`", "") in text.replace("`", "") for remark in remarks(found))


def test_all_that_the_terminal_says_is_there(found: Result) -> None:
    page = page_of(found)
    imports = 0
    for exercise, text in zip(found.exercises, page.all("article"), strict=True):
        imports += exercise.cause is Cause.IMPORT
        if exercise.outcome is not Outcome.FAILED or (exercise.cause is Cause.IMPORT and imports > 1):
            continue
        differences = differences_of(exercise)
        shown = told_of(differences) if exercise.cause is not Cause.NOT_IMPLEMENTED else []
        said = [advice(exercise), *(each.words for each in shown), *(each.place for each in shown)]
        if exercise.cause is not Cause.NOT_IMPLEMENTED:
            words = headline(exercise, shown)
            said += [words, *(trace(exercise.message) if words else ()), others(differences, shown)]
            said += [frame for each in shown for frame in trace(each.message)]
        for words in said:
            assert words.replace("`", "") in text.replace("`", "")


def test_code_to_paste_is_as_it_was() -> None:
    lines = code_of(PARTIALS)
    assert "\n".join(lines) in page_of(result(PARTIALS)).all("pre")
    assert code_of(TABLED) and "\n".join(code_of(TABLED)) in page_of(result(TABLED)).all("pre")


def test_one_line_where_there_is_nothing_more_to_say() -> None:
    assert section_of(SQUARE) == "square · The slope of x²✓ passed · 2 of 2 points"
    assert section_of(unwritten("later", "Not yet", 150)) == "later · Not yet○ not written yet · 0 of 1.5 points"
    assert section_of(WITHDRAWN).endswith("Withdrawn: everybody has its points.")
    assert section_of(BEGUN).endswith("→ Put return before the last line")


def test_a_file_that_cannot_be_imported_is_said_once() -> None:
    page = page_of(result(broken("one"), SQUARE, broken("two")))
    first, _, second = page.all("article")
    assert "was never closed" in first and "never" not in second
    assert "The same as for one · Exercise one." in second
    assert page.attributes[page.numbers("a")[-1]]["href"] == "#exercise-1"


def test_an_excerpt_is_a_table_in_which_wrong_numbers_are_marked() -> None:
    page = page_of(result(TABLED))
    assert page.all("caption") == ["[1, :, :]"]
    assert page.all("th", scope="rowgroup") == ["row 2", "row 3"]
    assert [text.strip() for text in page.all("td", class_="wrong")] == ["-1.50✗ wrong", "nan✗ wrong"]
    assert [text.strip() for text in page.all("td", class_="right")] == ["", "1.50", "2.00"]
    assert page.all("td", class_="more") == ["…more rows"] * 2
    assert page.all("td").count("…more columns") == 2
    assert page.all("td").count("…") == 4
    alone = page_of(result(SERIES))
    assert not alone.numbers("th", scope="rowgroup") and not alone.numbers("caption")
    assert alone.all("th", scope="row")[1:] == ["got", "expected"]


def test_every_row_of_an_excerpt_is_as_wide_as_the_others() -> None:
    for exercise in (TABLED, SERIES):
        (table,) = re.findall(r'<table class="numbers">(.*?)</table>', exported(result(exercise), "html", {}))
        widths, taken = set(), 0
        for row in re.findall(r"<tr>(.*?)</tr>", table):
            width = sum(int(span or 1) for span in re.findall(r'<t[hd](?=[ >])(?:[^>]*?colspan="(\d+)")?', row))
            widths.add(width + taken)
            taken = 1 if 'rowspan="2"' in row else 0
        assert len(widths) == 1


def test_places_are_a_table_where_there_is_no_excerpt() -> None:
    page = page_of(result(JACOBIAN))
    assert page.all("th", scope="col")[3:] == ["at", "expected", "got"]
    assert page.all("th", scope="row")[1:] == ["[0, 0]", "[0, 2]", "[1, 10]"]


def test_what_is_hidden_is_named_by_its_points_alone() -> None:
    text = page_of(result(SQUARE, at(MSE, "kept", title="Kept back", hidden=True)), with_hidden=False).all("body")[0]
    assert "kept" not in text and "Kept back" not in text and "2.5" not in text
    assert "hidden-1 · Hidden exercise 1 (hidden)" in text


def test_it_is_registered() -> None:
    assert "html" in EXPORTS and list(EXPORTS) == sorted(EXPORTS)


BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# A page around it, which measures it and says in its own title what it found.
FRAME = """<!doctype html><title>?</title><iframe id="f" src="page.html" width="360" height="800" style="border:0">
</iframe><script>addEventListener("load", () => {
  const page = document.getElementById("f").contentDocument.documentElement;
  const style = getComputedStyle(page.querySelector("h1")).fontSize;
  document.title = [page.scrollWidth <= page.clientWidth, page.scrollWidth <= 360, style].join(" "); });</script>"""


@pytest.mark.skipif(BROWSER is None, reason="no chromium here")
def test_nothing_is_wider_than_a_small_screen(tmp_path: Path) -> None:
    assert BROWSER is not None
    (tmp_path / "page.html").write_text(exported(ALL, "html", {}, with_hidden=True), "utf-8")
    (tmp_path / "frame.html").write_text(FRAME, "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
    profile, frame = f"--user-data-dir={tmp_path / 'profile'}", (tmp_path / "frame.html").as_uri()
    command = [BROWSER, *options, profile, "--virtual-time-budget=2000", "--dump-dom", frame]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    assert re.findall(r"<title>(.*?)</title>", dom) == ["true true 28px"]
