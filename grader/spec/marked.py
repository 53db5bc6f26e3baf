"""Starters from solutions: what stands between `# BEGIN SOLUTION` and `# END SOLUTION` is left to students.

Text goes in and text comes out; nothing of it is run, and every line that is not marked stays as it is.
"""

from __future__ import annotations

import ast
import re
import tokenize
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import StringIO

BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
_MARK = re.compile(r"#+\s*(BEGIN|END)\s+SOLUTION\s*", re.IGNORECASE)
# What somebody wrote who meant a mark: taken for a comment, it would leave the solution where students read it.
_MEANT = re.compile(r"#\W*(?:BEGIN|END)[\s_-]*(?P<word>SOLUTION\b|[A-Z]{5,11}\b(?=\W*$))", re.IGNORECASE | re.MULTILINE)
_WORD, _ALIKE = "SOLUTION", 0.8
_OF_THE_FILE = re.compile(r"#!|#.*coding[:=]")
_NOT_YET, _YOURS, _NOTHING = "raise NotImplementedError", "# Write this yourself.", "pass"
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Mismarked(Exception):
    """What is wrong with the marks of a text, or with the text, and the line where it is."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(line, text)
        self.line, self.text = line, text


@dataclass(frozen=True, slots=True)
class _Part:
    """What is marked: the lines of both marks, counted from 1, and where statements begin in between."""

    begin: int
    end: int
    indent: str


def starter_of(text: str) -> str | None:
    """``text`` with every marked part replaced; None where nothing is marked. Raises ``Mismarked``.

    A function raises ``NotImplementedError`` where its solution began. In a class or a module a comment stands there.
    """
    if not _MEANT.search(text):
        return None
    _parse(text)
    lines = _lines(text)
    parts = list(_parts(lines))
    if not parts:
        return None
    raising = _replaced(lines, parts, {part.begin: [_NOT_YET] for part in parts})
    rows = dict(zip(_rows(parts), parts, strict=True))
    settled = dict(_settle(_parse_made(raising, rows).body, {row: part.begin for row, part in rows.items()}))
    made = _replaced(lines, parts, settled)
    _parse_made(made, rows)
    return made


def without(text: str, names: Collection[str]) -> str:
    """``text`` without the functions and classes of these names at its top. Raises ``Mismarked`` if it is no Python.

    Decorators go with them, and the comment right above.
    """
    body, lines = _parse(text).body, _lines(text)
    comments = _comments(lines)
    gone: set[int] = set()
    for node in body:
        if isinstance(node, _Definition) and node.name in names:
            gone.update(_taken(node, lines, comments))
    return "".join(line for number, line in enumerate(lines, 1) if number not in gone)


def _taken(node: _Definition, lines: Sequence[str], comments: Collection[int]) -> range:
    """The lines of ``node``, from the comment above it to the last one within, and the blank ones that set it off."""
    first = min(each.lineno for each in (node, *node.decorator_list))
    while first - 1 in comments and lines[first - 2].startswith("#") and not _is_of_the_file(first - 1, lines):
        first -= 1
    last = end = node.end_lineno or node.lineno
    while end < len(lines) and (not lines[end].strip() or (end + 1 in comments and lines[end][0].isspace())):
        end += 1
        last = end if end in comments else last
    above = first
    while above > 1 and not lines[above - 2].strip():
        above -= 1
    if above == 1:  # nothing is left above it
        while last < len(lines) and not lines[last].strip():
            last += 1
    return range(above, last + 1)


def _is_of_the_file(line: int, lines: Sequence[str]) -> bool:
    return line <= 2 and _OF_THE_FILE.match(lines[line - 1]) is not None


def _parts(lines: Sequence[str]) -> Iterator[_Part]:
    """In the order of their lines."""
    begun = 0
    for line, is_begin in _marks(lines):
        if is_begin and begun:
            raise Mismarked(line, f"`{BEGIN}` stands here again, and the one in line {begun} is not ended: `{END}`")
        if not is_begin and not begun:
            raise Mismarked(line, f"`{END}` ends nothing: put `{BEGIN}` above what students write themselves")
        if not is_begin:
            yield _Part(begun, line, _indent(lines, begun, line))
        begun = line if is_begin else 0
    if begun:
        raise Mismarked(begun, f"`{BEGIN}` is never ended: put `{END}` below what students write themselves")


def _marks(lines: Sequence[str]) -> Iterator[tuple[int, bool]]:
    """The line of every mark, and whether it is one that begins."""
    comments = _comments(lines)
    for number, line in enumerate(lines, 1):
        comment = comments.get(number)
        alone = line.strip()
        if comment is None:
            if _MARK.fullmatch(alone):
                raise Mismarked(number, f"the mark `{alone}` stands within a text, where it is none: take it out")
        elif (mark := _MARK.fullmatch(comment)) and comment.strip() == alone:
            yield number, mark[1].upper() == "BEGIN"
        elif (meant := _MEANT.match(comment)) and not _is_alike(meant["word"]):
            continue
        elif meant and meant["word"].upper() != _WORD:
            raise Mismarked(number, f"`{alone}` is no mark, and looks like one: write `{BEGIN}` or `{END}`")
        elif meant:
            raise Mismarked(number, f"a mark stands alone on its line, `{BEGIN}` or `{END}` and nothing else")


def _is_alike(word: str) -> bool:
    return SequenceMatcher(None, word.upper(), _WORD).ratio() >= _ALIKE


def _comments(lines: Sequence[str]) -> dict[int, str]:
    """The comment of each line that has one."""
    plain = iter([line.rstrip("\r\n") + "\n" for line in lines])
    tokens = tokenize.generate_tokens(lambda: next(plain, ""))
    try:
        return {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}
    except tokenize.TokenError as error:
        raise Mismarked(error.args[1][0], f"this is no Python: {error.args[0]}") from None
    except SyntaxError as error:
        raise Mismarked(error.lineno or 1, f"this is no Python: {error.msg}") from None


def _indent(lines: Sequence[str], begin: int, end: int) -> str:
    """That of the first statement, as the mark above may stand anywhere; of the mark where there is none."""
    within = (line for line in lines[begin : end - 1] if line.strip() and not line.lstrip().startswith("#"))
    line = next(within, lines[begin - 1])
    return line[: len(line) - len(line.lstrip())]


def _replaced(lines: Sequence[str], parts: Sequence[_Part], by: Mapping[int, Sequence[str]]) -> str:
    """``lines`` with other ones in place of the parts, by the line that each begins in."""
    made: list[str] = []
    after = 0
    for part in parts:
        begin = lines[part.begin - 1]
        ending = begin[len(begin.rstrip("\r\n")) :]
        made += lines[after : part.begin - 1]
        made += [f"{part.indent}{line}{ending}" for line in by[part.begin]]
        after = part.end
    return "".join([*made, *lines[after:]])


def _rows(parts: Sequence[_Part]) -> Iterator[int]:
    """Where each part's line is when every one has been replaced by a single line."""
    shorter = 0
    for part in parts:
        yield part.begin - shorter
        shorter += part.end - part.begin


