"""Cells of a table that a spreadsheet may open: nothing that a student wrote is a formula there, and no number breaks.

The rule: a text that begins with ``=``, ``+``, ``-`` or ``@``, or has one just after a ``;``, where other countries'
spreadsheets begin a cell, gets a ``'`` before it. An identifier by which a host finds somebody is left as it is where
it is made of letters, digits and ``._@+-``, of which no formula that calls anything can be made. Numbers are ours.
Tabs and line ends are spelt, as everything else that cannot be seen.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

from grader.reporters.inert import inert

_LONGEST = 1000
# Wide letters are signs to spreadsheets of some languages. Quotes and spaces may stand between.
_FORMULA = re.compile(r"""(^|;)(?=["'\s]*[=+\-@＝＋－＠])""")
_PLAIN = re.compile(r"(?!=)[\w.@+-]+", re.ASCII)


def words(text: str) -> str:
    """A text for people."""
    return _FORMULA.sub(r"\1'", inert(text, _LONGEST))


def identifier(text: str) -> str:
    """What a program looks somebody up by."""
    return text if _PLAIN.fullmatch(text) else words(text)


def number(hundredths: int | None) -> str:
    """Points with two decimals; empty where there is no score."""
    if hundredths is None:
        return ""
    whole, part = divmod(abs(hundredths), 100)
    return f"{'-' if hundredths < 0 else ''}{whole}.{part:02}"


def flag(is_so: bool) -> str:
    return "yes" if is_so else "no"


def table(rows: Iterable[Sequence[str]]) -> str:
    """Commas, quotes where they are needed, and no mark of the byte order: it would be part of the first name."""
    written = StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()
