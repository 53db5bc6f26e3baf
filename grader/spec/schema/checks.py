"""Schemas of ``expect``: the fragments of the kinds, by their words."""

from __future__ import annotations

from collections.abc import Mapping

from grader.checks import KINDS
from grader.checks.kind import ANY, REFERENCE, Kind
from grader.spec.schema.help import ROOT_HELP
from grader.spec.schema.parts import NOT_NEGATIVE, Schema, is_a, map_with, ref
from grader.spec.words import KIND, MEASURED

_ATOL: Schema = {
    **NOT_NEGATIVE,
    "type": ["number", "string"],
    "if": is_a("string"),
    "then": {"enum": [MEASURED], "title": f"a number, 0 or more, or `{MEASURED}`"},
    "title": f"a number, 0 or more, or `{MEASURED}`",
}
_ONLY_REFERENCE: Schema = {"enum": [REFERENCE], "title": "`reference`"}
_EXPECTED = "`reference`, or paths with checks"
# What an editor offers after a word whose schema branches; `enum` is looked at by validators, these by editors alone.
_OFFERED: Mapping[str, tuple[str, ...]] = {
    "dtype": ("float32", "float64", "int64", "bool", REFERENCE, ANY),
    "type": ("torch.Tensor", "float", "int", "bool", "str", "list", "tuple", REFERENCE, ANY),
    "device": ("cpu", "cuda", REFERENCE, ANY),
    "like": (REFERENCE,),
}


def definitions() -> Schema:
    """What ``expect`` is put together from, by name."""
    tolerances = {"rtol": NOT_NEGATIVE, "atol": _ATOL}
    kinds: dict[str, Schema] = {name: {"title": kind.summary, **argument(kind)} for name, kind in KINDS.items()}
    for name, words in _OFFERED.items():
        kinds[name]["examples"] = list(words)
    return {
        "expect": {
            "title": _EXPECTED,
            "examples": [REFERENCE],
            "type": ["string", "object"],
            "if": is_a("string"),
            "then": {**_ONLY_REFERENCE, "title": _EXPECTED},
            "minProperties": 1,
            "properties": {
                "all": ref("everything", ROOT_HELP["all"]),
                **{root: ref("check", text) for root, text in ROOT_HELP.items() if root != "all"},
            },
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
            "examples": [REFERENCE, ANY],
            "if": is_a("object"),
            "then": {"title": "a map of kinds", "minProperties": 1, **map_with({**kinds, **tolerances}, KIND)},
            "else": KINDS["value"].schema,
        },
    }


def holds_several(kind: Kind) -> bool:
    """Whether what stands after a nesting kind is a list of checks, rather than one."""
    return kind.schema.get("type") == "array"


def argument(kind: Kind) -> Schema:
    """The schema of what stands after a kind. Where kinds nest, the checks inside are held against this schema too."""
    if not kind.nests:
        return {**kind.schema}
    return {**kind.schema, "items": ref("check")} if holds_several(kind) else {**kind.schema, **ref("check")}