def _settle(
    body: Sequence[ast.stmt],
    rows: Mapping[int, int],
    *,
    in_function: bool = False,
    inner: bool = False,
    over: bool = False,
) -> Iterator[tuple[int, list[str]]]:
    """The lines that stand for each part in the end; ``rows`` are those of the placed ones, with the parts' own.

    ``over`` where an exception was raised already before ``body`` is reached: one is enough. A block is never left
    without a statement.
    """
    is_empty = inner and all(each.lineno in rows for each in body)
    for each in body:
        if (part := rows.get(each.lineno)) is not None:
            kept = _NOT_YET if in_function else _NOTHING
            comment = [] if in_function else [_YOURS]
            yield part, [*comment, *([kept] if is_empty or (in_function and not over) else [])]
            is_empty, over = False, over or in_function
        elif isinstance(each, _Definition):
            function = not isinstance(each, ast.ClassDef)
            yield from _settle(each.body, rows, in_function=function, inner=True)
        else:
            for block in _blocks(each):
                yield from _settle(block, rows, in_function=in_function, inner=True, over=over)


def _blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """The lists of statements right below ``node``, those of its handlers and cases included."""
    for _, value in ast.iter_fields(node):
        for each in value if isinstance(value, list) else ():
            if isinstance(each, ast.stmt):
                yield value
                break
            if isinstance(each, ast.ExceptHandler | ast.match_case):
                yield each.body


def _parse(text: str) -> ast.Module:
    try:
        return _compiled(text)
    except SyntaxError as error:
        raise Mismarked(error.lineno or 1, f"this is no Python: {error.msg}") from None


def _parse_made(text: str, rows: Mapping[int, _Part]) -> ast.Module:
    """Where it is no Python, the part that stands nearest above is to blame."""
    try:
        return _compiled(text)
    except SyntaxError as error:
        above = [part for row, part in rows.items() if row <= (error.lineno or 1)] or list(rows.values())[:1]
        said = "without what is marked here the rest is no Python"
        raise Mismarked(above[-1].begin, f"{said} ({error.msg}): mark whole statements of one block") from None


def _compiled(text: str) -> ast.Module:
    """Raises ``SyntaxError`` for all that Python refuses, such as a ``nonlocal`` name that is gone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(text)
            compile(text, "starter", "exec", dont_inherit=True)
        except (RecursionError, MemoryError):
            raise SyntaxError("it is nested too deep") from None
        except ValueError as error:  # null bytes
            raise SyntaxError(str(error)) from None
    return tree


def _lines(text: str) -> list[str]:
    """As Python counts them, with their ends as they are: a form feed ends none."""
    return list(StringIO(text, newline=""))
