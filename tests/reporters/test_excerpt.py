"""Numbers that differ as a table, at every width and in every sign; and the same numbers in the JSON result."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from itertools import product
from textwrap import dedent

import jsonschema
import pytest
from rich.cells import cell_len

from grader.model.excerpt import Excerpt, Number
from grader.model.message import Message
from grader.model.result import CaseResult, Cause, ExerciseResult, Outcome, Result, Verdict
from grader.reporters.excerpt import is_worth_a_table, show
from grader.reporters.json_result import to_json
from grader.reporters.marks import ASCII, UNICODE, Marks
from grader.reporters.page import Page
from grader.reporters.summary import Surroundings
from grader.reporters.terminal import lines as report

NAN, INF = float("nan"), float("inf")
Rows = list[list[Number]]


def excerpt(got: Rows, expected: Rows, **changes: object) -> Excerpt:
    """Of a matrix that is shown whole."""
    height, width = len(got), len(got[0])
    differs = [[one != other for one, other in zip(*rows, strict=True)] for rows in zip(got, expected, strict=True)]
    worst = next(place for place in product(range(height), range(width)) if differs[place[0]][place[1]])
    whole = Excerpt(
        shape=(height, width),
        before=(),
        rows=tuple(range(height)),
        columns=tuple(range(width)),
        expected=tuple(map(tuple, expected)),
        actual=tuple(map(tuple, got)),
        differs=tuple(map(tuple, differs)),
        worst=worst,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def shown(one: Excerpt, width: int = 80, marks: Marks = UNICODE, rows: int = 6, indent: int = 0) -> list[str]:
    page = Page(width, marks)
    assert show(page, one, indent, rows) is bool(page.lines)
    return [line.plain for line in page.lines]


def lines(text: str) -> list[str]:
    return dedent(text).strip("\n").splitlines()


MASK = excerpt(
    [[0.25, 0.5, 0.25], [0.1, 0.2, 0.7], [1.0, -0.5, 0.0]],
    [[0.25, 0.0, 0.0], [0.1, 0.2, 0.0], [1.0, -0.5, 0.0]],
    region=Message("region.above"),
)


def test_wrong_numbers_have_a_sign_and_the_expected_ones_below_them() -> None:
    assert shown(MASK) == lines("""
        All that differs lies above the diagonal.
                            0       1      2
        row 0  got       0.25    0.50✗  0.25✗
               expected          0.00   0.00
        row 1  got       0.10    0.20   0.70✗
               expected                 0.00
        row 2  got       1.00   -0.50   0.00
        """)


def test_without_unicode() -> None:
    assert shown(MASK, marks=ASCII)[2:4] == lines("""
        row 0  got       0.25    0.50*  0.25*
               expected          0.00   0.00
        """)
    assert all("".join(shown(one, width, ASCII)).isascii() for one in TABLES.values() for width in (30, 80))


PART = excerpt(
    [[float(10 * row + column) for column in range(8)] for row in range(6)],
    [[float(10 * row + column + (row == column == 3)) for column in range(8)] for row in range(6)],
    shape=(2, 3, 40, 50),
    before=(1, 2),
    rows=tuple(range(30, 36)),
    columns=tuple(range(20, 28)),
    worst=(33, 23),
)


def test_what_is_left_out_is_marked_and_the_matrix_named() -> None:
    assert shown(PART, width=60, rows=2) == lines("""
        [1, 2, :, :]
                         …    20     21     22     23     24  …
        …
        row 32  got      …  20.0   21.0   22.0   23.0   24.0  …
        row 33  got      …  30.0   31.0   32.0   33.0✗  34.0  …
                expected                         34.0
        …
        """)


def test_without_unicode_three_points_stand_for_what_is_left_out() -> None:
    found = shown(PART, width=60, rows=2, marks=ASCII)
    assert found[2] == found[-1] == "..."
    assert found[4] == "row 33  got      ...  30.0   31.0   32.0   33.0*  34.0  ..."


def test_one_dimension_has_no_rows() -> None:
    one = excerpt([[1, 2, 7, 9]], [[1, 2, 3, -4]], shape=(9,))
    assert shown(one) == lines("""
                  0   1   2    3  …
        got       1   2   7✗   9✗ …
        expected          3   -4
        """)


def test_where_everything_differs_three_rows_are_enough() -> None:
    one = excerpt([[2.0, 2.0]] * 6, [[1.0, 1.0]] * 6)
    assert [line for line in shown(one) if line.startswith("row")] == [
        f"row {row}  got       2.0✗  2.0✗" for row in range(3)
    ]
    assert shown(one)[-1] == "…"


TABLES: dict[str, Excerpt] = {
    "mask": MASK,
    "part": PART,
    "nan": excerpt([[NAN, INF, 1.0], [0.5, -INF, 0.25]], [[0.5, 1.5, 1.0], [0.5, 0.125, 0.25]]),
    "bool": excerpt([[True, False], [True, True]], [[True, True], [False, True]]),
    "integers": excerpt([[1, -20], [300, 4]], [[1, 20], [300, 4]]),
    "complex": excerpt([[1 + 2j, 0.5 - 1j]], [[1 - 2j, 0.5 - 1j]]),
    "nearly": excerpt([[0.100001, 2.0]], [[0.1, 2.0]]),
    "very nearly": excerpt([[1.0 + 1e-12, 2.0]], [[1.0, 2.0]]),
    "large": excerpt([[3e12, 0.25]], [[0.5, 0.25]]),
    "all large": excerpt([[3e12, 1e9]], [[2e12, 1e9]]),
    "tiny": excerpt([[3e-9, 1e-9]], [[2e-9, 1e-9]]),
    "huge integers": excerpt([[2**63, 1]], [[2**63 - 1, 1]]),
    "no column at all": excerpt([[-0.00001, 5.0]], [[0.00002, 4.0]]),
}

CELLS = {
    "nan": [["nan✗", "inf✗", "1.000"], ["0.500", "1.500"], ["0.500", "-inf✗", "0.250"], ["0.125"]],
    "bool": [["True", "False✗"], ["True"], ["True✗", "True"], ["False"]],
    "integers": [["1", "-20✗"], ["20"], ["300", "4"]],
    "complex": [["1.0+2.0j✗", "0.5-1.0j"], ["1.0-2.0j"]],
    "nearly": [["0.100001✗", "2.000000"], ["0.100000"]],
    "very nearly": [["1.0000000000010001e+00✗", "2.0000000000000000e+00"], ["1.0000000000000000e+00"]],
    "large": [["3.000e+12✗", "0.25"], ["0.50"]],
    "all large": [["3.000e+12✗", "1.000e+09"], ["2.000e+12"]],
    "tiny": [["3.000e-09✗", "1.000e-09"], ["2.000e-09"]],
    "huge integers": [["9223372036854775808✗", "1"], ["9223372036854775807"]],
    "no column at all": [["-0.00001✗", "5.00000✗"], ["0.00002", "4.00000"]],
}


@pytest.mark.parametrize("name", CELLS)
def test_numbers_have_the_digits_that_tell_them_apart(name: str) -> None:
    found = [line.split() for line in shown(TABLES[name])[1:]]
    assert [line[3:] if line[0] == "row" else line[1:] for line in found] == CELLS[name]


@pytest.mark.parametrize("name", ["mask", "nan", "nearly", "large", "tiny", "no column at all"])
def test_points_stand_below_each_other(name: str) -> None:
    table = [line for line in shown(TABLES[name]) if "got" in line or "expected" in line]
    points = {at for line in table for at, sign in enumerate(line) if sign == "."}
    assert len(points) == len(TABLES[name].columns)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("width", [20, 33, 47, 80, 100])
@pytest.mark.parametrize("marks", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_it_keeps_to_the_width(name: str, width: int, marks: Marks) -> None:
    one = TABLES[name]
    found = shown(one, width, marks, indent=5)
    assert all(cell_len(line) <= width for line in found)
    assert all(line == line.rstrip() for line in found)
    if found:
        sign = marks.wrong
        assert any(sign in line for line in found), "the worst entry is always there"


def test_where_there_is_no_room_there_is_no_table() -> None:
    assert shown(PART, width=20) == []


def test_colours_are_those_of_a_terminal_whatever_its_background() -> None:
    page = Page(80, UNICODE)
    show(page, MASK, 0, 6)
    styles = {str(span.style) for line in page.lines for span in line.spans}
    assert styles <= {"red", "green", "dim", ""}
    (got,) = (line for line in page.lines if line.plain.startswith("row 1"))
    (red,) = (got.plain[span.start : span.end] for span in got.spans if span.style == "red")
    assert red.strip() == "0.70✗"


@pytest.mark.parametrize(
    ("shape", "worth"),
    [((3,), False), ((8,), False), ((9,), True), ((2, 2), True), ((1, 5), False), ((5, 1), False), ((1, 2, 2), True)],
)
def test_a_few_numbers_are_one_line(shape: tuple[int, ...], worth: bool) -> None:
    assert is_worth_a_table(replace(MASK, shape=shape)) is worth


def reported(verdict: Verdict, base: Result, width: int = 80) -> list[str]:
    """The report's lines on an exercise in which this verdict is wrong."""
    case = CaseResult(None, False, None, (verdict,), Cause.WRONG, verdict.message)
    exercise = ExerciseResult("a", "A", 100, 0, Outcome.FAILED, Cause.WRONG, verdict.message, cases=(case,))
    found = report(replace(base, exercises=(exercise,)), width, UNICODE, Surroundings())
    return [line.plain.strip() for line in found]


