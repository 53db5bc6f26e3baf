"""Schemas of ``expect``: the fragments of the kinds, by their words."""

from __future__ import annotations

from grader.checks import KINDS
from grader.checks.kind import REFERENCE
from grader.spec.schema.parts import NOT_NEGATIVE, Schema, is_a, map_with, ref
from grader.spec.words import KIND

_ONLY_REFERENCE: Schema = {"enum": [REFERENCE], "title": "`reference`"}
_EXPECTED = "`reference`, or paths with checks"


def definitions() -> Schema:
    """What ``expect`` is put together from, by name."""
    tolerances = {"rtol": NOT_NEGATIVE, "atol": NOT_NEGATIVE}
    kinds: dict[str, Schema] = {name: {"title": kind.summary, **kind.schema} for name, kind in KINDS.items()}
    return {
        "expect": {
            "title": _EXPECTED,
            "type": ["string", "object"],
            "if": is_a("string"),
            "then": {**_ONLY_REFERENCE, "title": _EXPECTED},
            "minProperties": 1,
            "properties": {"all": ref("everything", "What the reference shows must be so: `reference`.")},
            "additionalProperties": ref("check"),
        },
        "everything": {
            "title": "`reference`",
            "type": ["string", "object"],
            "if": is_a("string"),
            "then": _ONLY_REFERENCE,
            "else": map_with({"like": _ONLY_REFERENCE, **tolerances}, KIND, required=("like",)),
        },
        "check": {
            "title": "a literal, `reference`, `any`, or a map of kinds",
            "if": is_a("object"),
            "then": {"title": "a map of kinds", "minProperties": 1, **map_with({**kinds, **tolerances}, KIND)},
            "else": KINDS["value"].schema,
        },
    }
