"""Python literals in quotes (``python: "(0, 1)"``) and the shape of nested numbers. Nothing is ever run."""

from __future__ import annotations

import ast

from grader.spec.node import Node, is_sound, plain_data
from grader.spec.problems import Problems

LONGEST = 100_000
DEEPEST = 30
_PLAIN = (type(None), bool, int, float, complex, str, bytes)


def parse_literal(text: str) -> object:
    """The plain value that ``text`` writes. Raises ``ValueError`` with what is wrong with it."""
    if len(text) > LONGEST:
        raise ValueError(f"expected a Python literal of at most {LONGEST:,} characters")
    try:
        value: object = ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        raise ValueError('expected a Python literal such as "(0, 1)": no names, calls or arithmetic') from None
    _check_plain(value, 0)
    return value


def _check_plain(value: object, depth: int) -> None:
    if depth > DEEPEST:
        raise ValueError(f"expected at most {DEEPEST} levels of brackets")
    if isinstance(value, list | tuple):
        for item in value:
            _check_plain(item, depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_plain(key, depth + 1)
            _check_plain(item, depth + 1)
    elif not isinstance(value, _PLAIN):
        name = "..." if value is ... else f"a {type(value).__name__}"
        raise ValueError(f"expected numbers, text, lists, tuples and dictionaries only, got {name}")


def check_numbers(node: Node, problems: Problems) -> None:
    """Refuse nested lists that are no tensor: rows of different lengths, or anything but numbers."""
    try:
        if is_sound(node):
            _shape(plain_data(node))
    except ValueError as error:
        problems.add(node, str(error))


def _shape(value: object) -> tuple[int, ...]:
    if not isinstance(value, list):
        if isinstance(value, bool | int | float):
            return ()
        raise ValueError(f"expected numbers, got {'nothing' if value is None else f'`{value}`'}")
    shapes = [_shape(item) for item in value]
    for shape in shapes[1:]:
        if shape != shapes[0]:
            raise ValueError(f"expected rows of one length, got {_row(shapes[0])} and {_row(shape)}")
    return (len(value), *(shapes[0] if shapes else ()))


def _row(shape: tuple[int, ...]) -> str:
    return "a number" if not shape else f"one of shape {list(shape)}" if len(shape) > 1 else f"one of {shape[0]}"
