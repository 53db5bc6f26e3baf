"""Schemas of values: plain YAML, and maps with one maker."""

from __future__ import annotations

from collections.abc import Mapping

from grader.model.devices import PLACE
from grader.spec.schema.help import MAKER_HELP
from grader.spec.schema.parts import FLAG, NAME, Schema, is_a, list_of, map_with, ref
from grader.spec.words import DTYPES, FORMS, LAYOUTS, MAKER, MAKERS

MOST_DIMENSIONS = 32

_SHAPE = "a shape such as `[3, 2]` or `[B, C]`"
_NEEDED = {"full": ("from",), "randint": ("from",)}
# A file below the assignment's folder, of a kind that the grader reads itself.
FILE = r"[A-Za-z0-9_-][\w.-]*(/[A-Za-z0-9_-][\w.-]*)*\.(npy|safetensors|json|txt)"
_A_FILE = "a file such as `points.npy`, or one that ends in `.safetensors`, `.json` or `.txt`"


def _among(words: tuple[str, ...]) -> str:
    return " or ".join(f"`{word}`" for word in words)


def definitions() -> Schema:
    """What values are put together from, by name."""
    return {
        "value": {"items": ref("value"), "if": is_a("object"), "then": ref("made")},
        "made": _made(),
        "shape": {
            "title": _SHAPE,
            "if": is_a("string"),
            "then": {"const": "same", "title": _SHAPE},
            "else": {**list_of(ref("size"), _SHAPE, least=0), "maxItems": MOST_DIMENSIONS},
        },
        "size": {
            "type": ["integer", "string"],
            "minimum": 0,
            "title": "a size: a whole number, a name of `let`, or arithmetic such as `2*d`",
        },
        "numbers": {
            "title": "numbers",
            "type": ["number", "boolean", "array", "string"],
            "items": ref("numbers"),
            "pattern": r"^\$",
        },
        "range": {"type": "string", "pattern": r"\.\.", "title": "a range such as `0..9` or `-1.0..1.0`"},
        "dtype": {"enum": list(DTYPES), "title": "a dtype such as `float32`"},
    }


def _made() -> Schema:
    """A map with one maker. The first maker that is found decides which options it may have."""
    chain: Schema = map_with({maker: {} for maker in MAKERS}, MAKER, help_=MAKER_HELP)
    for maker, options in reversed(list(MAKERS.items())):
        words = {maker: _content(maker), **{option: _option(maker, option) for option in options}}
        then = map_with(words, MAKER, _NEEDED.get(maker, ()), MAKER_HELP)
        chain = {"if": {"required": [maker]}, "then": then, "else": chain}
    return {"title": "a value", "type": "object", "minProperties": 1, **chain}


_ITEMS = list_of(ref("value"), "a list of values", least=0)
_CONTENTS: Mapping[str, Schema] = {
    "tensor": ref("numbers"),
    "tuple": _ITEMS,
    "iterator": _ITEMS,
    "dict": {"type": "object", "additionalProperties": ref("value"), "title": "names with values"},
    "python": {"type": "string", "title": 'a Python literal in quotes, such as "(0, 1)"'},
    "file": {
        "type": "string",
        "pattern": f"^{FILE}$",
        "title": _A_FILE,
    },
    "class": {"type": "string", "pattern": rf"^{NAME}(\.{NAME})*$", "title": "a class such as `torch.nn.Linear`"},
    "call": {"type": "string", "pattern": f"^{NAME}$", "title": "the name of a function in `inputs.py`"},
}
_OPTIONS: Mapping[str, Schema] = {
    "from": ref("range"),
    "dtype": ref("dtype"),
    "requires_grad": FLAG,
    "device": {"type": "string", "pattern": f"^{PLACE}$", "title": "a device such as `cpu` or `cuda`"},
    "layout": {"enum": list(LAYOUTS), "title": _among(LAYOUTS)},
    "as": {"enum": list(FORMS), "title": _among(FORMS)},
    "init": ref("names"),
    "given": ref("names"),
}


def _content(maker: str) -> Schema:
    return _CONTENTS.get(maker, ref("shape"))


def _option(maker: str, option: str) -> Schema:
    if maker == "full" and option == "from":
        return {"type": ["number", "string"], "pattern": r"^\$", "title": "a number such as 7.0"}
    return _OPTIONS[option]
