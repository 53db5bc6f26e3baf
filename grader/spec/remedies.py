"""Says what to do about text that is not YAML: PyYAML's complaint and its line become one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from grader.spec.corrections import as_bound, as_exceptions
from grader.spec.words import SENTENCES

_ENTRY = re.compile(r"\s*(?:- +)*(?P<key>[\w.*-]+): +(?P<text>[^{].*?)\s*")
_PATH_WITH_BRACKETS = re.compile(r"[\w.*]+\[[^\]]*\](?=:)")
_STAR_PATH = re.compile(r"\*\.[\w.*]+")
_COMMENT = re.compile(r"\s#[^\s#]")
_BOUND = re.compile(r"(?P<key>[^\s:{,][^:{,]{0,80}): +(?P<bound>[<>]=? *-?[\w.-]+) *(?=[,}]|$)")
_EXCEPTION = re.compile(r"\braises: *(?P<name>![A-Za-z_][\w.]*)")
_WILDCARD = re.compile(r"\b(?:shape|randn?|randint|zeros|ones|full|arange): *\[[^\]]{0,80}\*\s*[,\]]")
_FLOW_ENTRY = re.compile(r"[{,] *(?P<key>[\w.-]+): +(?=[^\s{\[\"'])")
_FLOW_END = re.compile(r"\s*(?:, *[\w.-]+: |\}|$)")
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Spot:
    """Where PyYAML stopped, and the line where what it was reading began."""

    lines: list[str]
    line: int
    column: int
    began: int
    complaint: str

    @property
    def text(self) -> str:
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def character(self) -> str:
        return self.text[self.column : self.column + 1]

    def quoted(self) -> str | None:
        """The entry on this line with quotes around its text, where it is an entry of a block."""
        entry = _ENTRY.fullmatch(self.text)
        if entry is None or len(entry["text"]) > _LONGEST:
            return None
        return f"{entry['key']}: {in_quotes(entry['text'])}"

    def bound(self) -> str | None:
        """The range for a bound such as ``>=1`` that begins here."""
        for entry in _BOUND.finditer(self.text):
            if entry.start("bound") <= self.column <= entry.end("bound") and entry["key"] not in SENTENCES:
                return as_bound(entry["bound"], counts=entry["key"].startswith("calls."))
        return None


def in_quotes(text: str) -> str:
    """``text`` as YAML has it between single quotes."""
    return "'" + text.replace("'", "''") + "'"


_A_BOUND = "a text that begins with `>` needs quotes; a bound is written as a range, which has both its ends"

# What is said: the line's index, the sentence, and what was probably meant.
Said = tuple[int, str, str | None]


def explain(error: yaml.MarkedYAMLError, lines: list[str]) -> Said:
    """The line (from 1), a sentence with the remedy, and a corrected text where one is likely."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return 1, "this is not YAML", None
    began = (error.context_mark or mark).line
    spot = Spot(lines, mark.line, mark.column, began, f"{error.context or ''}: {error.problem or ''}")
    for pattern, say in _RULES:
        if re.search(pattern, spot.complaint):
            index, text, suggestion = say(spot)
            return index + 1, text, suggestion
    return spot.line + 1, f"this is not YAML ({error.problem}); check the indentation and the quotes", None


def _star(spot: Spot) -> Said:
    if _WILDCARD.search(spot.text):
        text = "no size is written `*`: a size is a whole number, a name of `let`, or arithmetic such as `2*d`"
        return spot.line, text, None
    path = _STAR_PATH.search(spot.text)
    if path is not None:
        return spot.line, "a path cannot begin with `*`; write the name of the object before it", f"self.{path[0]}"
    return spot.line, "a text that begins with `*` or `&` needs quotes", spot.quoted()


def _token(spot: Spot) -> Said:
    if spot.character == "\t":
        return spot.line, "a tab stands here, and YAML is indented with spaces only; replace it with spaces", None
    if bound := spot.bound():
        return spot.line, _A_BOUND, bound
    begin = "a backquote" if spot.character == "`" else f"`{spot.character}`"
    return spot.line, f"a text that begins with {begin} needs quotes", spot.quoted()


def _escape(spot: Spot) -> Said:
    text = "inside \"…\" a backslash begins an escape; use single quotes '…', where it is only a backslash"
    return spot.line, text, None


