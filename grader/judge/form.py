"""The form of a value: structure, then type, shape, dtype, device, item by item. Numbers are not looked at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeGuard

from grader.checks.device import same_device
from grader.model.message import Message
from grader.model.values import Absent, Mapping, Named, Opaque, Sequence, Tensor, Tree, plain_type_name, type_name

_LONG_INTEGER = 10**24


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and where below the path: ``.0``, ``.weight``, or nothing for the path itself."""

    message: Message
    below: str = ""


def form(actual: Tree, expected: Tree, released: Collection[str] = ()) -> Finding | None:
    """The first difference in form, or None. ``released`` names the sides that may differ, at any depth."""
    return _type(actual, expected, released) or _inside(actual, expected, released)


def _type(actual: Tree, expected: Tree, released: Collection[str]) -> Finding | None:
    if "type" in released:
        return None
    if isinstance(actual, Absent) and not isinstance(expected, Absent):
        wanted = {"expected": type_name(expected)}
        if actual.names:
            return Finding(Message("absent.among", {**wanted, "names": actual.names}))
        return Finding(Message("absent", wanted))
    actual_name, expected_name = plain_type_name(actual), plain_type_name(expected)
    if isinstance(actual, Opaque) and isinstance(expected, Opaque):
        # A class of the submission has the name of its file in front, and the reference's file another.
        actual_name, expected_name = (name.rpartition(".")[2] for name in (actual_name, expected_name))
    if actual_name == expected_name and isinstance(actual, Opaque) is isinstance(expected, Opaque):
        return None
    if actual is None:
        return Finding(Message("type.none", {"expected": expected_name}))
    return Finding(Message("type.differs", {"expected": expected_name, "actual": type_name(actual)}))


def _inside(actual: Tree, expected: Tree, released: Collection[str]) -> Finding | None:
    if isinstance(actual, Tensor) and isinstance(expected, Tensor):
        return _tensor(actual, expected, released)
    if isinstance(actual, Sequence) and isinstance(expected, Sequence):
        return _sequence(actual, expected, released)
    if isinstance(actual, Mapping) and isinstance(expected, Mapping):
        return _mapping(actual, expected, released)
    return None


def _tensor(actual: Tensor, expected: Tensor, released: Collection[str]) -> Finding | None:
    if actual.shape != expected.shape and "shape" not in released:
        return Finding(Message("shape.differs", {"expected": str(expected.shape), "actual": str(actual.shape)}))
    if actual.dtype != expected.dtype and "dtype" not in released:
        return Finding(Message("dtype.differs", {"expected": expected.dtype, "actual": actual.dtype}))
    if not same_device(actual.device, expected.device) and "device" not in released:
        return Finding(Message("device.differs", {"expected": expected.device, "actual": actual.device}))
    return None


def _sequence(actual: Sequence, expected: Sequence, released: Collection[str]) -> Finding | None:
    if len(actual.items) != len(expected.items):
        if "shape" in released or "items" in released:
            return None
        return Finding(Message("length.differs", {"expected": len(expected.items), "actual": len(actual.items)}))
    for number, (a, e) in enumerate(zip(actual.items, expected.items, strict=True)):
        if finding := form(a, e, released):
            return Finding(finding.message, f".{number}{finding.below}")
    return None


def _mapping(actual: Mapping, expected: Mapping, released: Collection[str]) -> Finding | None:
    theirs, ours = by_key(actual), by_key(expected)
    if theirs.keys() != ours.keys() and "items" not in released:
        missing, extra = ours.keys() - theirs.keys(), theirs.keys() - ours.keys()
        return Finding(_keys(tuple(sorted(missing)), tuple(sorted(extra)), tuple(ours)))
    for key, e in ours.items():
        if key in theirs and (finding := form(theirs[key], e, released)):
            return Finding(finding.message, f".{key}{finding.below}")
    return None


def _keys(missing: tuple[str, ...], extra: tuple[str, ...], wanted: tuple[str, ...]) -> Message:
    if missing and extra:
        return Message("keys.differ", {"missing": missing, "extra": extra})
    if missing:
        return Message("keys.missing", {"missing": missing})
    return Message("keys.extra", {"extra": extra, "expected": wanted})


def by_key(mapping: Mapping) -> dict[str, Tree]:
    """The items by key as text: a word as it is, anything else in brackets as Python writes it."""
    return {key_name(key): item for key, item in mapping.items}


def key_name(key: Tree) -> str:
    return key if _is_word(key) else f"[{_key_text(key)}]"


def _is_word(key: Tree) -> TypeGuard[str]:
    return isinstance(key, str) and not key.startswith("[")


def _key_text(key: Tree) -> str:
    match key:
        case bool() | None | float() | complex() | str() | bytes():
            return repr(key)
        case int():
            return str(key) if abs(key) < _LONG_INTEGER else hex(key)
        case Named(name, value):
            return f"{name}({_key_text(value)})"
        case Sequence(_, items):
            return f"({', '.join(map(_key_text, items))})"
    return type_name(key)