@pytest.mark.parametrize(("width", "is_table"), [(80, False), (40, True)])
def test_what_does_not_fit_into_a_line_is_a_table(
    width: int, is_table: bool, examples: dict[str, tuple[Result, object]]
) -> None:
    one = excerpt([[0.25, 0.5, 0.75, 1.0]], [[0.25, 0.5, 0.75, -1.0]], shape=(4,))
    texts = "tensor([0.25, 0.5, 0.75, -1.0])", "tensor([0.25, 0.5, 0.75, 1.0])"
    verdict = Verdict("result", "like", Message("value.other", {"expected": "1", "actual": "2"}), False, *texts, 0, one)
    found = reported(verdict, examples["all_passed"][0], width)
    assert any(line.endswith("1.00✗") for line in found) is is_table
    assert (f"got       {texts[1]}" in found) is not is_table


def test_a_matrix_is_a_table_and_not_two_lines(examples: dict[str, tuple[Result, object]]) -> None:
    texts = "tensor of shape (3, 3), float32", "tensor of shape (3, 3), float32"
    message = Message("value.other", {"expected": "1", "actual": "2"})
    found = reported(Verdict("result", "like", message, False, *texts, 0, MASK), examples["all_passed"][0])
    start = found.index("All that differs lies above the diagonal.")
    assert found[start + 2] == "row 0  got       0.25    0.50✗  0.25✗"
    assert not any("tensor of shape" in line for line in found)


