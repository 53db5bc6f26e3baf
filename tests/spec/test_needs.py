"""`needs`: exercises, devices and libraries, told apart without importing any library."""

from __future__ import annotations

import sys

import pytest

from grader.errors import SpecificationError
from grader.spec import load_assignment

TEXT = """format: 1
submission: work.py
exercises:
  - {{id: square, call: square}}
  - {{id: row-means, call: row_means}}
  - {{id: last, call: last, needs: [{need}]}}
"""


def written(author, need: str) -> None:
    author.file.write_text(TEXT.format(need=need), encoding="utf-8")


@pytest.mark.parametrize(
    "need", ["square", "cuda", "mps", "xpu", "npu", "json", "torchvision", "sklearn.svm", "yaml", "numpy", "PIL"]
)
def test_what_can_be_needed(author, need: str) -> None:
    written(author, need)
    assert load_assignment(author.file, None, is_authors=True).exercises[-1].needs == (need,)
    assert load_assignment(author.file, None).exercises[-1].needs == (need,)


@pytest.mark.parametrize(
    ("need", "meant"),
    [("sqare", "square"), ("means", "row-means"), ("gone", None), ("gone.too", None)],
)
def test_an_id_that_is_misspelt_or_gone_is_no_library(author, need: str, meant: str | None) -> None:
    written(author, need)
    with pytest.raises(SpecificationError) as caught:
        load_assignment(author.file, None, is_authors=True)
    (problem,) = caught.value.problems
    assert (problem.line, problem.path, problem.suggestion) == (6, "last.needs[0]", meant)
    assert f"`{need}`" in problem.text and "square, row-means" in problem.text


def test_where_students_work_a_library_may_be_absent(author) -> None:
    written(author, "no_such_library")
    assert load_assignment(author.file, None).exercises[-1].needs == ("no_such_library",)


def test_a_library_is_none_of_the_ids_that_look_like_it(author) -> None:
    author.file.write_text(TEXT.format(need="numpy").replace("square", "numpys"), encoding="utf-8")
    assert load_assignment(author.file, None).exercises[-1].needs == ("numpy",)


def test_no_library_is_imported(author) -> None:
    written(author, "antigravity")
    load_assignment(author.file, None, is_authors=True)
    assert "antigravity" not in sys.modules
