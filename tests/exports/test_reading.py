"""A result read back is the result that was written; anything else is one sentence, never another exception."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.exports import EXPORTS, exported, read_result, result_of
from grader.model.excerpt import Excerpt
from grader.model.result import Result, Verdict
from grader.reporters.json_result import to_json, write
from tests.exports.drawn import results
from tests.exports.hosts import ENVIRONMENT
from tests.reporters.conftest import JACOBIAN, PARTIALS, RESULTS, VALUES, result

EXCERPT = Excerpt(
    (3, 4), (), (0, 1), (0, 1), ((1.0, 2.0), (3.0, 4.0)), ((1.0, 2.5), (3.0, float("nan"))),
    ((False, True), (False, True)), (0, 1),
)  # fmt: skip
WITH_EXCERPT = replace(
    JACOBIAN,
    cases=(replace(JACOBIAN.cases[0], verdicts=(Verdict("result", "like", VALUES, False, "a", "b", 1, EXCERPT),)),),
)


@pytest.mark.parametrize("name", RESULTS)
def test_round_trip(name: str) -> None:
    document = to_json(RESULTS[name][0])
    assert to_json(result_of(document)) == document


@settings(max_examples=60, deadline=None)
@given(results())
def test_round_trip_of_random_results(drawn: Result) -> None:
    # As a file has it: tuples are lists there, and what is not finite is text.
    document = json.loads(json.dumps(to_json(drawn), allow_nan=False))
    found = result_of(document)
    assert to_json(found) == document
    assert (found.score, found.max_score, found.points) == (drawn.score, drawn.max_score, drawn.points)
    assert (found.complete, found.passed) == (drawn.complete, drawn.passed)


def test_a_file_and_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = RESULTS["some_failed"][0]
    file = tmp_path / "result.json"
    write(whole, str(file))
    assert to_json(read_result(str(file))) == to_json(whole)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(file.read_bytes())))
    assert to_json(read_result("-")) == to_json(whole)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no JSON"),
        (b"not JSON", "is no JSON"),
        (b"\xff\xfe\x00", "is no JSON"),
        (b"null", "is no result"),
        (b"[]", "is no result"),
        (b"{}", "is no result"),
        (b'{"format": 7}', "is no result"),
        (b'{"format": "check50/v1"}', "is no result"),
        (b'{"format": "grade-result/v2"}', "pip install -U torch-grader"),
        (b'{"format": "grade-result/v2\\u001b[31m"}', "pip install -U torch-grader"),
        (b"[" * 200_000 + b"]" * 200_000, "is no JSON"),
        (b"1" * 10_000, "is no JSON"),
        (b'{"format": NaN}', "is no JSON"),
        (b'{"points": 1e999}', "is no JSON"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_other_files(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "result.json"
    file.write_bytes(content)
    with pytest.raises(UsageError, match=said) as error:
        read_result(str(file))
    assert str(error.value).isprintable()


def test_a_file_that_ends_early(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    text = json.dumps(to_json(RESULTS["one_asked_for"][0]))
    for length in range(0, len(text), 97):
        file.write_text(text[:length])
        with pytest.raises(UsageError, match="is no JSON"):
            read_result(str(file))


def test_files_that_are_not_there(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.json", tmp_path / "none" / "none.json"):
        with pytest.raises(UsageError, match="cannot be read"):
            read_result(str(path))


def whole() -> dict[str, Any]:
    return json.loads(json.dumps(to_json(result(PARTIALS, WITH_EXCERPT, RESULTS["not_all_graded"][0].exercises[2]))))


def places(document: object, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of everything in ``document``."""
    inside = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for key, value in inside:
        yield (*at, key)
        yield from places(value, (*at, key))


def changed(at: tuple[str | int, ...], change: Callable[[Any, Any], None]) -> dict[str, Any]:
    document = whole()
    parent: Any = document
    for step in at[:-1]:
        parent = parent[step]
    change(parent, at[-1])
    return document


def read_or_refused(document: object) -> None:
    """It is read, and every format can be made of it, or there is one sentence."""
    try:
        found = result_of(document)
    except UsageError as error:
        assert str(error).isprintable()
        assert len(str(error)) < 400
        return
    for name in EXPORTS:
        try:
            exported(found, name, ENVIRONMENT, with_hidden=True).encode("utf-8", "backslashreplace")
        except UsageError as error:
            assert name == "classroom50", error


PLACES = list(places(whole()))
OTHER_VALUES = st.sampled_from(
    [None, True, 0, -1, 1.5, 10**30, 1e300, float("inf"), float("nan"), "", "x", "\ud800\x00", [], [[]], {}, {"a": []}]
)


def test_each_key_that_is_missing() -> None:
    for at in PLACES:
        if isinstance(at[-1], str):
            read_or_refused(changed(at, lambda parent, key: parent.pop(key)))


@pytest.mark.parametrize("key", ["format", "exercises", "score", "submission", "run"])
def test_what_must_be_there(key: str) -> None:
    document = whole()
    del document[key]
    with pytest.raises(UsageError, match=f"is no result.*'{key}' is a required property"):
        result_of(document)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PLACES), OTHER_VALUES)
def test_other_values(at: tuple[str | int, ...], value: object) -> None:
    read_or_refused(changed(at, lambda parent, key: parent.__setitem__(key, copy.deepcopy(value))))


def test_a_document_that_goes_deep() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    for key in ("exercises", "run", "versions", "format"):
        with pytest.raises(UsageError):
            result_of({**whole(), key: deep})
    document = whole()
    document["exercises"][0]["message"]["parameters"]["x"] = deep
    with pytest.raises(UsageError):
        result_of(document)
    # Let go of it from the outside, for Python's own way through it goes as deep.
    while deep:
        deep = deep.pop()


EXCERPT_CHANGES: dict[str, list[Any]] = {
    "shape": [[], [3], [0], [-1, -1], [2, 3, 4]],
    "before": [[0], [0, 0, 0], [-1]],
    "rows": [[], [0], [0, 0], [7, 8], [-1, 1], [0, 1, 2]],
    "columns": [[], [1], [0, 0], [10**9, 1]],
    "expected": [[], [[1.0]], [[], []], [["nan", "x"], ["1j", "(1-2j)"]], [[True, 1], [10**400, -(10**400)]]],
    "differs": [[], [[True]], [[False, False], [False, False]]],
    "worst": [[9, 9], [0, 9]],
    "region": [None, {"id": "no.such", "text": "", "parameters": {}}],
}


@pytest.mark.parametrize("key", EXCERPT_CHANGES)
def test_an_excerpt_whose_parts_do_not_fit(key: str) -> None:
    for value in EXCERPT_CHANGES[key]:
        document = whole()
        check = document["exercises"][1]["cases"][0]["checks"][0]
        check["excerpt"][key] = value
        read_or_refused(document)
        del check["excerpt"]["worst"]
        read_or_refused(document)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("score", 9, "`score` is 9, and its exercises make 0"),
        ("max_score", 1, "`max_score` is 1, and its exercises make 6.5"),
        ("points", 100, "`points` is 100"),
    ],
)
def test_totals_that_are_not_the_sums(key: str, value: int, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        result_of({**whole(), key: value})


def test_exercises_that_contradict_themselves() -> None:
    document = whole()
    document["exercises"][0]["score"] = 99
    with pytest.raises(UsageError, match="`partials` has more points than there are"):
        result_of(document)
    document = whole()
    document["exercises"][0]["outcome"] = "passed"
    with pytest.raises(UsageError, match="`partials` is passed, and its cause is wrong"):
        result_of(document)
