"""The page of a class: whole and inert markup, every number that it must say, and room on a small screen."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings

from grader.classreport import FORMATS
from grader.classreport.numbers import many, named, seconds, share
from grader.classreport.sections.difficulty import difficulties
from grader.classreport.sections.mistakes import mistakes
from grader.classreport.sections.near import near_misses, place_of
from grader.classreport.sections.scores import binned, summary
from grader.classreport.sections.timing import Scale
from grader.classreport.sections.ungraded import reasons
from grader.errors import UsageError
from grader.gradebook.standing import Override, Standings
from grader.model.result import Cause
from tests.classreport.classes import (
    EMPTY,
    GRADED,
    NOBODY,
    ONE,
    TASKS,
    UNGRADED,
    attempt,
    like_real,
    mark,
    nasty,
    standing,
    standings,
    student,
)
from tests.classreport.drawn import classes
from tests.exports.test_html import HEADINGS, Page

REAL = like_real()
TABLE = "table"
EXAMPLES: Mapping[str, Sequence[Standings]] = {
    "like a real one": [REAL],
    "several": [REAL, like_real(40, 3, name="autograd", title="Autograd"), NOBODY, ONE, UNGRADED, EMPTY],
    "hostile": [nasty()],
    "one student": [ONE],
    "nobody handed in": [NOBODY],
    "nothing could be graded": [UNGRADED],
    "nobody at all": [EMPTY],
    "no assignment": [],
    "large": [like_real(2000)],
}


def write(*found: Standings, names: bool = False) -> str:
    return FORMATS["html"].render(found, "A course", names).text


def page_of(*found: Standings, names: bool = False) -> Page:
    return Page(write(*found, names=names))


def said(page: Page) -> str:
    return page.all("body")[0]


@pytest.fixture(params=EXAMPLES)
def page(request: pytest.FixtureRequest) -> Page:
    return page_of(*EXAMPLES[request.param])


def section(page: Page, title: str) -> str:
    """The text of the section of this heading."""
    (text,) = [text for text in page.all("section") if text.startswith(title)]
    return text


def test_the_markup_is_whole_and_runs_nothing(page: Page) -> None:
    assert page.declared == "doctype html"
    assert not {"script", "img", "link", "iframe", "object", "form", "base", "use", "image", "foreignobject"} & {
        tag.lower() for tag in page.tags
    }
    names = {name for each in page.attributes for name in each}
    assert not [
        name for name in names if name.startswith("on") or name in {"src", "style", "srcset", "action", "xlink:href"}
    ]
    assert all(link.startswith("#") for link in page.values("href"))
    assert page.tags.count("style") == 1 and not re.search(r"url\(|@import|https?:|//", page.all("style")[0])


def test_the_policy_allows_the_style_sheet_alone() -> None:
    page = page_of(REAL)
    digest = b64encode(sha256(page.all("style")[0].encode()).digest()).decode()
    (number,) = page.numbers("meta", **{"http-equiv": "Content-Security-Policy"})
    assert page.attributes[number]["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_links_lead_somewhere_and_ids_are_unique(page: Page) -> None:
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in page.values("href")} <= set(ids)
    assert set(page.values("aria-labelledby")) <= set(ids)


def test_headings_go_down_one_by_one(page: Page) -> None:
    levels = [HEADINGS.index(tag) for tag in page.tags if tag in HEADINGS]
    assert levels[0] == 0 and levels.count(0) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_chart_is_told_to_those_who_do_not_see_it(page: Page) -> None:
    charts = page.numbers("svg")
    for number in charts:
        assert page.attributes[number]["role"] == "img" and page.tags[number + 1 : number + 3] == ["title", "desc"]
        assert page.texts[number + 1].strip() and page.texts[number + 2].strip()
    assert page.tags.count("figure") <= page.tags.count(TABLE)


def test_paints_and_letters_are_the_pages(page: Page) -> None:
    sheet = page.all("style")[0]
    for number in (*page.numbers("path"), *page.numbers("text")):
        painted = page.attributes[number]["class"].split()
        assert painted and all(f".{each} {{" in sheet for each in painted)
        assert not {"fill", "stroke", "font-family"} & set(page.attributes[number])
    assert all("…" not in page.attributes[number]["d"] for number in page.numbers("path"))


def test_tables_name_their_rows_and_columns(page: Page) -> None:
    assert all(page.attributes[number].get("scope") for number in page.numbers("th"))
    boxes = [page.attributes[number] for number in page.numbers("div", class_="room")]
    assert len(boxes) == page.tags.count(TABLE)
    assert all(box["tabindex"] == "0" and box["role"] == "region" and box["aria-label"] for box in boxes)


def test_hostile_text_stays_text() -> None:
    for names in (False, True):
        markup = write(nasty(), names=names)
        Page(markup)
        assert not re.search(
            "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", markup
        )
        assert markup.count("<script") == markup.count("<img") == markup.count("<!--") == 0
        assert "##[" not in markup
        markup.encode("utf-8")


@settings(max_examples=25, deadline=None)
@given(found=classes())
def test_random_classes(found: list[Standings]) -> None:
    page = page_of(*found, names=True)
    assert not {"script", "b", "i", "img"} & set(page.tags)
    assert page.tags.count("h2") == len(found) + (len(found) > 1)


def test_names_stand_there_only_where_they_are_asked_for() -> None:
    without, with_names = write(REAL), write(REAL, names=True)
    for word in ("Student 12", "example.org"):
        assert word not in without
    assert "Student 12" in with_names and "example.org" not in with_names


def test_the_same_class_is_the_same_page() -> None:
    assert write(REAL) == write(REAL)


# What it says


def test_the_numbers_that_are_looked_for_first() -> None:
    page = page_of(REAL)
    (figures,) = page.all("dl", class_="figures")
    handed_in = sum(bool(each.attempts) and each.student.enrolled for each in REAL.students)
    assert f"Handed in{handed_in} of 300" in figures and "Not enrolled2" in figures and "Excused1" in figures
    assert f"Missing{sum(not each.attempts and not each.excused for each in REAL.students)}" in figures
    ungraded = sum(bool(each.attempts) and each.score is None for each in REAL.students)
    assert ungraded and f"Could not be graded{ungraded}" in figures


def test_scores_of_a_class() -> None:
    assert summary([0, 100, 200, 300], 300) == [
        "The median is 1.5 of 3 points, the mean 1.5.",
        "The middle half lies between 1 and 2.",
        "1 student has everything (25 %).",
        "1 student has nothing.",
    ]
    assert "The only score is 6 of 6 points." in section(page_of(ONE), "Scores")


@pytest.mark.parametrize(
    ("scores", "most", "width", "counts"),
    [
        ([0, 100, 100, 300], 300, 100, (1, 2, 0, 1)),
        ([50, 200], 200, 50, (0, 1, 0, 0, 1)),
        ([7, 993], 1000, 50, (1, *[0] * 19, 1)),
        ([0, 0], 0, 100, (2,)),
        ([-100, 400], 300, 100, (1, 0, 0, 0, 0, 1)),
        ([100_000], 200_000, 100_000, (0, 1, 0)),
    ],
)
def test_scores_are_put_into_bins(scores: list[int], most: int, width: int, counts: tuple[int, ...]) -> None:
    bins = binned(scores, most)
    assert (bins.width, bins.counts) == (width, counts)
    assert sum(bins.counts) == len(scores) and len(bins.counts) <= 22


def test_exercises_are_told_by_what_became_of_them() -> None:
    tasks = TASKS[:2]
    found = standings(
        standing(student(1), attempt(mark(tasks[0]), mark(tasks[1]))),
        standing(student(2), attempt(mark(tasks[0]), mark(tasks[1], Cause.WRONG))),
        standing(student(3), attempt(mark(tasks[0]), mark(tasks[1], Cause.TIMEOUT))),
        standing(student(4), attempt(mark(tasks[0], Cause.MACHINE), mark(tasks[1], Cause.NOT_IMPLEMENTED))),
        tasks=tasks,
    )
    first, second = difficulties(found)
    assert (first.passed, first.graded, first.earned) == (3, 3, "100 %")
    assert (second.passed, second.graded, second.earned) == (1, 4, "25 %")
    text = section(page_of(found), "Exercises")
    assert "The hardest: softmax (25 % pass)." in text
    assert "1 of 425 %1 another answer; 1 took too long; 1 not written" in text
    assert "3 of 4100 %1 the machine would not do its part" in text


def test_mistakes_are_counted_by_student_and_the_commonest_is_first() -> None:
    tasks = TASKS[:2]
    axis = {"diagnosis": "wrong_axis", "explanation": "it sums over axis `0`"}
    found = standings(
        standing(student(1), attempt(mark(tasks[0], Cause.WRONG, **axis), mark(tasks[1], Cause.WRONG, **axis))),
        standing(student(2), attempt(mark(tasks[0], Cause.WRONG, **axis), mark(tasks[1]))),
        standing(student(3), attempt(mark(tasks[0], Cause.WRONG, diagnosis="other"), mark(tasks[1], Cause.EXCEPTION))),
        tasks=tasks,
    )
    first, second = mistakes(found)
    assert (first.name, first.students, first.exercises) == ("wrong_axis", 2, (("square", 2), ("softmax", 1)))
    assert (second.name, second.students, second.explanation) == ("other", 1, "")
    text = section(page_of(found), "Commonest mistakes")
    assert "5 exercises were handed in and not passed; 4 of them have a diagnosis." in text
    assert "wrong axis it sums over axis 02square 2, softmax 1" in text


def test_near_misses_are_within_ten_times_what_is_allowed() -> None:
    tasks = TASKS[:2]
    misses = (1.5, 10.0, 10.1, None, float("nan"), float("inf"), -1.0)
    marks = [mark(tasks[0], Cause.WRONG, miss=miss) for miss in misses]
    found = standings(
        *(standing(student(number), attempt(each, mark(tasks[1]))) for number, each in enumerate(marks)),
        standing(student(9), attempt(mark(tasks[0]), mark(tasks[1], Cause.WRONG, miss=0.5))),
        tasks=tasks,
    )
    assert [(each.task.id, [miss for miss, _ in each.misses]) for each in near_misses(found)] == [
        ("square", [1.5, 10.0]),
        ("softmax", [0.5]),
    ]
    text = section(page_of(found), "Near misses")
    assert "candidates for an unfair check" in text
    assert "grade audit attention --show square" in text and "grade audit attention --show softmax" in text
    assert "s000 1.5×" in text and "s002" not in text
    assert [place_of(miss) for miss in (0.1, 1.0, 10.0)] == [0, 0, 1]


def test_who_could_not_be_graded_stands_there_with_the_reason() -> None:
    why = "the disk is full"
    tasks = TASKS[:2]
    found = standings(
        standing(
            student(1), attempt(mark(tasks[0], Cause.MACHINE, message=why), mark(tasks[1], Cause.MACHINE, message=why))
        ),
        standing(student(2), attempt(mark(tasks[0], Cause.MACHINE, message=why), mark(tasks[1]))),
        standing(student(3), attempt(mark(tasks[0], Cause.REFERENCE), mark(tasks[1]), notes=("`a.txt` is no Python",))),
        standing(student(4), attempt(notes=("the archive cannot be read",))),
        tasks=tasks,
    )
    assert [(each.cause, len(each.students), each.exercises) for each in reasons(found)] == [
        ("the machine would not do its part", 2, ("square", "softmax")),
        ("nothing in it could be graded", 1, ()),
        ("the reference solution failed", 1, ("square",)),
    ]
    text = section(page_of(found), "Could not be graded")
    assert "not 0 points" in text and why in text
    assert "s004the archive cannot be read." in text and "s003a.txt is no Python." in text


def test_overrides_stand_beside_what_the_grader_gave() -> None:
    tasks = TASKS[:2]
    overrides = (Override("softmax", 150, "Too strict.", GRADED), Override(None, None, "Ill.", GRADED))
    found = standings(
        standing(
            student(1),
            attempt(mark(tasks[0]), mark(tasks[1], Cause.WRONG)),
            overrides=overrides,
            score=None,
            excused=True,
        ),
        tasks=tasks,
    )
    text = section(page_of(found), "Overrides")
    assert "s001softmax01.5Too strict.2026-11-22 14:32 UTC" in text
    assert "s001everything2excusedIll.2026-11-22 14:32 UTC" in text


def test_late_work_the_latest_first() -> None:
    found = standings(
        standing(student(1), attempt(mark(TASKS[0]), days_late=1, penalty=50)),
        standing(student(2), attempt(mark(TASKS[0]), days_late=3, penalty=150)),
        standing(student(3), attempt(mark(TASKS[0]))),
        tasks=TASKS[:1],
    )
    text = section(page_of(found), "Late work")
    assert "2 submissions that count are late, which takes off 2 points in all. Due was 2026-11-20 22:00 UTC." in text
    assert text.index("s002") < text.index("s001") and "s003" not in text


def test_who_is_missing_and_who_is_on_no_roster() -> None:
    found = standings(
        standing(student(1)), standing(student(2, enrolled=False), attempt(mark(TASKS[0]))), tasks=TASKS[:1]
    )
    page = page_of(found)
    assert section(page, "Missing") == "Missing1 student has handed nothing in.s001"
    assert section(page, "Not enrolled") == "Not enrolled1 student who handed in is on no roster.s002"
    alone = page_of(standings(standing(student(2, enrolled=False), attempt(mark(TASKS[0]))), tasks=TASKS[:1]))
    assert "Not enrolled" not in said(alone) and "Handed in1" in said(alone)


def test_time_and_versions() -> None:
    text = section(page_of(REAL), "Grading")
    assert "submissions took" in text and "torch 2.9.1" in text and "Gradings kept604" in text
    slowest = max(each.counts.seconds for each in REAL.students if each.counts)
    assert f"the slowest {seconds(slowest)}" in text


@pytest.mark.parametrize("times", [[0.1, 0.2, 0.3], [1, 1, 1, 60], [2.0], [1e-6, 1e6], [3.0, 3.0], [1e-300, 1e300]])
def test_times_are_put_on_a_scale(times: list[float]) -> None:
    scale = Scale(times)
    places = [scale.place(time) for time in times]
    assert all(0 <= place <= 18 for place in places) and places == sorted(places)
    ticks = scale.ticks()
    assert len(ticks) <= 8 and all(-0.001 <= place <= 18.001 for place, _ in ticks)


def test_nothing_to_say_is_not_said() -> None:
    assert "Nobody is enrolled, and nothing was handed in." in said(page_of(EMPTY))
    assert "The gradebook has no assignment yet." in said(page_of())
    for found, absent in ((NOBODY, ("Scores", "Exercises", "Overrides")), (ONE, ("Missing", "Late work"))):
        titles = page_of(found).all("h3")
        assert not set(absent) & set(titles)
    assert page_of(UNGRADED).all("h3") == ["Could not be graded", "Grading"]


def test_several_assignments_are_compared_first() -> None:
    page = page_of(REAL, replace(like_real(40, 3), assignment="autograd", title="Autograd"))
    text = section(page, "All assignments")
    assert "Attention, from the bottom up" in text and "Autograd" in text
    assert {"#a1", "#a2"} <= set(page.values("href"))


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (share(0, 3), "0 %"), (share(1, 300), "<1 %"), (share(299, 300), ">99 %"), (share(3, 3), "100 %"),
        (share(1, 0), "–"), (many(1, "exercise"), "1 exercise"), (many(1234, "exercise"), "1,234 exercises"),
        (named(["a", "b", "c"]), "a, b and c"), (named(["a"]), "a"), (named([]), ""), (seconds(0.42), "0.42 s"),
        (seconds(3.44), "3.4 s"), (seconds(45.2), "45 s"), (seconds(200), "3 min 20 s"), (seconds(7500), "2 h 5 min"),
        (seconds(float("inf")), "–"),
    ],
)  # fmt: skip
def test_numbers_in_words(made: str, words: str) -> None:
    assert made == words


# Without the library


def test_without_matplotlib_it_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("grader.classreport.", "matplotlib"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(UsageError, match=r"drawn by matplotlib, which .*'torch-grader\[class\]'"):
        write(REAL)
    assert FORMATS["csv"].render([REAL], "", False).text


def test_only_the_page_loads_matplotlib() -> None:
    code = (
        "import sys; from grader.classreport import FORMATS; "
        "[FORMATS[name].render([], '', False) for name in ('canvas', 'csv', 'nbgrader')]; "
        "assert not {'matplotlib', 'torch', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


# In a browser

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# A page around it, which measures it and says in its own title what it found.
FRAME = """<!doctype html><title>?</title><iframe id="f" src="page.html" width="360" height="800" style="border:0">
</iframe><script>addEventListener("load", () => {
  const page = document.getElementById("f").contentDocument.documentElement;
  page.querySelectorAll("details").forEach(each => each.open = true);
  const bar = page.querySelector(".fill-main");
  document.title = [page.scrollWidth <= page.clientWidth, page.scrollWidth <= 360,
    bar ? getComputedStyle(bar).fill : "none"].join(" "); });</script>"""


@pytest.mark.skipif(BROWSER is None, reason="no chromium here")
@pytest.mark.parametrize("name", ["several", "hostile"])
def test_nothing_is_wider_than_a_small_screen(name: str, tmp_path: Path) -> None:
    assert BROWSER is not None
    (tmp_path / "page.html").write_text(write(*EXAMPLES[name], names=True), "utf-8")
    (tmp_path / "frame.html").write_text(FRAME, "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
    profile, frame = f"--user-data-dir={tmp_path / 'profile'}", (tmp_path / "frame.html").as_uri()
    command = [BROWSER, *options, profile, "--virtual-time-budget=2000", "--dump-dom", frame]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    assert re.findall(r"<title>(.*?)</title>", dom)[0] == "true true rgb(19, 74, 134)"
