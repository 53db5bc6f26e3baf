"""Calls and records as trees, and back. Reading checks every field; what does not fit is a ``WireError``."""

from __future__ import annotations

from math import inf

from grader.errors import WireError
from grader.model.calls import Call, Turn
from grader.model.record import LONGEST_TRACE, Frame, Raised, Record, Spent, Trace
from grader.model.values import Mapping, Sequence, Tree

_MOST_BYTES = 1 << 50
_SHORT, _LONG, _MANY, _LAST_LINE = 200, 2_000, 50, 1 << 31
# How many names of a trace share a text: a tree has only so many parts.
_NAMES_A_TEXT = 500


def pack(**fields: Tree) -> Mapping:
    """A message: named fields in order."""
    return Mapping(tuple(fields.items()))


def _texts(texts: tuple[str, ...]) -> Sequence:
    return Sequence("tuple", texts)


def _named(pairs: tuple[tuple[str, Tree], ...]) -> Mapping:
    return Mapping(pairs)


class Fields:
    """The fields of a message, read by name and type."""

    def __init__(self, tree: Tree) -> None:
        if not isinstance(tree, Mapping):
            raise WireError("malformed message")
        self._fields: dict[str, Tree] = {key: item for key, item in tree.items if isinstance(key, str)}
        if len(self._fields) != len(tree.items):
            raise WireError("malformed message: its names")

    def tree(self, name: str) -> Tree:
        try:
            return self._fields[name]
        except KeyError:
            raise WireError(f"malformed message: no {name}") from None

    def has(self, name: str) -> bool:
        return name in self._fields

    def text(self, name: str) -> str:
        value = self.tree(name)
        if not isinstance(value, str):
            raise WireError(f"malformed message: {name} is no text")
        return value

    def integer(self, name: str) -> int:
        value = self.tree(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise WireError(f"malformed message: {name} is no whole number")
        return value

    def content(self, name: str) -> bytes:
        value = self.tree(name)
        if not isinstance(value, bytes):
            raise WireError(f"malformed message: {name} is no bytes")
        return value

    def contents(self, name: str) -> dict[str, bytes]:
        """Contents of files by name."""
        files = Fields(self.tree(name))
        return {file: files.content(file) for file, _ in self.named(name)}

    def items(self, name: str) -> tuple[Tree, ...]:
        value = self.tree(name)
        if not isinstance(value, Sequence):
            raise WireError(f"malformed message: {name} is no list")
        return value.items

    def texts(self, name: str) -> tuple[str, ...]:
        items = self.items(name)
        texts = tuple(item for item in items if isinstance(item, str))
        if len(texts) != len(items):
            raise WireError(f"malformed message: {name} holds more than text")
        return texts

    def named(self, name: str) -> tuple[tuple[str, Tree], ...]:
        return tuple(Fields(self.tree(name))._fields.items())


def call_to_tree(call: Call) -> Mapping:
    # What was recorded of calls on the CPU is known by their bytes.
    elsewhere: dict[str, Tree] = {"device": call.device} if call.device else {}
    return pack(
        class_name=call.class_name,
        init=_named(call.init),
        given=_named(call.given),
        assign=_named(call.assign),
        turns=Sequence("tuple", tuple(map(_turn_to_tree, call.turns))),
        backward=_named(call.backward),
        observe=_texts(call.observe),
        seed=call.seed,
        memory=call.memory,
        share=_texts(call.share),
        trace=call.trace,
        precision=call.precision,
        **elsewhere,
    )


def _turn_to_tree(turn: Turn) -> Mapping:
    return pack(
        name=turn.name,
        owner=turn.owner,
        names=_texts(turn.names),
        given=_named(turn.given),
        assign=_named(turn.assign),
        mode=turn.mode,
    )


def call_from_tree(tree: Tree) -> Call:
    fields = Fields(tree)
    class_name = fields.tree("class_name")
    return Call(
        class_name=None if class_name is None else fields.text("class_name"),
        init=fields.named("init"),
        given=fields.named("given"),
        assign=fields.named("assign"),
        turns=tuple(_turn(Fields(item)) for item in fields.items("turns")),
        backward=fields.named("backward"),
        observe=fields.texts("observe"),
        seed=fields.integer("seed"),
        memory=fields.integer("memory"),
        share=fields.texts("share"),
        trace=bool(fields.tree("trace")),
        precision=fields.text("precision"),
        device=fields.text("device") if fields.has("device") else "",
    )


def _turn(fields: Fields) -> Turn:
    return Turn(
        name=fields.text("name"),
        owner=fields.text("owner"),
        names=fields.texts("names"),
        given=fields.named("given"),
        assign=fields.named("assign"),
        mode=fields.text("mode"),
    )


def record_to_tree(record: Record) -> Mapping:
    return pack(
        values=_named(tuple(record.values.items())),
        same=_lists(record.same),
        raised=None if record.raised is None else raised_to_tree(record.raised),
        warnings=_texts(record.warnings),
        shares=_lists(record.shares),
        trace=None if record.trace is None else _trace_to_tree(record.trace),
        **({} if record.spent is None else {"spent": _spent_to_tree(record.spent)}),
    )


def _spent_to_tree(spent: Spent) -> Mapping:
    return pack(
        device=spent.device, seconds=spent.seconds, memory=spent.memory, tf32=spent.tf32, broken=spent.is_broken
    )


def _spent(fields: Fields) -> Spent:
    seconds = fields.tree("seconds")
    if not isinstance(seconds, float) or not 0 <= seconds < inf:
        raise WireError("malformed message: seconds is no time")
    memory = min(max(0, fields.integer("memory")), _MOST_BYTES)
    device = fields.text("device")[:_SHORT]
    return Spent(device, seconds, memory, bool(fields.tree("tf32")), bool(fields.tree("broken")))


def _lists(named: dict[str, tuple[str, ...]]) -> Mapping:
    return _named(tuple((path, _texts(names)) for path, names in named.items()))


def _trace_to_tree(trace: Trace) -> Mapping:
    starts = range(0, len(trace.calls), _NAMES_A_TEXT)
    texts = tuple(" ".join(trace.calls[start : start + _NAMES_A_TEXT]) for start in starts)
    return pack(calls=_texts(texts), operators=trace.operators)


def record_from_tree(tree: Tree) -> Record:
    fields = Fields(tree)
    raised, trace = fields.tree("raised"), fields.tree("trace")
    return Record(
        values=dict(fields.named("values")),
        same=_read_lists(fields, "same"),
        raised=None if raised is None else raised_from_tree(raised),
        warnings=fields.texts("warnings"),
        shares=_read_lists(fields, "shares"),
        trace=None if trace is None else _trace(Fields(trace)),
        spent=_spent(Fields(fields.tree("spent"))) if fields.has("spent") else None,
    )


def _read_lists(fields: Fields, name: str) -> dict[str, tuple[str, ...]]:
    lists = Fields(fields.tree(name))
    return {path: lists.texts(path) for path, _ in fields.named(name)}


def _trace(fields: Fields) -> Trace:
    names = [_short(name) for text in fields.texts("calls") for name in text.split(" ")]
    return Trace(tuple(names[:LONGEST_TRACE]), max(0, fields.integer("operators")))


def raised_to_tree(raised: Raised) -> Mapping:
    frames = tuple(pack(file=f.file, line=f.line, function=f.function, text=f.text) for f in raised.frames)
    return pack(
        stage=raised.stage,
        type=raised.type,
        bases=_texts(raised.bases),
        text=raised.text,
        frames=Sequence("tuple", frames),
        names=_texts(raised.names),
    )


def raised_from_tree(tree: Tree) -> Raised:
    """An exception, cut to what a runner sends of one: the search for near names costs the square of their size."""
    fields = Fields(tree)
    return Raised(
        stage=_short(fields.text("stage")),
        type=_short(fields.text("type")),
        bases=tuple(map(_short, fields.texts("bases")[:_MANY])),
        text=fields.text("text")[:_LONG],
        frames=tuple(_frame(Fields(item)) for item in fields.items("frames")[:_MANY]),
        names=tuple(map(_short, fields.texts("names")[:_MANY])),
    )


def _frame(fields: Fields) -> Frame:
    line = max(0, min(fields.integer("line"), _LAST_LINE))
    return Frame(_short(fields.text("file")), line, _short(fields.text("function")), _short(fields.text("text")))


def _short(text: str) -> str:
    return text[:_SHORT]
