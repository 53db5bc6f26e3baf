"""A file that Python cannot import: what the compiler says, and modules that are not there."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from grader.diagnoses.raised import match
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.diagnoses.spelling import nearest
from grader.source.spelling import OTHERS
from grader.source.vocabulary import KNOWN, PLAIN

_MODULES = ("torch", "numpy", "math", "random", "matplotlib", "pandas", "torchvision")
# What Python's compiler says, and what to do.
_SYNTAX = (
    (r"expected ':'", "a line that opens a block, such as `def`, `if` or `for`, ends with a colon"),
    (r"was never closed|unexpected eof", "a bracket is opened and not closed"),
    (r"unmatched|does not match opening", "a bracket is closed that was not opened, or by one of another kind"),
    (r"unterminated|eol while scanning", "a text has no closing quotation mark"),
    (r"expected an indented block", "the lines inside a block must be indented further, and there is at least one"),
    (r"unexpected indent", "this line is indented further than the one before it, and no block begins there"),
    (r"unindent does not match|inconsistent use of tabs", "lines of a block are indented alike: four spaces, no tabs"),
    (r"maybe you meant '=='|cannot assign to", "`=` gives a name and `==` compares: one stands for the other"),
    (r"'return' outside function", "this `return` belongs to no function: look at how the line is indented"),
    (r"forgot a comma", "a comma or a bracket is missing"),
    (r"positional argument follows keyword", "arguments with names come after those without"),
    (r"invalid (?:non-printable )?character", "there is a character that Python does not know, maybe from copied text"),
    (r"missing parentheses in call to 'print'", "`print` wants parentheses"),
    (r"", "Python cannot read the file from there on: look at this line and the end of the one before it"),
)  # fmt: skip


def _module(s: Sight) -> Iterator[Finding]:
    """`No module named 'toch'`, `cannot import name 'Tensro' from 'torch'`"""
    found = match(s, r"no module named '(?P<name>[\w.]+)'")
    if found is not None:
        known = {*_MODULES, *sys.stdlib_module_names}
        first, dot, rest = found["name"].partition(".")
        near = nearest(first, known)
        if near is None and first in known and rest:
            last = nearest(rest.rpartition(".")[2], {"nn", "functional", "optim", "utils", "data", "autograd"})
            near = f"{found['name'].rpartition('.')[0]}.{last}" if last else None
            dot = ""
        if near is not None:
            yield Finding(near, {"owner": "Python", "name": found["name"], "near": f"{near}{dot and f'.{rest}'}"})
    found = match(s, r"cannot import name '(?P<name>\w+)' from '(?P<owner>[\w.]+)'")
    if found is not None and (near := nearest(found["name"], {*KNOWN, *OTHERS, *PLAIN, "nn", "optim", "functional"})):
        yield Finding(near, {"owner": found["owner"], "name": found["name"], "near": near})


def _colon(s: Sight) -> Iterator[Finding]:
    if s.raised is not None and s.raised.type in ("SyntaxError", "IndentationError", "TabError"):
        for pattern, what in _SYNTAX:
            if re.search(pattern, s.raised.text, re.IGNORECASE):
                frame = s.raised.frames[-1] if s.raised.frames else None
                where = f"{frame.file} line {frame.line}: `{frame.text}`" if frame else "the line that Python names"
                yield Finding(pattern, {"what": what, "where": where})
                return


RULES = (
    Rule("syntax", _colon, "{what}, at {where}", is_fact=True),
    Rule("misspelt", _module, "{owner} knows no `{name}`: did you mean `{near}`?", is_fact=True, variant="module"),
)
