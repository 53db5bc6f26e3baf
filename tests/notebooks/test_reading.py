"""Bytes to cells: both forms, what is no notebook, and what is too much of one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.notebooks import is_notebook, of_notebook, of_script
from grader.notebooks.document import LARGEST, MOST_CELLS, read_cells
from tests.notebooks.built import built, code, text

DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["cells", "cell_type", "source", "worksheets", "metadata", "tags"]), inner)
    ),
    max_leaves=12,
)


def test_cells_are_counted_with_all_others_and_blank_ones_left_out() -> None:
    cells = read_cells("w", built(text("x"), "a = 1", "  \n", code(["b = 1\n", "c = 2"], tags=("grade",))))
    assert [(each.number, each.text, each.is_whole) for each in cells] == [
        (2, "a = 1", False),
        (4, "b = 1\nc = 2", True),
    ]


def test_the_older_form_counts_over_its_worksheets() -> None:
    sheets = [{"cells": [code("a", 3), text("x")]}, {"cells": [code("b", 3)]}, {"cells": 5}, 7]
    cells = read_cells("w", json.dumps({"nbformat": 3, "worksheets": sheets}).encode())
    assert [(each.number, each.text) for each in cells] == [(1, "a"), (3, "b")]


@pytest.mark.parametrize("source", [5, None, {"a": 1}, ["x", 5]])
def test_a_source_of_another_type_is_no_text(source: object) -> None:
    (cell,) = read_cells("w", built(code(source)))
    assert cell.text is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"{", "not complete"),
        (b"\xff\xfe\x00", "not complete"),
        (b"[]", "holds no cells"),
        (b'{"cells": 5}', "holds no cells"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"cells": [], "x": ' + b"1" * 10_000 + b"}", "not complete"),
        (built(*[{}] * (MOST_CELLS + 1)), "more than 10,000 cells"),
        (built("x = 1\n" * 200_000), "more than 1 MB of code"),
        (built("x\n" * 30_000), "more than 20,000 statements"),
        (b" " * (LARGEST + 1), "clear its outputs"),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_read_is_one_sentence(content: bytes, said: str) -> None:
    with pytest.raises(UsageError, match=said) as raised:
        of_notebook("work.ipynb", content, "work.py", [], [])
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (built(), True), (built(version=3), True), (b"\xef\xbb\xbf \n" + built(), True), (b'{"cells": []}', True),
        (b"", False), (b"{1, 2}", False), (b"{'cells': []}", False), (b'{"cells": 1}', False), (b"x = 1", False),
        (b"{" * 100_000, False), (b'{"a":' * 100_000, False), (b"{}", False),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_a_notebook_is_known_by_its_bytes(content: bytes, expected: bool) -> None:
    assert is_notebook(content) is expected


@given(DOCUMENTS)
def test_any_json_is_a_module_or_one_sentence(document: object) -> None:
    try:
        found = of_notebook("w.ipynb", json.dumps(document).encode(), "w.py", ["f"], [])
    except UsageError:
        return
    compile(found.content, "w.py", "exec")


@given(st.lists(st.text(alphabet="ab=()[]'\"\\#!%?;: \n\tdefclassimport", max_size=60), max_size=4))
def test_any_cells_are_a_module_of_which_each_line_has_its_place(sources: list[str]) -> None:
    found = of_notebook("w.ipynb", built(*sources), "w.py", ["a"], [])
    compile(found.content, "w.py", "exec")
    lines = found.content.decode().split("\n")
    (origin, *_) = found.origins
    assert len(origin.lines) >= len(lines) - 1
    for number, line in enumerate(lines, 1):
        if number > 2 and line.strip() and "pass" not in line and "get_ipython" not in line and line != "\\":
            spot = origin.spot(number)
            assert sources[spot.cell - 1].split("\n")[spot.line - 1].strip().endswith(line.strip()[-1:])


@given(st.binary(max_size=80))
def test_any_bytes_are_an_ordinary_script_or_a_module(content: bytes) -> None:
    found = of_script("w.py", content, [], [])
    if found is not None:
        compile(found.content, "w.py", "exec")
