"""A cell's text without some of its statements: every line stays where it is."""

from __future__ import annotations

import ast
from collections.abc import Collection

from grader.notebooks.pieces import DEFINITIONS

_PASS = b"pass"


def without(text: str, gone: Collection[ast.stmt], inner: Collection[ast.stmt]) -> list[str]:
    """The lines of ``text``. Where a statement of ``gone`` was there is nothing, or `pass` beside others.

    ``inner`` are within others, where `pass` has to stand.
    """
    lines = text.encode().split(b"\n")
    within = {id(node) for node in inner}
    for node in sorted((*gone, *inner), key=_start, reverse=True):
        _cut(lines, node, must_pass=id(node) in within)
    return [line.decode() for line in lines]


def _start(node: ast.stmt) -> tuple[int, int]:
    if isinstance(node, DEFINITIONS) and node.decorator_list:
        # The sign before it stands where the definition does.
        return min(each.lineno for each in node.decorator_list), node.col_offset
    return node.lineno, node.col_offset


def _cut(lines: list[bytes], node: ast.stmt, *, must_pass: bool) -> None:
    first, start = _start(node)
    last, end = node.end_lineno or first, node.end_col_offset or 0
    before, after = lines[first - 1][:start], lines[last - 1][end:]
    has_neighbour = bool(before.strip()) or after.lstrip().startswith(b";")
    lines[first - 1 : last] = [b""] * (last - first + 1)
    if not (must_pass or has_neighbour):
        lines[last - 1] = after
    elif first == last or not after.strip():
        lines[first - 1] = before + _PASS + after
    else:
        # What follows on its last line belongs to the same logical line.
        lines[first - 1 : last - 1] = [b"\\"] * (last - first)
        lines[first - 1] = before + _PASS + b" \\"
        lines[last - 1] = after
