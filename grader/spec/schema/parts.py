"""The pieces that schemas are put together from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from grader.spec.schema.help import HELP

Schema: TypeAlias = dict[str, object]

NAME = "[A-Za-z_][A-Za-z0-9_]*"
FLAG: Schema = {"type": "boolean", "title": "`true` or `false`"}
NOT_NEGATIVE: Schema = {"type": "number", "minimum": 0, "title": "a number, 0 or more"}


def ref(name: str, description: str | None = None) -> Schema:
    """The definition called ``name``."""
    found: Schema = {"$ref": f"#/$defs/{name}"}
    return found | ({"description": description} if description else {})


def is_a(type_: str) -> Schema:
    return {"type": type_}


def list_of(items: Schema, title: str, least: int = 1) -> Schema:
    return {"type": "array", "items": items, "title": title} | ({"minItems": least} if least else {})


def one_or_several(item: Schema, title: str) -> Schema:
    """Text, or a list of texts, by the rules of ``item``."""
    return {**item, "type": ["string", "array"], "minItems": 1, "items": item, "title": title}


def map_of(values: str, title: str) -> Schema:
    """A map from names to the definition ``values``."""
    return {
        "type": "object",
        "propertyNames": ref("name"),
        "additionalProperties": ref(values),
        "title": title,
    }


def map_with(
    words: Mapping[str, Schema], area: str, required: tuple[str, ...] = (), help_: Mapping[str, str] = HELP
) -> Schema:
    """A map of these ``words`` and no others; ``area`` is which of the language's words they are."""
    properties = {
        word: schema if "description" in schema or word not in help_ else {**schema, "description": help_[word]}
        for word, schema in words.items()
    }
    closed: Schema = {"type": "object", "$comment": area, "properties": properties, "additionalProperties": False}
    return closed | ({"required": list(required)} if required else {})
