"""From PyYAML's events to nodes. PyYAML finds the structure; what a scalar stands for is decided in ``scalars``."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from grader.spec.node import Broken, Listing, Map, Node, Place, Scalar
from grader.spec.problems import Problems
from grader.spec.remedies import explain
from grader.spec.scalars import resolve

DEEPEST = 40

_FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CUT = re.compile(r"[ \t]+#[^\s#]")
# Sentences for people, where a `#2` is more likely meant than a comment.
_SENTENCES = frozenset({"title", "prompt", "hint"})


class Stop(Exception):
    """Nothing below this line can be read."""

    def __init__(self, line: int, text: str, suggestion: str | None = None) -> None:
        super().__init__(text)
        self.line, self.text, self.suggestion = line, text, suggestion


def compose(text: str, problems: Problems) -> Node:
    """The one document in ``text``. Raises ``Stop``.

    Where the fast reader finds a mistake the pure one reads again: its complaints are known, and the same everywhere.
    """
    lines = text.split("\n")
    try:
        return _Composer(yaml.parse(text, Loader=_FAST), lines, problems).document()
    except yaml.YAMLError:
        pass
    try:
        return _Composer(yaml.parse(text, Loader=yaml.SafeLoader), lines, problems).document()
    except yaml.MarkedYAMLError as error:
        raise Stop(*explain(error, lines)) from None
    except (yaml.YAMLError, ValueError):
        raise Stop(1, "this is not YAML") from None


class _Composer:
    """Builds nodes from events, of one document and to a bounded depth."""

    def __init__(self, events: Iterator[yaml.Event], lines: list[str], problems: Problems) -> None:
        self.problems = problems
        self.lines = lines
        self.events = events

    def document(self) -> Node:
        next(self.events)
        if isinstance(next_event := next(self.events), yaml.StreamEndEvent):
            raise Stop(1, "the file is empty; the first line of a specification is `format: 1`")
        assert isinstance(next_event, yaml.DocumentStartEvent)
        node = self.node(next(self.events), ())
        next(self.events)
        if isinstance(end := next(self.events), yaml.DocumentStartEvent):
            raise Stop(_line(end), "a second document begins here; remove the line `---`")
        return node

    def node(self, event: yaml.Event, place: Place) -> Node:
        line = _line(event)
        if len(place) > DEEPEST:
            raise Stop(line, f"expected at most {DEEPEST} levels of nesting")
        if isinstance(event, yaml.AliasEvent):
            self.refuse(line, place, f"`*{event.anchor}` stands for another part of the file in YAML")
            return Broken(line, place)
        node: Node
        if isinstance(event, yaml.MappingStartEvent):
            node = self.mapping(line, place)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self.sequence(line, place)
        else:
            assert isinstance(event, yaml.ScalarEvent)
            node = self.scalar(event, line, place)
        if event.anchor is not None:
            self.refuse(line, place, f"`&{event.anchor}` names a part of the file in YAML")
        elif event.tag not in (None, "!"):
            self.refuse(line, place, f"`{event.tag}` is a tag in YAML")
        else:
            return node
        return Broken(line, place)

    def refuse(self, line: int, place: Place, text: str) -> None:
        self.problems.at_line(line, f"{text}, which is not used here; put quotes around a text", place=place)

    def mapping(self, line: int, place: Place) -> Map:
        entries: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key_line = _line(event)
            key = _key(event)
            value = self.node(next(self.events), (*place, key))
            if key in entries:
                text = f"`{key}` stands twice in one map, first on line {key_lines[key]}; keep one of them"
                self.problems.at_line(key_line, text, place=place)
            elif key == "<<":
                text = "`<<` merges maps in YAML, which is not used here; write the entries out"
                self.problems.at_line(key_line, text, place=place)
            else:
                entries[key], key_lines[key] = value, key_line
        return Map(entries, line, place, key_lines)

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
            self.problems.at_line(line, str(error), place=place)
            return Broken(line, place)

    def look_for_cut(self, event: yaml.ScalarEvent, place: Place) -> None:
        """A sentence that is cut short by `` #2`` is refused; an honest comment has a space after its ``#``."""
        words = [step for step in place[-2:] if isinstance(step, str)]
        mark = event.end_mark
        if mark is None or not words or words[-1] not in _SENTENCES or mark.line >= len(self.lines):
            return
        rest = self.lines[mark.line][mark.column :]
        if _CUT.match(rest):
            text = f"the text ends before `{rest.strip()[:40]}`, because ` #` begins a comment; put quotes around it"
            self.problems.at_line(mark.line + 1, text, place=place)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark is not None else 1


def _key(event: yaml.Event) -> str:
    """Keys are text as written, whatever they look like."""
    line = _line(event)
    if isinstance(event, yaml.AliasEvent):
        raise Stop(line, "a path cannot begin with `*`; write the name of the object before it, such as `self.*`")
    if not isinstance(event, yaml.ScalarEvent) or event.anchor is not None or event.tag not in (None, "!"):
        raise Stop(line, "expected a word before the `:`; brackets and signs need quotes there")
    if not event.value:
        raise Stop(line, "expected a word before the `:`")
    return str(event.value)
