"""Every message that the grader's source can make has a template, and the parameters that its template names."""

from __future__ import annotations

import ast
import string
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import grader
from grader.model.message import Message
from grader.model.result import Cause
from grader.reporters.wording import frames_of, say, say_cause, tables, templates

SOURCE = Path(grader.__file__).parent


def messages_in(file: Path) -> Iterator[tuple[str, str, set[str] | None]]:
    """Each ``Message("id", {…})`` of a file: where, its id, and its parameters' names where they are written out."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Message" and node.args:
            where = f"{file.relative_to(SOURCE)}:{node.lineno}"
            for name in filter(None, constants(node.args[0])):
                yield where, name, names_of(node.args[1] if len(node.args) > 1 else None)


def constants(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return constants(node.body) + constants(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def names_of(node: ast.expr | None) -> set[str] | None:
    if node is None:
        return set()
    if isinstance(node, ast.Dict) and all(isinstance(key, ast.Constant) for key in node.keys):
        return {key.value for key in node.keys if isinstance(key, ast.Constant)}
    return None


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


MESSAGES = [found for file in sorted(SOURCE.rglob("*.py")) for found in messages_in(file)]


@pytest.mark.parametrize(
    ("where", "name", "names"), MESSAGES, ids=[f"{name} at {where}" for where, name, _ in MESSAGES]
)
def test_every_message_has_its_words(where: str, name: str, names: set[str] | None) -> None:
    assert name in templates(), f"{where} says {name}, which no room has words for"
    if names is not None:
        assert fields(templates()[name]) <= names, where


def test_an_id_belongs_to_one_room() -> None:
    counted = Counter(name for table in tables() for name in table)
    assert [name for name, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("template", templates().values(), ids=templates())
def test_templates_are_plain(template: str) -> None:
    assert template.isprintable()
    assert template == template.strip()
    assert not template.endswith(".")
    for _, name, specification, conversion in string.Formatter().parse(template):
        assert name is None or (name.isidentifier() and conversion is None), "a template only names its parameters"
        assert not specification or name


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_words(cause: Cause) -> None:
    assert f"cause.{cause}" in templates()
    assert say_cause(cause, None) == templates()[f"cause.{cause}"]


@pytest.mark.parametrize(
    ("message", "text"),
    [
        (Message("shape.differs", {"expected": "(3, 2)", "actual": "(2, 3)"}), "expected shape (3, 2), got (2, 3)"),
        (Message("finite.not", {"count": 3}), None),
        (Message("no.such", {"a": 1, "b": "x\x1b", "frames": ("f",)}), r"no.such (a=1, b=x\x1b)"),
        (Message("no.such"), "no.such"),
        (Message("shape.differs", {"expected": "(3,)"}), "shape.differs (expected=(3,))"),
        (
            Message("like.nothing", {"path": "{0.__class__} {x}"}),
            "there is nothing at `{0.__class__} {x}` to compare with",
        ),
        (Message("like.nothing", {"path": ("a", "b")}), "there is nothing at `a, b` to compare with"),
        (Message("like.nothing", {"path": 0.1 + 0.2}), "there is nothing at `0.3` to compare with"),
        (Message("like.nothing", {"path": "two\n  lines\n"}), "there is nothing at `two lines` to compare with"),
    ],
)
def test_say(message: Message, text: str | None) -> None:
    assert say(message) == (text or say(message))
    assert say(message).isprintable()


def test_long_parameters_are_cut() -> None:
    assert len(say(Message("like.nothing", {"path": "x" * 10_000}), 100)) < 200


def test_frames() -> None:
    message = Message("x", {"frames": ("a.py:1, in f\n    return \x1b", "b")})
    assert frames_of(message) == ["a.py:1, in f", r"    return \x1b", "b"]
    assert frames_of(None) == frames_of(Message("x", {"frames": "text"})) == []
