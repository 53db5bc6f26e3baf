"""What ran, as a notebook: each cell at its number, and nothing that never was Python."""

from __future__ import annotations

import pytest

from grader.model.origin import EXECUTED, Origin
from grader.notebooks import is_notebook, of_notebook

pytest.importorskip("IPython", reason="no IPython here")

from grader.magic.cells import as_notebook


def converted(*cells: str, parsed: tuple[str, ...] | None = None) -> tuple[list[str], Origin, tuple[str, ...]]:
    found = of_notebook(EXECUTED, as_notebook(["", *cells], ["", *(parsed or cells)]), "work.py", {"f"}, ["work.py"])
    return found.content.decode().splitlines(), found.origins[0], found.notes


def test_a_line_is_named_by_its_cell() -> None:
    lines, origin, notes = converted("x = input()", "print(x)", "def f():\n    return 1")
    at = lines.index("    return 1") + 1
    assert str(origin.spot(at)) == "In [3], line 2"
    assert origin.spot(at).short == "2 of In [3]"
    assert notes == ()


def test_the_last_definition_counts_also_if_an_earlier_one_comes_back() -> None:
    base, child = "class Base:\n    pass", "class f(Base):\n    pass"
    lines, _, notes = converted(base, child, base)
    assert lines.index("class Base:") < lines.index("class f(Base):")
    assert notes == ()


def test_what_was_no_python_is_left_out_without_a_word() -> None:
    lines, _, notes = converted("def f(", "def f():\n    return 2")
    assert "    return 2" in lines and notes == ()


def test_a_cell_that_waits_is_python_there() -> None:
    assert "    return 3" in converted("await g()\n\n\ndef f():\n    return 3")[0]


def test_any_text_makes_a_notebook() -> None:
    assert is_notebook(as_notebook([], []))
    assert is_notebook(as_notebook(["", "\udcff\x00", "a" * 9], ["", "\udcff\x00"]))
