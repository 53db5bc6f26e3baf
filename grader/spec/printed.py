"""YAML read and written again as its author wrote it: flow or block, quoted or not. Comments are lost on the way.

What is written reads as the same by our own loader: what had quotes has some, and only what had none is a number.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import yaml

WIDTH = 110

# What a scalar is, instead of the types of YAML 1.1: written with quotes, as a block, or neither.
PLAIN, TEXT = "plain", "text"
# What a plain scalar says when nothing stands there: within braces nothing cannot be written.
_NOTHING = "null"
# What is safe in a block: no blanks at its start, no lines but the last one that are empty at its end.
_BLOCK = re.compile("(?![ \n])[^\t\x85\u2028\u2029\ufeff]*[^\n\t\x85\u2028\u2029\ufeff]\n?")
_INDENTED = re.compile("^ ", re.MULTILINE)
_BREAK = re.compile("[\n\x85\u2028\u2029\ufeff]")
# PyYAML reads no longer key on one line.
_LONGEST_KEY = 1000


class _Open:
    """Leaves it open what a plain scalar stands for."""

    def resolve(self, kind: type[yaml.Node], _value: object, implicit: object) -> str:
        is_plain = kind is yaml.ScalarNode and isinstance(implicit, tuple) and bool(implicit[0])
        return PLAIN if is_plain else TEXT


class _Fast(_Open, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The one that our loader tries first."""


class _Pure(_Open, yaml.SafeLoader):
    """The one that our loader falls back on, which reads a little more."""


class _Printer(yaml.emitter.Emitter):
    """Indents lists within maps, keeps quoted texts on one line, and every key beside its value."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def check_simple_key(self) -> bool:
        if isinstance(self.event, yaml.ScalarEvent) and len(self.event.value) < _LONGEST_KEY:
            self.analysis = self.analyze_scalar(self.event.value)
            return True
        return bool(super().check_simple_key())

    def write_double_quoted(self, text: str, split: bool = True) -> None:  # noqa: ARG002
        super().write_double_quoted(text, False)

    def write_single_quoted(self, text: str, split: bool = True) -> None:  # noqa: ARG002
        super().write_single_quoted(text, False)


def composed(text: str) -> yaml.Node:
    """The document in ``text``, which our loader has read without complaint."""
    try:
        node = yaml.compose(text, Loader=_Fast)
    except yaml.YAMLError:
        node = yaml.compose(text, Loader=_Pure)
    assert node is not None
    return node


def printed(node: yaml.Node) -> str:
    """The text of ``node``, in full lines."""
    stream = io.StringIO()
    printer = _Printer(stream, indent=2, width=WIDTH, allow_unicode=True)
    printer.emit(yaml.StreamStartEvent())
    printer.emit(yaml.DocumentStartEvent(explicit=False))
    for event in _events(node):
        printer.emit(event)
    printer.emit(yaml.DocumentEndEvent(explicit=False))
    printer.emit(yaml.StreamEndEvent())
    return stream.getvalue()


def _events(node: yaml.Node) -> Iterator[yaml.Event]:
    if isinstance(node, yaml.MappingNode):
        yield yaml.MappingStartEvent(None, None, True, flow_style=node.flow_style)
        for key, value in node.value:
            yield from _events(key)
            yield from _events(value)
        yield yaml.MappingEndEvent()
    elif isinstance(node, yaml.SequenceNode):
        yield yaml.SequenceStartEvent(None, None, True, flow_style=node.flow_style)
        for item in node.value:
            yield from _events(item)
        yield yaml.SequenceEndEvent()
    else:
        assert isinstance(node, yaml.ScalarNode)
        yield _plain(node.value or _NOTHING) if node.tag == PLAIN else _quoted(node)


def _plain(text: str) -> yaml.ScalarEvent:
    """One that runs over several paragraphs is a text whatever its quotes are."""
    return yaml.ScalarEvent(None, None, (True, True), text, style='"' if _BREAK.search(text) else None)


def _quoted(node: yaml.ScalarNode) -> yaml.ScalarEvent:
    return yaml.ScalarEvent(None, None, (False, True), node.value, style=_style(node.style, node.value))


def _style(style: str | None, text: str) -> str:
    """The author's, unless PyYAML would write something else in it."""
    if style in ("|", ">") and text.strip() and _BLOCK.fullmatch(text):
        return "|" if _INDENTED.search(text) else style
    return '"' if style != "'" or _BREAK.search(text) else "'"
