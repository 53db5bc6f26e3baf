"""A schema with every ``$ref`` replaced by what it names, because following references takes a third of the time."""

from __future__ import annotations

from typing import cast

from grader.spec.schema.parts import Schema


def linked(schema: Schema) -> Schema:
    """The same schema as a graph, which may hold itself: to validate with, never to write out."""
    names = cast("Schema", schema["$defs"])
    found: dict[str, Schema] = {name: {} for name in names}

    def link(part: object) -> object:
        if isinstance(part, list):
            return [link(item) for item in part]
        if not isinstance(part, dict):
            return part
        name = part.get("$ref")
        if isinstance(name, str):
            return found[name.removeprefix("#/$defs/")]
        return {word: link(content) for word, content in part.items()}

    for name, part in names.items():
        found[name].update(cast("Schema", link(part)))
    top = {word: content for word, content in schema.items() if word != "$defs"}
    return cast("Schema", link(top))
