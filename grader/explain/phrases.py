"""Small things in words: what a schema allows, a template of a message, a docstring's paragraphs."""

from __future__ import annotations

import inspect
import re
import string
from collections.abc import Callable, Iterable, Mapping
from typing import cast

from grader.spec import assignment_schema

Schema = Mapping[str, object]
_MOST_WORDS = 20


def definition(name: str) -> Schema:
    """The part of the schema of assignments that is called ``name``."""
    return _part(_SCHEMA["$defs"], name)


def properties(schema: Schema) -> Mapping[str, Schema]:
    return cast("Mapping[str, Schema]", schema.get("properties", {}))


def takes(schema: Schema) -> str:
    """What may stand after a word, as its schema says it: a title, else the words that are allowed."""
    target = schema.get("$ref")
    if isinstance(target, str):
        return takes(definition(target.rpartition("/")[2]))
    if "title" in schema:
        return str(schema["title"])
    if "const" in schema:
        return written(schema["const"])
    allowed = schema.get("enum")
    return either(map(written, allowed)) if isinstance(allowed, list) and len(allowed) <= _MOST_WORDS else ""


def written(value: object) -> str:
    """A plain value as YAML has it, in backquotes."""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def either(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def both(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def split_default(sentence: str) -> tuple[str, str]:
    """What a sentence says of a word, and what it says of leaving the word out."""
    meaning, _, default = sentence.partition(" Left out: ")
    return meaning, default.removesuffix(".")


def template(text: str) -> str:
    """A message before anything is filled in: ``expected shape <expected>, got <actual>``."""
    parts = ((literal, field) for literal, field, _, _ in string.Formatter().parse(text))
    return "".join(f"{literal}<{field}>" if field else literal for literal, field in parts)


def paragraphs(docstring: str | None) -> tuple[str, ...]:
    """The paragraphs of a docstring but its first line, each in one line."""
    _, _, rest = (docstring or "").strip().partition("\n")
    return tuple(
        re.sub(r"\s+", " ", each).strip().replace("``", "`") for each in re.split(r"\n\s*\n", rest) if each.strip()
    )


def docstring_of(function: Callable[..., object]) -> str | None:
    """The docstring of the file that ``function`` was written in; a course's own are wrapped when they are loaded."""
    written = inspect.unwrap(function)
    found = getattr(written, "__globals__", {})
    return found.get("__doc__") if not str(found.get("__name__")).startswith("grader.spec") else None


def _part(parts: object, name: str) -> Schema:
    return cast("Mapping[str, Schema]", parts)[name]


_SCHEMA = assignment_schema()