SCHEMA = json.loads((files("grader") / "schemas" / "result.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", TABLES)
def test_it_is_in_the_result(name: str, examples: dict[str, tuple[Result, object]]) -> None:
    message = Message("value.other", {"expected": "1", "actual": "2"})
    verdict = Verdict("result", "like", message, excerpt=TABLES[name])
    case = CaseResult(None, False, None, (verdict,), Cause.WRONG)
    exercise = ExerciseResult("a", "A", 100, 0, Outcome.FAILED, Cause.WRONG, cases=(case,))
    base, _ = examples["all_passed"]
    found = to_json(replace(base, exercises=(exercise,)))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    json.dumps(found, allow_nan=False)
    told = found["exercises"][0]["cases"][0]["checks"][0]["excerpt"]  # type: ignore[index,call-overload]
    assert told.keys() == SCHEMA["$defs"]["excerpt"]["properties"].keys()
    assert len(told["actual"]) == len(told["rows"])


def test_what_json_cannot_say_is_text(examples: dict[str, tuple[Result, object]]) -> None:
    one = excerpt([[NAN, -INF, 1 + 2j, True, 3]], [[0.5, 1.0, 1 - 2j, False, 3]])
    verdict = Verdict("result", "like", Message("value.none", {"expected": "1"}), excerpt=one)
    case = CaseResult(None, False, None, (verdict,), Cause.WRONG)
    exercise = ExerciseResult("a", "A", 100, 0, Outcome.FAILED, Cause.WRONG, cases=(case,))
    base, _ = examples["all_passed"]
    found = to_json(replace(base, exercises=(exercise,)))
    told = found["exercises"][0]["cases"][0]["checks"][0]["excerpt"]  # type: ignore[index,call-overload]
    assert told["actual"] == [["nan", "-inf", "(1+2j)", True, 3]]
    assert told["expected"] == [[0.5, 1.0, "(1-2j)", False, 3]]
