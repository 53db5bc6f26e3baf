"""Reads YAML 1.2 text into nodes with lines. Refuses what YAML would let pass silently: repeated keys, aliases, tags.

PyYAML finds the structure; what a scalar stands for is decided in ``scalars`` (PyYAML alone reads YAML 1.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from grader.errors import SpecificationError, UsageError
from grader.spec.node import Broken, Listing, Map, Node, Place, Scalar
from grader.spec.problems import Problems, shown
from grader.spec.remedies import explain
from grader.spec.scalars import resolve

LARGEST = 1_000_000
DEEPEST = 40

_FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CUT = re.compile(r"[ \t]+#[^\s#]")
# Sentences for people, where a `#2` is more likely meant than a comment.
_SENTENCES = frozenset({"title", "prompt", "hint"})


def read_file(file: Path) -> bytes:
    """The bytes of a specification. Raises ``UsageError`` where there is no such file, or it cannot be one."""
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{shown(file)} cannot be read: {error.strerror}") from None
    if len(data) > LARGEST:
        raise UsageError(f"{shown(file)} is larger than {LARGEST:,} bytes: that is no specification")
    return data


def read(data: bytes, problems: Problems) -> Node:
    """The one document in ``data``. Raises ``SpecificationError`` where it is no YAML; lesser mistakes are collected."""
    text = _decode(data, problems)
    try:
        node = _Composer(text, problems).document()
    except _Stop as stop:
        problems.at_line(stop.line, stop.text, stop.suggestion)
        node = None
    if node is None:
        problems.stop()
        raise SpecificationError([])
    return node


class _Stop(Exception):
    """Nothing below this line can be read."""

    def __init__(self, line: int, text: str, suggestion: str | None = None) -> None:
        super().__init__(text)
        self.line, self.text, self.suggestion = line, text, suggestion


def _decode(data: bytes, problems: Problems) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.at_line(line, "expected UTF-8 text; save the file with the encoding UTF-8")
    else:
        if (control := _CONTROL.search(text)) is None:
            return text
        name = f"U+{ord(control[0]):04X}"
        line = text.count("\n", 0, control.start()) + 1
        problems.at_line(line, f"a character that cannot be seen stands here ({name}); delete it")
    problems.stop()
    raise AssertionError("a problem was just added")


def _events(text: str, lines: list[str]) -> Iterator[yaml.Event]:
    """PyYAML's events. The slower pure reader takes over on an error: its words are known, and the same everywhere."""
    try:
        return iter(list(yaml.parse(text, Loader=_FAST)))
    except (yaml.YAMLError, RecursionError):
        pass
    try:
        return iter(list(yaml.parse(text, Loader=yaml.SafeLoader)))
    except yaml.MarkedYAMLError as error:
        raise _Stop(*explain(error, lines)) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise _Stop(1, "this is not YAML") from None


class _Composer:
    """Builds nodes from events, one document deep-bounded."""

    def __init__(self, text: str, problems: Problems) -> None:
        self.problems = problems
        self.lines = text.split("\n")
        self.events = _events(text, self.lines)

    def document(self) -> Node:
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            raise _Stop(1, "the file is empty; the first line of a specification is `format: 1`")
        node = self.node(next(self.events), ())
        next(self.events)
        if isinstance(end := next(self.events), yaml.DocumentStartEvent):
            raise _Stop(end.start_mark.line + 1, "a second document begins here; remove the line `---`")
        return node

    def node(self, event: yaml.Event, place: Place) -> Node:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            self.problems.at_line(
                line,
                f"`*{event.anchor}` stands for another part of the file in YAML, which is not used "
                "here; write the value out, or put quotes around a text",
                path=self.problems.path(place),
            )
            return Broken(line, place)
        assert isinstance(event, yaml.NodeEvent)
        sound = self.is_untagged(event, line, place)
        if len(place) >= DEEPEST:
            raise _Stop(line, f"expected at most {DEEPEST} levels of nesting")
        node: Node
        if isinstance(event, yaml.MappingStartEvent):
            node = self.mapping(line, place)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self.sequence(line, place)
        else:
            assert isinstance(event, yaml.ScalarEvent)
            node = self.scalar(event, line, place)
        return node if sound else Broken(line, place)

    def is_untagged(self, event: yaml.NodeEvent, line: int, place: Place) -> bool:
        path = self.problems.path(place)
        if event.anchor is not None:
            text = (
                f"`&{event.anchor}` names a part of the file in YAML, which is not used here; put quotes around a text"
            )
            self.problems.at_line(line, text, path=path)
            return False
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            self.problems.at_line(
                line, f"`{tag}` is a YAML tag, which is not used here; put quotes around a text", path=path
            )
            return False
        return True

    def mapping(self, line: int, place: Place) -> Map:
        entries: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key_line = event.start_mark.line + 1
            key = self.key(event, key_line, place)
            value = self.node(next(self.events), (*place, key))
            if key in entries:
                text = f"`{key}` stands twice in one map, first on line {key_lines[key]}; keep one of them"
                self.problems.at_line(key_line, text, path=self.problems.path(place))
            elif key == "<<":
                text = "`<<` merges maps in YAML, which is not used here; write the entries out"
                self.problems.at_line(key_line, text, path=self.problems.path(place))
            else:
                entries[key], key_lines[key] = value, key_line
        return Map(entries, line, place, key_lines)

    def key(self, event: yaml.Event, line: int, place: Place) -> str:
        if isinstance(event, yaml.ScalarEvent) and event.anchor is None and event.tag in (None, "!"):
            return str(event.value)
        if isinstance(event, yaml.AliasEvent):
            raise _Stop(line, f"a path cannot begin with `*`; expected a name before it, such as `self.*`")
        raise _Stop(line, "expected a word before the `:`, got brackets; a text with brackets needs quotes")

    def sequence(self, line: int, place: Place) -> Listing:
        items: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, (*place, len(items))))
        return Listing(tuple(items), line, place)

    def scalar(self, event: yaml.ScalarEvent, line: int, place: Place) -> Node:
        text = str(event.value)
        if not event.implicit[0]:
            return Scalar(text, line, place)
        self.look_for_cut(event, place)
        try:
            return Scalar(resolve(text), line, place, plain=True, text=text)
        except ValueError as error:
            self.problems.at_line(line, str(error), path=self.problems.path(place))
            return Broken(line, place)

    def look_for_cut(self, event: yaml.ScalarEvent, place: Place) -> None:
        """A sentence that is cut short by `` #2`` is refused; an honest comment has a space after its ``#``."""
        words = [step for step in place[-2:] if isinstance(step, str)]
        if not words or words[-1] not in _SENTENCES:
            return
        mark = event.end_mark
        rest = self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""
        if _CUT.match(rest):
            text = f"the text ends before `{rest.strip()[:40]}`, because ` #` begins a comment in YAML; put quotes around it"
            self.problems.at_line(mark.line + 1, text, path=self.problems.path(place))
