"""Parts of sentences: what was expected, what was found, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from jsonschema.exceptions import ValidationError

from grader.checks import KINDS
from grader.spec.node import Listing, Map, Node, Place, Scalar, plain_data
from grader.spec.words import MAKERS

_GENERIC = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "`true` or `false`",
    "array": "a list",
    "object": "a map",
    "null": "nothing",
}


def missing(word: str, holder: Map) -> str:
    """What is said where ``word`` must stand and does not."""
    if word == "call":
        return "`call` is missing: expected the name of a function after `call`, or of a class after `class`"
    if word == "from":
        maker = next(maker for maker in MAKERS if maker in holder.entries)
        example = "7.0" if maker == "full" else "0..9"
        return f"`{maker}` needs `from` beside it, such as `from: {example}`"
    if word == "like":
        return "expected `like: reference` here"
    return f"`{word}` is missing"


def repeated(listing: Listing) -> str:
    """What a list holds twice."""
    seen: list[object] = []
    for item in listing.items:
        value = plain_data(item)
        if value in seen:
            return described(item)
        seen.append(value)
    return "something"


def expected(error: ValidationError, place: Place) -> str:
    """What was expected, from the kind's own description, a schema's title, or its type."""
    schema = cast("Mapping[str, object]", error.schema)
    kind = kind_at(place)
    if kind is not None:
        description = str(KINDS[kind].schema.get("description", KINDS[kind].summary)).rstrip(".")
        first = description.split(" ")[0]
        return description if first.startswith("`") else description[0].lower() + description[1:]
    if "title" in schema:
        return str(schema["title"])
    types = schema.get("type", ())
    names = [types] if isinstance(types, str) else list(cast("Iterable[str]", types))
    return " or ".join(_GENERIC[name] for name in names) or "something else"


def kind_at(place: Place) -> str | None:
    """The kind whose argument is at ``place``, or holds it."""
    steps = [step for step in place if isinstance(step, str)]
    if "expect" not in steps or place[0] != "exercises":
        return None
    below = steps[steps.index("expect") + 1 :]
    return below[1] if len(below) > 1 and below[1] in KINDS and below[0] != "all" else None


def described(node: Node) -> str:
    """What an author wrote, in words: ``the number 3``, ``text `abc```, ``an empty list``."""
    match node:
        case Listing():
            return "a list" if node.items else "an empty list"
        case Map():
            return "a map" if node.entries else "an empty map"
        case Scalar(value=None):
            return "nothing"
        case Scalar(value=bool()):
            return f"`{str(node.value).lower()}`"
        case Scalar(value=int() | float()):
            return f"the number {node.text or node.value}"
        case Scalar(value=str() as text):
            return f"text `{text if len(text) <= 60 else text[:59] + '…'}`" if text else "an empty text"
    return "something else"