def _colon(spot: Spot) -> Said:
    if ": " in spot.text[: spot.column]:
        return spot.line, "a text that contains `: ` needs quotes", spot.quoted()
    text = "this entry is indented further than the one above it, which has a value already; line them up"
    return spot.line, text, None


def _flow(spot: Spot) -> Said:
    opened = "{" if "flow mapping" in spot.complaint else "["
    path = _PATH_WITH_BRACKETS.search(spot.text)
    if spot.character == "[" and path is not None:
        return spot.line, "a path with brackets needs quotes inside `{ }`", f'"{path[0]}": …'
    if spot.character == ":" and ": " in spot.text[: spot.column]:
        if quoted := _quoted_in_flow(spot):
            return spot.line, "a text that contains `: ` needs quotes inside `{ }`", quoted
        return spot.line, "a text that contains `: ` needs quotes inside `{ }`, or a comma is missing", None
    for index in range(spot.began, min(spot.line + 1, len(spot.lines))):
        if cut := _COMMENT.search(spot.lines[index]):
            unread = spot.lines[index][cut.start() :].strip()[:40]
            text = f"` #` begins a comment, so `{unread}` is not read; put quotes around the text"
            return index, text, None
    if "<scalar>" in spot.complaint:
        return spot.line, "a comma is missing here, or quotes around the whole of a text", None
    return spot.began, f"the `{opened}` that is opened here is not closed", None


def _quoted_in_flow(spot: Spot) -> str | None:
    """The entry of a flow map that ends in the colon here, with quotes, where no comma can be missing before it."""
    entries = [entry for entry in _FLOW_ENTRY.finditer(spot.text) if entry.end() < spot.column]
    end = _FLOW_END.search(spot.text, spot.column)
    if not entries or end is None:
        return None
    entry, text = entries[-1], spot.text[entries[-1].end() : end.start()]
    is_sentence = entry["key"] in SENTENCES or " " not in text[: spot.column - entry.end()]
    return f"{entry['key']}: {in_quotes(text)}" if is_sentence and len(text) <= _LONGEST else None


def _block_scalar(spot: Spot) -> Said:
    if bound := spot.bound():
        return spot.line, _A_BOUND, bound
    return spot.line, "a text that begins with `>` or `|` needs quotes", spot.quoted()


def _tag(spot: Spot) -> Said:
    exception = _EXCEPTION.search(spot.text)
    meant = as_exceptions([exception["name"]]) if exception else None
    return spot.line, "a text that begins with `!` needs quotes", meant or spot.quoted()


def _block(spot: Spot) -> Said:
    entry = _ENTRY.fullmatch(spot.text)
    if entry is not None and entry["text"][0] in "\"'[{" and spot.column > entry.start("text"):
        return (
            spot.line,
            f"a text that begins with `{entry['text'][0]}` needs quotes around the whole of it",
            spot.quoted(),
        )
    return spot.line, "this line is not indented like the lines that it belongs to; line them up", None


def _simple_key(spot: Spot) -> Said:
    return spot.began, "expected `word: value` on this line, got no `: ` (the space after the colon is needed)", None


def _unclosed_quote(spot: Spot) -> Said:
    return spot.began, "the quote that is opened here is not closed", None


def _says(text: str) -> Callable[[Spot], Said]:
    return lambda spot: (spot.line, text, spot.quoted())


_RULES: tuple[tuple[str, Callable[[Spot], Said]], ...] = (
    ("scanning an (alias|anchor)", _star),
    ("cannot start any token", _token),
    ("(unknown escape character|escape sequence)", _escape),
    ("mapping values are not allowed", _colon),
    ("parsing a flow (mapping|sequence)", _flow),
    ("scanning a quoted scalar.*(end of stream|document separator)", _unclosed_quote),
    ("expected <block end>", _block),
    ("could not find expected ':'", _simple_key),
    ("scanning a block scalar", _block_scalar),
    ("scanning a tag", _tag),
    ("scanning a directive", _says("a text that begins with `%` needs quotes")),
    ("sequence entries are not allowed", _says("a list item `- ` begins on a line of its own")),
    ("expected <document start>", _says("this line is not indented like the lines that it belongs to; line them up")),
    ("expected the node content", _says("a value is missing here, or a text that needs quotes")),
)
