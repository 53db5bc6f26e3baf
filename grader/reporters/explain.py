"""What `grade explain` prints: a word of the language or a rule of the audit, all of them, or an exercise in full."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from grader.explain import GROUPS, Exposition, Topic
from grader.explain.exposition import Section
from grader.reporters.inert import inert, inert_lines
from grader.reporters.marks import marks_for
from grader.reporters.page import Page

if TYPE_CHECKING:
    from grader.audit.lint import Rule

_INDENT = 3
_WIDEST_LABEL = 18
# Kept free at the right, for the numbers of lines.
_MARGIN = 6
_NO_LINE = 0
_LONGEST = 4000
_RULER = Console()


def write(stream: TextIO, tell: Callable[[Page], None]) -> None:
    """Print what ``tell`` puts on a page: coloured on a terminal, plain under pipes and ``NO_COLOR``."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    console = Console(
        file=stream,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=True,
        color_system=None if "NO_COLOR" in os.environ else "auto",
    )
    page = Page(console.width, marks_for(stream))
    tell(page)
    for line in page.lines:
        console.print(line, no_wrap=True, overflow="ignore", crop=False)


def overview(page: Page, topics: Iterable[Topic], rules: Iterable[Rule]) -> None:
    """Every word in one line, by group, and the rules of the audit."""
    found = list(topics)
    wide = max(len(topic.name) for topic in found)
    for group in GROUPS:
        page.say((group.capitalize(), "bold"), indent=1)
        for topic in found:
            if topic.group == group:
                _labelled(page, topic.name, topic.summary, wide)
        page.blank()
    page.say(("Rules of the audit", "bold"), indent=1)
    listed = sorted(rules, key=lambda rule: rule.name)
    wide = max(len(each.name) for each in listed)
    for each in listed:
        _labelled(page, each.name, each.finds, wide)
    page.blank()
    page.whole(" ", ("grade explain WORD", "bold cyan"), "      more about one of them")
    page.whole(" ", ("grade explain EXERCISE", "bold cyan"), "  an exercise with every default written out")


def words(page: Page, topics: Iterable[Topic]) -> None:
    """One word, in each of its places."""
    for number, topic in enumerate(topics):
        if number:
            page.blank()
        _word(page, topic)


def file(page: Page, name: str, text: str) -> None:
    """What is no word of the language, but a file beside it."""
    page.say((name, "bold"), ("  a file of an assignment", "dim"), indent=1)
    page.say(text, indent=1)


def _word(page: Page, topic: Topic) -> None:
    page.say((topic.name, "bold"), (f"  {topic.group}", "dim"), indent=1)
    page.say(inert(topic.summary, 1000), indent=1)
    for paragraph in topic.why:
        page.blank()
        page.say(inert(paragraph, 2000), indent=1)
    page.blank()
    facts = [
        ("after it", topic.takes),
        ("beside it", topic.beside),
        ("stands in", topic.where),
        ("left out", topic.default),
        ("looks at", "; ".join(topic.sees)),
        ("a claim", "it rests on what only the process of the submission can know" if topic.claim else ""),
        *((label, text) for label, text in zip(["says", *[""] * len(topic.messages)], topic.messages, strict=False)),
    ]
    for label, text in facts:
        if text:
            _labelled(page, label, text, 9)
    page.blank()
    for line in inert_lines(topic.example):
        page.whole(f"{' ' * _INDENT}", (line, "cyan"))


def rule(page: Page, told: Rule) -> None:
    """What a rule of the audit finds, why that is a fault, and lines of YAML without it."""
    article = "an" if told.severity == "error" else "a"
    page.say((told.name, "bold"), (f"  rule of the audit, {article} {told.severity}", "dim"), indent=1)
    page.say(inert(told.finds, 1000), indent=1)
    page.blank()
    _labelled(page, "why", f"{told.reason}.", 9)
    _labelled(page, "to mend", f"{told.remedy}.", 9)
    for heading, lines in (("With the fault", told.bad), ("Mended", told.good)):
        page.blank()
        page.say((heading, "bold"), indent=1)
        for line in inert_lines(lines):
            page.whole(f"{' ' * _INDENT}", (line, "cyan"))


def exercise(page: Page, told: Exposition) -> None:
    """An exercise; at the right margin the line of the specification, where there is one."""
    about = f"The numbers at the right are lines of {inert(told.file)}; what has none is a default."
    page.say((inert(told.address), "bold"), f"  {inert(told.title)}", indent=1)
    page.say((about, "dim"), indent=1)
    explained: set[str] = set()
    _sections(page, told.sections, _INDENT, explained)
    for case in told.cases:
        place = f"  line {case.line}" if case.line else ""
        page.blank()
        page.say((f"Case: {inert(case.title)}", "bold"), (place, "dim"), indent=1)
        _sections(page, case.sections, 2 * _INDENT, explained)
    if told.left:
        page.blank()
        page.say(f"… and {told.left} more cases.", indent=1)


def _sections(page: Page, sections: tuple[Section, ...], indent: int, explained: set[str]) -> None:
    labels = [cell_len(row.label) for section in sections for row in section.rows]
    wide = min(_WIDEST_LABEL, max(labels, default=0))
    for section in sections:
        page.blank()
        page.say((section.heading, "bold cyan"), indent=indent - 2)
        for row in section.rows:
            note = f" ({row.note})" if row.note and row.note not in explained else ""
            explained.add(row.note)
            _labelled(page, row.label, f"{row.text}{note}", wide if row.label else 0, indent, row.line or _NO_LINE)


def _labelled(page: Page, label: str, text: str, wide: int, indent: int = _INDENT, line: int | None = None) -> None:
    """A label and wrapped text beside it. With ``line``, also if it is `_NO_LINE`, the margin is kept for it."""
    label = inert(label)
    start = indent + (wide + 2 if wide else 0)
    if cell_len(label) > wide:
        page.whole(" " * indent, (label, "green"))
        label = ""
    room = page.width - start - (0 if line is None else _MARGIN)
    wrapped = [part.plain.rstrip() for part in Text(inert(text, _LONGEST)).wrap(_RULER, room, overflow="fold")]
    first, *others = wrapped or [""]
    number = f"{line or ''}"
    gap = " " * (page.width - start - cell_len(first) - len(number)) if number else ""
    page.whole(" " * indent, (label, "green"), " " * (start - indent - cell_len(label)), first, gap, (number, "dim"))
    for part in others:
        page.whole(" " * start, part)
