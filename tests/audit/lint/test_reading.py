"""What is read for the rules: parameters of functions and methods, and words of prompts."""

from __future__ import annotations

import pytest

from grader.audit.lint import unstated, words
from grader.audit.lint.signatures import Signatures
from grader.checks import KINDS
from grader.laws import LAWS
from grader.source import RULES as SOURCE_RULES

TEXT = b'''
def plain(x, /, dim=-1, *, keep=False):
    """About plain."""

def anything(*given): ...
def named(x, **more): ...
@cache
def wrapped(x): ...

class Layer:
    """About Layer."""
    def __init__(self, width): ...
    def forward(self, x):
        """About forward."""
    @staticmethod
    def still(x): ...
other = plain
'''


@pytest.mark.parametrize(
    ("name", "method", "parameters"),
    [
        ("plain", None, ("x", "dim", "keep")),
        ("anything", None, None),
        ("named", None, None),
        ("wrapped", None, None),
        ("other", None, None),
        ("absent", None, None),
        ("Layer", None, None),
        ("Layer", "__init__", ("width",)),
        ("Layer", "forward", ("x",)),
        ("Layer", "still", None),
        ("Layer", "absent", None),
    ],
)
def test_parameters(name: str, method: str | None, parameters: tuple[str, ...] | None) -> None:
    assert Signatures.of([b"def broken(", TEXT]).parameters(name, method) == parameters


def test_docstrings() -> None:
    assert Signatures.of([TEXT]).docstring(["plain", "absent"]) == "About plain."
    assert Signatures.of([TEXT]).docstring(["Layer"]).split("\n")[::2] == ["About Layer.", "About forward."]


def test_words_are_of_kinds_laws_and_rules_that_are_there() -> None:
    assert set(words.BY_KIND) <= set(KINDS)
    assert set(words.BY_DEMAND) == {*LAWS, *SOURCE_RULES, "slowdown", "operators"}
    for table in (words.BY_KIND, words.BY_DEMAND, words.BY_ROOT):
        assert all(word == word.lower() for listed in table.values() for word in listed)


@pytest.mark.parametrize(
    ("text", "name", "is_there"),
    [
        ("return it as int64", "dtype", True),
        ("a row of numbers", "shape", True),
        ("the print is nothing", "dtype", False),
        ("vectorised, please", "loops", True),
        ("numbers that differ", "distinct", True),
    ],
)
def test_words_begin_words(text: str, name: str, is_there: bool) -> None:
    listed = {**words.BY_KIND, **words.BY_DEMAND}[name]
    assert unstated.mentions(text, listed) is is_there
