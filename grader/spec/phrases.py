"""Parts of sentences: what was expected, what was found, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from jsonschema.exceptions import ValidationError

from grader.checks import KINDS
from grader.checks.kind import Kind
from grader.laws import LAWS
from grader.laws.law import Law
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
    if word == "from" and (maker := next((maker for maker in MAKERS if maker in holder.entries), None)):
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
    if (entry := _entry_at(place)) is not None:
        description = str(entry.schema.get("description", entry.summary)).rstrip(".")
        first = description.split(" ")[0]
        return description if first.startswith("`") else description[0].lower() + description[1:]
    if "title" in schema:
        return str(schema["title"])
    types = schema.get("type", ())
    names = [types] if isinstance(types, str) else list(cast("Iterable[str]", types))
    return " or ".join(_GENERIC[name] for name in names) or "something else"


def _entry_at(place: Place) -> Kind | Law | None:
    """The kind or the law whose argument is at ``place``, or holds it."""
    words = [step for step in place if isinstance(step, str)]
    home, *below = [*(words[2:] if words[1:2] == ["cases"] else words[1:]), ""]
    if home == "laws":
        return LAWS.get(below[0])
    if home != "expect" or below[0] == "all":
        return None
    found: Kind | None = None
    for word in below[1:]:
        if word not in KINDS or (found is not None and not found.nests):
            break
        found = KINDS[word]
    return None if found is not None and found.nests and place[-1] != found.name else found


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
