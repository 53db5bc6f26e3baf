"""From PyYAML's events to nodes. PyYAML finds the structure; what a scalar stands for is decided in ``scalars``."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from grader.spec.corrections import as_exceptions
from grader.spec.node import Broken, Listing, Map, Node, Place, Scalar
from grader.spec.problems import Problems
from grader.spec.remedies import explain
from grader.spec.scalars import resolve
from grader.spec.silent import Silent

DEEPEST = 40

# Where lines end in YAML, so that its marks count these lines.
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Stop(Exception):
    """Nothing below this line can be read."""

    def __init__(self, line: int, text: str, suggestion: str | None = None) -> None:
        super().__init__(text)
        self.line, self.text, self.suggestion = line, text, suggestion


def compose(text: str, problems: Problems) -> Node:
    """The one document in ``text``. Raises ``Stop``.

    Where the fast reader finds a mistake the pure one reads again: its complaints are known, and the same everywhere.
    """
    lines = _BREAK.split(text)
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
        self.silent = Silent(lines, problems)
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
            node = self.mapping(event, line, place)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self.sequence(line, place)
        else:
            assert isinstance(event, yaml.ScalarEvent)
            node = self.scalar(event, line, place)
        if event.anchor is not None:
            self.refuse(line, place, f"`&{event.anchor}` names a part of the file in YAML")
        elif event.tag not in (None, "!"):
            meant = as_exceptions([str(event.tag)]) if place[-1:] == ("raises",) else None
            self.refuse(line, place, f"`{event.tag}` is a tag in YAML", meant)
        else:
            return node
        return Broken(line, place)

    def refuse(self, line: int, place: Place, text: str, meant: str | None = None) -> None:
        self.problems.at_line(line, f"{text}, which is not used here; put quotes around a text", meant, place=place)

    def mapping(self, start: yaml.MappingStartEvent, line: int, place: Place) -> Map:
        entries: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        keys: dict[str, yaml.Event] = {}
        before = ""
        # Texts without quotes that a comma ends, by their words, and the last part of each.
        cut: dict[str, yaml.ScalarEvent] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key_line = _line(event)
            key = _key(event)
            value = self.node(next(self.events), (*place, key))
            assert isinstance(event, yaml.ScalarEvent)
            if start.flow_style and self.silent.stands_alone(event):
                if before in cut or _is_unquoted(entries.get(before)):
                    cut[before] = event
                    continue
                self.problems.at_line(key_line, f"expected `word: value`, got `{key}` alone", place=place)
                value = Broken(key_line, (*place, key))
            before, keys[key] = key, event
            if key in entries:
                text = f"`{key}` stands twice in one map, first on line {key_lines[key]}; keep one of them"
                self.problems.at_line(key_line, text, place=place)
            elif key == "<<":
                text = "`<<` merges maps in YAML, which is not used here; write the entries out"
                self.problems.at_line(key_line, text, place=place)
            else:
                entries[key], key_lines[key] = value, key_line
        for key, end in cut.items():
            self.silent.refuse_comma(key, keys[key], end, (*place, key))
            entries[key] = Broken(key_lines[key], (*place, key))
        return Map(entries, line, place, key_lines)

    def sequence(self, line: int, place: Place) -> Listing:
        items: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, (*place, len(items))))
        return Listing(tuple(items), line, place)

    def scalar(self, event: yaml.ScalarEvent, line: int, place: Place) -> Node:
        text = str(event.value)
        if self.silent.is_empty_block(event, line, place):
            return Broken(line, place)
        if not event.implicit[0]:
            return Scalar(text, line, place)
        self.silent.look_for_comment(event, place)
        try:
            return Scalar(resolve(text), line, place, plain=True, text=text)
        except ValueError as error:
            self.problems.at_line(line, str(error), place=place)
            return Broken(line, place)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark is not None else 1


def _is_unquoted(node: Node | None) -> bool:
    return isinstance(node, Scalar) and node.plain


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
