"""Every word is explained, from what declares it, and the reference page is what these explanations give."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from grader.checks import KINDS
from grader.explain import GROUPS, Topic, meant, named, notes, topics
from grader.explain.__main__ import PAGE, written
from grader.laws import LAWS
from grader.source import RULES
from grader.spec import assignment_schema
from grader.spec.words import MAKERS, ROOTS

ALL = topics()
every_topic = pytest.mark.parametrize("topic", ALL, ids=lambda topic: f"{topic.group} {topic.name}".replace(" ", "-"))


def of(group: str) -> list[str]:
    return [topic.name for topic in ALL if topic.group == group]


def test_no_word_is_missing() -> None:
    schema = assignment_schema()
    parts = [schema, *(schema["$defs"][name] for name in ("exercise", "case", "step"))]
    assert set(of("grammar")) == {word for part in parts for word in part["properties"]}
    assert of("values") == list(MAKERS) == list(notes.MAKERS)
    assert set(of("options of values")) == {option for options in MAKERS.values() for option in options}
    assert of("paths") == list(ROOTS)
    assert of("checks") == list(KINDS)
    assert set(of("checks") + of("tolerances")) == set(schema["$defs"]["check"]["then"]["properties"])
    assert of("laws") == list(LAWS)
    assert of("source rules") == list(RULES)
    assert set(of("limits")) == set(schema["$defs"]["limits"]["properties"])
    assert {topic.group for topic in ALL} == set(GROUPS)


@every_topic
def test_it_is_explained(topic: Topic) -> None:
    assert re.fullmatch(r"[A-Z`].*[.]", topic.summary), topic.summary
    assert topic.takes and topic.where and topic.example and topic.why
    assert all(len(paragraph) > 10 and paragraph.endswith((".", "`.", ":")) for paragraph in topic.why), topic.why
    if topic.group == "checks":
        assert topic.sees
    if topic.group in ("laws", "source rules"):
        assert topic.messages
    assert topic.name in topic.example or topic.name in ("any", "result")
    assert all(len(line) <= 100 for line in topic.example.splitlines())


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == written(), "run `python -m grader.explain`"


def test_what_is_linked_on_the_page_is_there() -> None:
    text = PAGE.read_text("utf-8")
    headings = [re.sub(r"[^\w -]", "", heading) for heading in re.findall(r"^#+ (.*)", text, re.M)]
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= {heading.lower().replace(" ", "-") for heading in headings}
    assert "<!-- words:" not in text


@pytest.mark.parametrize(
    ("written", "word"),
    [("shpe", "shape"), ("equals", "value"), ("args", "given"), ("distributon", "distribution"), ("regex", "matches")],
)
def test_an_unknown_word_suggests_the_nearest(written: str, word: str) -> None:
    assert not named(written, ALL)
    assert meant(written, ALL) == word
    assert meant("qqqqqq", ALL) is None


def test_a_word_of_two_places_has_two_topics() -> None:
    assert [topic.group for topic in named("call", ALL)] == ["grammar", "values"]
    assert json.dumps([topic.group for topic in named("class", ALL)]) == '["grammar", "values"]'


def test_a_word_that_stands_after_another_is_explained_there() -> None:
    assert {topic.name for topic in named("transposed", ALL)} == {"layout"}
    assert {topic.group for topic in named("float64", ALL)} == {"options of values", "checks"}
    assert {topic.name for topic in named("reference", ALL)} == {"like"}


def test_the_tolerance_in_words_is_the_one_that_is_judged_by() -> None:
    judge = (Path(notes.__file__).parents[1] / "judge" / "tolerance.py").read_text("utf-8")
    explained = (Path(notes.__file__).parent / "checks.py").read_text("utf-8")
    assert '"float32": (1.3e-6, 1e-5)' in judge and "rtol 1.3e-6 and atol 1e-5 for float32" in explained
