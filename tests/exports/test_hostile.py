"""Texts of a submission break no format: each is read back, keeps to its host's limits, and commands nothing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from grader.errors import UsageError
from grader.exports import EXPORTS, exported
from grader.exports.classroom import LARGEST
from grader.exports.markdown import fenced, plain
from grader.model.diagnosis import Mistake
from grader.model.message import Message
from grader.model.result import CaseResult, Cause, ExerciseResult, Outcome, Place, Result, Verdict
from tests.exports.drawn import NASTY, results
from tests.exports.hosts import ENVIRONMENT, HOSTS, classroom_payloads
from tests.reporters.conftest import UNAVAILABLE, UNGRADED, result

EVIL = " ".join(NASTY) + "\n::error::a\n##[error]b\n```\n</script>\n]]>\n| a | b |\n"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def hostile(text: str, number: int = 0) -> ExerciseResult:
    """An exercise that says ``text`` wherever a submission can."""
    message = Message("exists.exception", {"type": text, "text": text, "frames": (text, f"autograd.py:3 {text}")}, "")
    said = Message("no.such", {"x": text}, text)
    wrong = Verdict("result", "value", said, False, text, text)
    cases = (
        CaseResult(text, False, None, (wrong,), Cause.WRONG, said, {"B": text}, text, (text,)),
        CaseResult(f"2 {text}", False, None, (), Cause.EXCEPTION, message, {}, text),
    )
    return ExerciseResult(
        f"e{number}", text, 100, 0, Outcome.FAILED, Cause.EXCEPTION, message, False, cases, text,
        mistake=Mistake("wrong/x", text), place=Place(text, 3, 4),
    )  # fmt: skip


def whole(text: str, count: int = 1) -> Result:
    kept_back = replace(UNGRADED, title=text, message=Message("no.such", {}, text))
    every = tuple(hostile(text, number) for number in range(count))
    return result(
        *every, kept_back, title=text, notes=(text,), reason=text, versions={"torch": text}, authoritative=False
    )


@pytest.fixture(params=["all at once", *NASTY], ids=ascii)
def text(request: pytest.FixtureRequest) -> str:
    return EVIL if request.param == "all at once" else request.param


def lines_of(found: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", found)


def bare(found: Result, to: str) -> str:
    """What is written, in the very bytes."""
    data = exported(found, to, ENVIRONMENT, with_hidden=True).encode("utf-8", "backslashreplace")
    return data.decode("utf-8")


@pytest.mark.parametrize("to", [name for name in EXPORTS if name != "classroom50"])
def test_every_format_is_read_back(to: str, text: str) -> None:
    found = bare(whole(text), to)
    HOSTS[to].read(found)
    assert not CONTROL.search(found)


def test_classroom50_too(text: str) -> None:
    found = bare(result(hostile(text), title=text), "classroom50")
    HOSTS["classroom50"].read(found)
    assert not CONTROL.search(found)


@settings(max_examples=30, deadline=None)
@given(results(complete=True))
def test_random_texts(drawn: Result) -> None:
    for to in EXPORTS:
        found = bare(drawn, to)
        HOSTS[to].read(found)
        assert not CONTROL.search(found), to


@pytest.mark.parametrize("to", ["github-annotations", "github-outputs", "classroom"])
def test_logs_and_variables_have_our_lines_only(to: str, text: str) -> None:
    ours = {
        "github-annotations": r"::(error|warning|notice) [^\n]*",
        "github-outputs": r"(score|max-score|passed|complete|notes|torch)=[^\n]*",
        "classroom": r"(E0_RESULTS|FROZEN_RESULTS)=[A-Za-z0-9+/=]+|GRADE_RUNNERS=[a-z0-9_,]+",
    }[to]
    lines = lines_of(bare(whole(text), to))
    assert lines.pop() == ""
    assert all(re.fullmatch(ours, line) for line in lines)
    assert not any("##[" in line for line in lines)


def test_what_the_reporter_of_classroom_prints_commands_nothing(text: str) -> None:
    for payload in classroom_payloads(bare(whole(text), "classroom")).values():
        for test in payload["tests"]:
            printed = f"❌ {test['name']}\nError: {test['message']}\nTest code:\n{test['test_code']}\n"
            assert "##[" not in printed
            assert not any(line.lstrip().startswith("::") for line in lines_of(printed))


def test_annotations_are_ten_of_a_kind_at_most() -> None:
    lines = bare(result(*(hostile(EVIL, number) for number in range(40))), "github-annotations").splitlines()
    assert [sum(line.startswith(f"::{kind} ") for line in lines) for kind in ("error", "warning", "notice")] == [
        10,
        0,
        1,
    ]
    assert all("%0A" in line or "notice" in line for line in lines)
    assert "30 more in the summary" in lines[-1]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: object) -> None:
        self.found.append(tag)


def test_a_page_has_our_tags_only(text: str) -> None:
    """Whatever is said there, the same elements say it."""
    tags = Tags()
    tags.feed(bare(whole(text), "html"))
    assert not {"script", "b", "iframe", "img"} & set(tags.found)


def test_xml_keeps_its_form(text: str) -> None:
    root = ElementTree.fromstring(bare(whole(text), "junit").encode())
    assert [each.tag for each in root.iter()] == [
        "testsuites", "testsuite", "properties", *["property"] * 8, "testcase", "failure", "testcase", "error",
    ]  # fmt: skip


def test_markdown_keeps_its_table_and_its_blocks(text: str) -> None:
    found = bare(whole(text), "markdown")
    lines = found.split("\n")
    start = lines.index("|---|---|---|---:|")
    rows = lines[start + 1 : start + 3]
    assert all(len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 5 for row in rows)
    assert lines[start + 3] == ""
    inside, opened = "", 0
    for line in lines:
        fence = re.match(r"`{3,}", line)
        if inside:
            if line == inside:
                inside = ""
        elif fence and line == f"{fence[0]}text":
            inside, opened = fence[0], opened + 1
        else:
            unmarked = re.sub(r"\\.", "", line)
            assert not re.search(r"[<>`]|\]\(", unmarked.replace("*More was found than fits here:", "")), line
    assert (inside, opened) == ("", 2)


def test_markdown_says_no_more_than_was_said() -> None:
    assert plain("1. a") == "1\\. a"
    assert plain("- a | b") == "\\- a \\| b"
    assert plain("a\n# b") == "a \\# b"
    assert fenced("a\n````\nb").startswith("`````text\n")


MANY = whole("x" * 1_000_000 + EVIL * 100, 3)
LONG = whole("\ud800" * 3000, 150)


@pytest.mark.parametrize("found", [MANY, LONG], ids=["a megabyte of output", "many exercises"])
@pytest.mark.parametrize(
    ("to", "most"),
    [("markdown", 1024 << 10), ("prairielearn", 1_000_000), ("classroom", 1_000_000), ("gradescope", 100_000_000)],
)
def test_limits(found: Result, to: str, most: int) -> None:
    text = bare(found, to)
    assert len(text.encode()) < most
    if to != "markdown":
        HOSTS[to].read(text)


def test_what_is_too_long_for_a_host_is_refused() -> None:
    with pytest.raises(UsageError, match="GitHub Classroom does not take a result as long as this one"):
        exported(result(*(replace(UNAVAILABLE, id=f"e{number}") for number in range(5000))), "classroom", {})


@pytest.mark.parametrize(("cases_of", "tests"), [(50, 50), (400, 1)])
def test_each_variable_of_classroom_is_short(cases_of: int, tests: int) -> None:
    cases = tuple(
        CaseResult(f"{number} {'é' * 300}", False, 1, (), Cause.WRONG, Message("x", {"y": EVIL}))
        for number in range(cases_of)
    )
    drawn = result(
        replace(hostile(EVIL), points=cases_of * 100, cases=cases), *(hostile(EVIL, number) for number in range(1, 9))
    )
    text = bare(drawn, "classroom")
    assert all(len(line.encode()) < 131_072 for line in text.splitlines())
    assert len(text.encode()) <= LARGEST
    assert len(classroom_payloads(text)["e0"]["tests"]) == tests


def test_hidden_cases_do_not_show_in_gradescope() -> None:
    secret = CaseResult("secret", True, None, (Verdict("result", "value", Message("secret")),), Cause.WRONG,
                        Message("secret"), {"B": "secret"}, "secret()")  # fmt: skip
    shown = ExerciseResult("a", "A", 100, 0, Outcome.FAILED, Cause.WRONG, Message("score.hidden"), False, (secret,),
                           "secret")  # fmt: skip
    kept = replace(shown, id="b", hidden=True)
    found = json.loads(exported(result(shown, kept), "gradescope", {}))
    assert [each["visibility"] for each in found["tests"]] == ["visible", "hidden"]
    assert ["secret" in json.dumps(each) for each in found["tests"]] == [False, True]


@pytest.mark.parametrize("to", [name for name in EXPORTS if name != "gradescope"])
def test_what_is_hidden_shows_nowhere_else(to: str) -> None:
    secret = CaseResult("secret", True, None, (Verdict("result", "value", Message("secret")),), Cause.WRONG,
                        Message("secret"), {"B": "secret"}, "secret()")  # fmt: skip
    shown = ExerciseResult("a", "A", 100, 0, Outcome.FAILED, Cause.WRONG, Message("score.hidden"), False, (secret,))
    kept = replace(shown, id="secret", title="secret", hidden=True, output="secret")
    needs = Message("needs.one", {"exercises": ("secret",)}, "not judged until `secret` passes")
    waits = ExerciseResult("c", "C", 100, 0, Outcome.SKIPPED, Cause.NEEDS, needs)
    found = exported(result(shown, kept, waits), to, ENVIRONMENT)
    if to == "classroom":
        found = json.dumps(classroom_payloads(found))
    assert "secret" not in found
    if to not in ("github-outputs", "github-annotations"):
        assert "hidden-1" in found
