"""What YAML lets pass without a word though it drops or splits what an author wrote."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from grader.spec.corrections import as_bound, as_exceptions
from grader.spec.node import Place
from grader.spec.problems import Problems
from grader.spec.remedies import in_quotes
from grader.spec.words import SENTENCES

_COMMENT = re.compile(r"[ \t]+#[^\s#]")
_WORD = re.compile(r"[\w.*-]+")
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Silent:
    """Looks at the text around PyYAML's events; what is wrong there goes to ``problems``."""

    lines: list[str]
    problems: Problems

    def look_for_comment(self, event: yaml.ScalarEvent, place: Place) -> None:
        """A sentence for people that ends before `` #2`` is refused; an honest comment has a space after its ``#``."""
        words = [step for step in place[-2:] if isinstance(step, str)]
        mark = event.end_mark
        if mark is None or not words or words[-1] not in SENTENCES:
            return
        rest = self._from(mark.line, mark.column)
        if _COMMENT.match(rest):
            text = f"the text ends before `{rest.strip()[:40]}`, because ` #` begins a comment; put quotes around it"
            self.problems.at_line(mark.line + 1, text, place=place)

    def is_empty_block(self, event: yaml.ScalarEvent, line: int, place: Place) -> bool:
        """Whether ``>1`` or ``|`` begins a text of several lines, none of which is there; says so."""
        if event.style not in ("|", ">") or event.value.strip():
            return False
        mark = event.start_mark
        written = self._from(mark.line, mark.column) if mark is not None else ""
        counts = any(str(step).startswith("calls.") for step in place[-1:])
        said = f"no text stands below this `{event.style}`, which begins one; put quotes around it if it is meant"
        self.problems.at_line(line, said, as_bound(written, counts=counts), place=place)
        return True

    def stands_alone(self, key: yaml.Event) -> bool:
        """Whether no colon follows ``key`` inside braces."""
        mark = key.end_mark
        return mark is not None and self._from(mark.line, mark.column).lstrip()[:1] in ("", "#", ",", "}")

    def refuse_comma(self, word: str, key: yaml.Event, last: yaml.ScalarEvent, place: Place) -> None:
        """The text after ``word``, whose own event is ``key``, has commas in it, and ends with the event ``last``.

        A single word after the comma may be one of the language's that has no value; then nothing is suggested.
        """
        start, end, rest = key.end_mark, last.end_mark, str(last.value)[:_LONGEST]
        quoted = None
        if start is not None and end is not None and start.line == end.line:
            text = self._from(start.line, start.column)[: end.column - start.column].lstrip(": ")
            quoted = as_exceptions([text]) if word == "raises" else None
            if quoted is None and len(text) <= _LONGEST and (word in SENTENCES or not _WORD.fullmatch(rest)):
                quoted = f"{word}: {in_quotes(text)}"
        line = last.start_mark.line + 1 if last.start_mark is not None else 1
        said = f"`{rest}` stands alone: a text with a comma in it needs quotes inside `{{ }}`"
        self.problems.at_line(line, said, quoted, place=place)

    def _from(self, line: int, column: int) -> str:
        """What is written from there to the end of the line."""
        return self.lines[line][column:] if line < len(self.lines) else ""
