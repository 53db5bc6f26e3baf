"""Schemas of the grammar: assignments, exercises, cases."""

from __future__ import annotations

from grader.model.diagnosis import MISTAKES
from grader.spec.schema import checks, makers, steps
from grader.spec.schema.parts import (
    FLAG,
    NAME,
    Schema,
    is_a,
    list_of,
    map_of,
    map_with,
    one_or_several,
    ref,
)
from grader.spec.words import CASE, GRAMMAR, LIMIT, MAKERS, TOLD

DRAFT = "https://json-schema.org/draft/2020-12/schema"
MOST_DRAWN = 200

LIMITS = ("seconds", "memory", "slowdown", "operators")
TEXT: Schema = {"type": "string", "minLength": 1, "title": "text"}
# What tells the makers of one cotangent from paths with several, which may have a maker's name.
_A_MAKER = [{"required": [maker]} for maker in MAKERS]
_NO_COTANGENT: Schema = {"not": {"enum": ["random", "ones"]}}
_COTANGENT = "`random`, `ones` or numbers"


def assignment_schema() -> Schema:
    """The schema of ``assignment.yaml``."""
    words = {
        "format": ref("format"),
        "title": ref("text"),
        "submission": ref("submission"),
        "exercises": ref("exercises"),
        "limits": ref("limits"),
    }
    return {
        "$schema": DRAFT,
        "title": "an assignment",
        "description": "An assignment for torch-grader: exercises in PyTorch, and what must hold for their solutions.",
        **map_with(words, GRAMMAR, required=("format", "submission", "exercises")),
        "$defs": {**definitions(), **makers.definitions(), **steps.definitions(), **checks.definitions()},
    }


def definitions() -> Schema:
    """What exercises are put together from, by name."""
    return {
        "format": {"const": 1, "title": "1, the only format that this version reads"},
        "text": TEXT,
        "name": {"type": "string", "pattern": f"^{NAME}$", "title": "a name of letters, digits and `_`"},
        "submission": {
            **one_or_several(
                {"type": "string", "pattern": rf"^{NAME}\.py$", "title": "a file such as `autograd.py`"},
                "a file such as `autograd.py`, or a list of files",
            ),
            "uniqueItems": True,
        },
        "limits": {
            "title": "a map with `seconds`, `memory`, `slowdown` or `operators`",
            **map_with({name: ref(name) for name in LIMITS}, LIMIT),
        },
        "seconds": {"type": "number", "exclusiveMinimum": 0, "maximum": 3600, "title": "seconds, at most 3600"},
        "memory": {
            "type": "string",
            "pattern": r"^[0-9]+(\.[0-9]+)?(KiB|MiB|GiB)$",
            "title": "an amount such as `512MiB` or `1GiB`",
        },
        "slowdown": {"type": "number", "minimum": 1, "title": "a number such as 20, 1 or more"},
        "operators": {"type": "integer", "minimum": 1, "title": "a whole number, 1 or more"},
        "diagnoses": {
            "title": "names of diagnoses, each with `false` or a text",
            "minProperties": 1,
            **map_with(dict.fromkeys(sorted(MISTAKES), ref("told")), TOLD, help_={}),
        },
        "told": {
            "title": "`false`, or a text",
            "type": ["boolean", "string"],
            "if": is_a("boolean"),
            "then": {"const": False, "title": "`false`, or a text"},
            "else": TEXT,
        },
        "exercises": list_of(ref("exercise"), "a list of exercises"),
        "exercise": _exercise(),
        "case": {"title": "a case", **map_with(_case_words(), CASE)},
        "cases": {
            "title": "a list of variations, or a grid of names and their values",
            "type": ["array", "object"],
            "minItems": 1,
            "items": ref("case"),
            "minProperties": 1,
            "propertyNames": ref("name"),
            "additionalProperties": list_of(ref("value"), "a list of values for this name"),
        },
        "names": map_of("value", "names with values"),
        "draws": {**map_of("draw", "names with what to draw"), "maxProperties": MOST_DRAWN},
        "draw": {"if": is_a("array"), "then": {"minItems": 1, "items": ref("value")}, "else": ref("value")},
        "settings": {"type": "object", "additionalProperties": ref("value"), "title": "paths with values"},
        "backward": {
            "title": f"{_COTANGENT}, or paths with cotangents",
            "examples": ["random", "ones"],
            "if": {"type": "object", "not": {"allOf": [{"anyOf": _A_MAKER}, {"additionalProperties": _NO_COTANGENT}]}},
            "then": {"minProperties": 1, "additionalProperties": ref("cotangent"), "title": "paths with cotangents"},
            "else": ref("cotangent"),
        },
        "cotangent": {
            "title": _COTANGENT,
            "examples": ["random", "ones"],
            "type": ["string", "number", "array", "object"],
            "if": {"type": "string", "not": {"pattern": r"^\$"}},
            "then": {"enum": ["random", "ones"], "title": _COTANGENT},
            "else": ref("value"),
        },
    }


def _exercise() -> Schema:
    case = _case_words()
    need: Schema = {**TEXT, "title": "the id of an exercise, a device such as `cuda`, or a library"}
    words: dict[str, Schema] = {
        "id": {
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9-]*$",
            "title": "small letters, digits and `-`, such as `weight-gradient`",
        },
        "title": case["title"],
        "prompt": ref("text"),
        "hint": one_or_several(TEXT, "a text, or a list of texts"),
        "points": case["points"],
        "needs": {**list_of(need, "a list such as `[square]`", least=0), "uniqueItems": True},
        "hidden": case["hidden"],
        "diagnoses": ref("diagnoses"),
        "withdrawn": {**TEXT, "title": "the reason, as students read it"},
        "call": one_or_several(
            {"type": "string", "pattern": f"^{NAME}$", "title": "a name"}, "a name, or a list of names"
        ),
        "class": ref("name"),
        **case,
        "cases": ref("cases"),
    }
    steps_everywhere: Schema = {"cases": {"type": "array", "items": {"required": ["steps"]}}}
    return {
        "title": "an exercise",
        **map_with(words, GRAMMAR, required=("id",)),
        "if": {
            "not": {
                "anyOf": [
                    {"required": ["class"]},
                    {"required": ["steps"]},
                    {"required": ["cases"], "properties": steps_everywhere},
                ]
            }
        },
        "then": {"required": ["call"]},
    }


def _case_words() -> dict[str, Schema]:
    """What an exercise and each of its cases may say."""
    return {
        "title": ref("text"),
        "points": {"type": "number", "minimum": 0, "maximum": 10_000, "title": "a number of points"},
        "hidden": FLAG,
        "init": ref("names"),
        "let": ref("draws"),
        "given": ref("names"),
        "set": ref("settings"),
        "mode": steps.mode(),
        "backward": ref("backward"),
        "repeat": steps.repeat(),
        "steps": ref("steps"),
        "expect": ref("expect"),
        "laws": ref("laws"),
        "source": ref("source"),
        "limits": ref("limits"),
    }
