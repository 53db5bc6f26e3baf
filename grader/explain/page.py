"""The reference page of the language: a hand-written frame, and in it every word as its own file explains it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import get_args

from grader.explain.phrases import both
from grader.explain.topic import Group, Topic
from grader.explain.topics import topics

_PLACE = re.compile(r"^<!-- words: (.+) -->$", re.M)
# Kinds, laws and rules have a section each; the words of the other groups share a table.
_OWN_SECTIONS: frozenset[Group] = frozenset({"checks", "laws", "source rules"})
_WRITTEN = (
    "<!-- Written by `python -m grader.explain`. Edit docs/reference/language.md.in, or what declares a word. -->"
)


def page(frame: str) -> str:
    """The page: ``frame`` with each line `<!-- words: GROUP -->` replaced by the words of that group."""
    known = topics()

    def words(place: re.Match[str]) -> str:
        group = next(each for each in get_args(Group) if each == place[1])
        found = [topic for topic in known if topic.group == group]
        return "\n\n".join(_sections(found) if group in _OWN_SECTIONS else _shared(found))

    return f"{_WRITTEN}\n\n{_PLACE.sub(words, frame).rstrip()}\n"


def _shared(found: list[Topic]) -> Iterator[str]:
    yield _table(found)
    yield "\n".join(f"- {_word(topic)}: {' '.join(topic.why)}" for topic in found if topic.why)
    for example in dict.fromkeys(topic.example for topic in found if topic.example):
        yield f"{both(_word(topic) for topic in found if topic.example == example)} at work:"
        yield _yaml(example)


def _table(found: list[Topic]) -> str:
    columns = [
        ("word", [_word(topic) for topic in found]),
        ("after it", [topic.takes for topic in found]),
        ("meaning", [topic.summary for topic in found]),
        ("stands in", [topic.where for topic in found]),
        ("left out", [topic.default for topic in found]),
    ]
    kept = [(name, cells) for name, cells in columns if any(cells) and len(set(cells)) > 1]
    rows = zip(*(cells for _, cells in kept), strict=True)
    return "\n".join([_row(name for name, _ in kept), _row("---" for _ in kept), *map(_row, rows)])


def _row(cells: Iterable[str]) -> str:
    inside = " | ".join(cell.replace("|", r"\|") for cell in cells)
    return f"| {inside} |"


def _sections(found: list[Topic]) -> Iterator[str]:
    yield (
        _row(("word", "meaning"))
        + "\n"
        + _row(("---", "---"))
        + "\n"
        + "\n".join(_row((f"[{_word(topic)}](#{topic.name})", topic.summary)) for topic in found)
    )
    for topic in found:
        yield f"### `{topic.name}`"
        yield topic.summary
        yield from topic.why
        yield "\n".join(_facts(topic))
        yield _yaml(topic.example)


def _facts(topic: Topic) -> Iterator[str]:
    yield f"- After it: {topic.takes}"
    if topic.sees:
        yield f"- Looks at: {'; '.join(topic.sees)}"
    if topic.claim:
        yield "- A claim: it rests on what only the process of the submission can know."
    if topic.messages:
        yield "- Says:"
        yield from (f"  - `{message}`" for message in topic.messages)


def _word(topic: Topic) -> str:
    return f"`{topic.name}`"


def _yaml(example: str) -> str:
    return f"```yaml\n{example.rstrip()}\n```"
