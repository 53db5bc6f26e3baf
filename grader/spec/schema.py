"""The JSON Schemas of ``assignment.yaml`` and ``course.yaml``: the grammar here, the kinds' fragments from their files.

``python -m grader.spec.schema`` writes the published copies. Dispatch is by ``if``/``then`` on type and word, never
``oneOf``. A ``title`` says what is expected, as ``a number``; ``$comment`` names the words that a map may hold.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from grader.checks import KINDS
from grader.spec.words import CASE, COURSE, DTYPES, GRAMMAR, KIND, LIMIT, MAKER, MAKERS

Schema: TypeAlias = dict[str, object]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
PUBLISHED = Path(__file__).parent.parent / "schemas"
MOST_REPEATS = 10_000
MOST_DIMENSIONS = 32
MOST_DRAWN = 200

_HELP: Mapping[str, str] = {
    "format": "The version of this language: 1.",
    "submission": "The file that students hand in, such as `autograd.py`.",
    "exercises": "The exercises, in the order in which students meet them.",
    "id": "The exercise's address: small letters, digits and `-`.",
    "title": "Shown to students. The title of a case is its address too.",
    "prompt": "The task. Left out: the docstring of the starter's function or class.",
    "hint": "Shown one at a time, on request and on failure: a text, or a list from a nudge to nearly all.",
    "points": "All or nothing. On cases: each for itself, and the exercise is their sum. Left out: 1.",
    "needs": "Exercises that must pass first, `cuda`, or libraries: skipped without them.",
    "hidden": "`true`: students' copies lack it.",
    "call": "The function, or a list of accepted names; with `class` its method (left out: the object is called).",
    "class": "What is built first; it is `self` in paths.",
    "init": "The constructor's arguments, by name.",
    "let": "Numbers to draw: `lo..hi`, `[one, of, these]`, arithmetic such as `H*d`, or one fixed value.",
    "given": "The inputs, by name. A name that the function does not have fills its first free parameter.",
    "set": "Put in place before the call: parameters, buffers, `.grad`, by path.",
    "mode": "The mode of a module. Left out: train.",
    "backward": "`random`, `ones` or numbers: runs backward; every floating input then requires grad.",
    "repeat": "How often all of it is done, afresh and newly drawn. Left out: 10 if `let` draws, else 1.",
    "cases": "A list of variations, each of which overrides the exercise, or a grid of names and their values.",
    "expect": "What must hold: `reference`, or a check by path. Left out: reference.",
    "limits": "What a submission may use.",
    "seconds": "Seconds of wall-clock time for an exercise. Left out: 10.",
    "memory": "Memory, such as `512MiB`. Left out: `1GiB`.",
    "rtol": "Relative tolerance, instead of the one that follows from the dtype.",
    "atol": "Absolute tolerance, instead of the one that follows from the dtype.",
}
_MAKER_HELP: Mapping[str, str] = {
    "tensor": "A tensor of these numbers.",
    "randn": "A tensor of this shape, drawn from the normal distribution.",
    "rand": "A tensor of this shape, drawn evenly from `from: lo..hi` (left out: 0..1).",
    "randint": "A tensor of this shape of whole numbers, drawn evenly from `from: lo..hi`, both ends included.",
    "zeros": "A tensor of this shape, all 0.",
    "ones": "A tensor of this shape, all 1.",
    "full": "A tensor of this shape, all of them the number `from`.",
    "arange": "A tensor of this shape that counts up from 0, or from `from: lo..`.",
    "tuple": "A tuple of these values.",
    "python": 'A Python literal in quotes, such as "(0, 1)".',
    "class": "An object of this class, such as `torch.nn.Linear`, built with `init`.",
    "from": "The range to draw from, such as `-1.0..1.0`; for `full` the number.",
    "dtype": "The type of its elements, by torch's name.",
    "requires_grad": "Whether autograd follows it. Left out: with `backward` every floating input requires grad.",
    "init": "The constructor's arguments, by name.",
}
_NAME = "[A-Za-z_][A-Za-z0-9_]*"


def assignment_schema() -> Schema:
    """The schema of ``assignment.yaml``."""
    top = {"format": _ref("format"), "title": _ref("text"), "submission": _ref("submission")}
    top |= {"exercises": _ref("exercises"), "limits": _ref("limits")}
    return {
        "$schema": DRAFT,
        "title": "an assignment",
        "description": "An assignment for torch-grader: exercises in PyTorch and what must hold for their solutions.",
        **_words(GRAMMAR, top, required=("format", "submission", "exercises")),
        "$defs": _definitions(),
    }


def course_schema() -> Schema:
    """The schema of ``course.yaml``."""
    folder = {"type": "string", "pattern": r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$", "title": "the name of a folder"}
    tolerance = {"type": "number", "minimum": 0, "title": "a number, 0 or more"}
    properties: dict[str, Schema] = {
        "format": _ref("format"),
        "title": _ref("text", "The course's name, shown to students."),
        "assignments": {
            **_list(folder, "a list of folders below `assignments`"),
            "uniqueItems": True,
            "description": "The assignments in teaching order. Left out: every folder that has one, by name.",
        },
        "reference": {
            "type": "string",
            "minLength": 1,
            "title": "a folder",
            "description": "Where the reference solutions lie, from the course's folder. Left out: `reference`.",
        },
        "limits": _ref("limits", _HELP["limits"]),
        "rtol": {**tolerance, "description": _HELP["rtol"]},
        "atol": {**tolerance, "description": _HELP["atol"]},
        "torch": {
            "type": "string",
            "pattern": r"^(>=|<=|==|!=|~=|<|>) *[0-9]+(\.[0-9]+)*(, *(>=|<=|==|!=|~=|<|>) *[0-9]+(\.[0-9]+)*)*$",
            "title": 'a range of versions in quotes, such as ">=2.4"',
            "description": "The versions of torch that this course was made for.",
        },
    }
    names = ("format", "text", "limits")
    return {
        "$schema": DRAFT,
        "title": "a course",
        "description": "A course for torch-grader.",
        **_words(COURSE, properties, required=("format",)),
        "$defs": {name: schema for name, schema in _definitions().items() if name in names},
    }


def _definitions() -> Schema:
    text: Schema = {"type": "string", "minLength": 1, "title": "text"}
    name: Schema = {"type": "string", "pattern": f"^{_NAME}$", "title": "a name of letters, digits and `_`"}
    return {
        "format": {"const": 1, "title": "1", "description": _HELP["format"]},
        "text": text,
        "name": name,
        "submission": {"type": "string", "pattern": rf"^{_NAME}\.py$", "title": "a file such as `autograd.py`"},
        "exercises": _list(_ref("exercise"), "a list of exercises"),
        "exercise": _exercise(),
        "case": {"title": "a case", **_words(CASE, _case_words())},
        "cases": {
            "title": "a list of variations, or a grid of names and their values",
            "type": ["array", "object"],
            "minItems": 1,
            "items": _ref("case"),
            "minProperties": 1,
            "propertyNames": _ref("name"),
            "additionalProperties": _list(_ref("value"), "a list of values for this name"),
        },
        "limits": {
            "title": "a map with `seconds` or `memory`",
            **_words(LIMIT, {"seconds": _ref("seconds", _HELP["seconds"]), "memory": _ref("memory", _HELP["memory"])}),
        },
        "seconds": {"type": "number", "exclusiveMinimum": 0, "maximum": 3600, "title": "seconds, at most 3600"},
        "memory": {
            "type": "string",
            "pattern": r"^[0-9]+(\.[0-9]+)?(KiB|MiB|GiB)$",
            "title": "an amount such as `512MiB` or `1GiB`",
        },
        "points": {"type": "number", "minimum": 0, "maximum": 10_000, "title": "a number of points"},
        "names": _map("name", "value", "names with values"),
        "draws": {**_map("name", "draw", "names with what to draw"), "maxProperties": MOST_DRAWN},
        "draw": {"if": _is("array"), "then": {"minItems": 1, "items": _ref("value")}, "else": _ref("value")},
        "settings": {"type": "object", "additionalProperties": _ref("value"), "title": "paths with values"},
        "value": {"items": _ref("value"), "if": _is("object"), "then": _ref("made")},
        "made": _made(),
        "shape": {
            "title": "a shape such as `[3, 2]` or `[B, C]`",
            "if": _is("string"),
            "then": {"const": "same", "title": "a shape such as `[B, C]`"},
            "else": {
                **_list(_ref("size"), "a shape such as `[3, 2]` or `[B, C]`", least=0),
                "maxItems": MOST_DIMENSIONS,
            },
        },
        "size": {
            "type": ["integer", "string"],
            "minimum": 0,
            "title": "a size: a whole number, a name of `let`, or arithmetic",
        },
        "numbers": {
            "title": "numbers",
            "type": ["number", "boolean", "array", "string"],
            "items": {**_ref("numbers")},
            "pattern": r"^\$",
        },
        "range": {"type": ["string"], "pattern": r"\.\.", "title": "a range such as `0..9` or `-1.0..1.0`"},
        "dtype": {"enum": list(DTYPES), "title": "a dtype such as `float32`"},
        "backward": _backward(),
        "cotangent": {
            "title": "`random`, `ones` or numbers",
            "type": ["string", "number", "array", "object"],
            "if": {"type": "string", "not": {"pattern": r"^\$"}},
            "then": {"enum": ["random", "ones"], "title": "`random`, `ones` or numbers"},
            "else": _ref("value"),
        },
        "expect": {
            "title": "`reference`, or paths with checks",
            "type": ["string", "object"],
            "if": _is("string"),
            "then": {"enum": ["reference"], "title": "`reference`, or paths with checks"},
            "properties": {"all": _ref("everything")},
            "minProperties": 1,
            "additionalProperties": _ref("check"),
        },
        "everything": {
            "title": "`reference`",
            "type": ["string", "object"],
            "if": _is("string"),
            "then": {"enum": ["reference"], "title": "`reference`"},
            "else": {**_words(KIND, {"like": {"enum": ["reference"]}, **_tolerances()}, required=("like",))},
        },
        "check": {
            "title": "a literal, `reference`, `any`, or a map of kinds",
            "if": _is("object"),
            "then": {"title": "a check", "minProperties": 1, **_words(KIND, {**_kinds(), **_tolerances()})},
            "else": KINDS["value"].schema,
        },
    }


def _exercise() -> Schema:
    own = {
        "id": _ref("id"),
        "prompt": _ref("text"),
        "needs": _ref("needs"),
        "class": _ref("name"),
        "limits": _ref("limits"),
    }
    own |= {
        "hint": {**_texts("a text, or a list of texts")},
        "call": {**_texts("a name, or a list of names", f"^{_NAME}$")},
    }
    own |= {"cases": _ref("cases")}
    own["id"] = {
        "type": "string",
        "pattern": "^[a-z0-9][a-z0-9-]*$",
        "title": "small letters, digits and `-`, such as `weight-gradient`",
    }
    own["needs"] = {
        **_list(
            {"type": "string", "minLength": 1, "title": "the id of an exercise, `cuda`, or a library"},
            "a list of names",
            least=0,
        ),
        "uniqueItems": True,
    }
    words = {**own, **_case_words()}
    return {
        "title": "an exercise",
        **_words(GRAMMAR, {word: words[word] for word in _HELP if word in words}, required=("id",)),
        "if": {"not": {"required": ["class"]}},
        "then": {"required": ["call"]},
    }


def _case_words() -> dict[str, Schema]:
    return {
        "title": _ref("text"),
        "points": _ref("points"),
        "hidden": {"type": "boolean", "title": "`true` or `false`"},
        "init": _ref("names"),
        "let": _ref("draws"),
        "given": _ref("names"),
        "set": _ref("settings"),
        "mode": {"enum": ["train", "eval"], "title": "`train` or `eval`"},
        "backward": _ref("backward"),
        "repeat": {
            "type": "integer",
            "minimum": 1,
            "maximum": MOST_REPEATS,
            "title": f"a whole number from 1 to {MOST_REPEATS}",
        },
        "expect": _ref("expect"),
    }


def _backward() -> Schema:
    return {
        "title": "`random`, `ones`, numbers, or paths with cotangents",
        "if": {"type": "object", "not": {"anyOf": [{"required": [maker]} for maker in MAKERS]}},
        "then": {"minProperties": 1, "additionalProperties": _ref("cotangent"), "title": "paths with cotangents"},
        "else": _ref("cotangent"),
    }


def _made() -> Schema:
    """A map with one maker. The first maker found decides which options it may have."""
    contents: dict[str, Schema] = {maker: _ref("shape") for maker in MAKERS}
    contents["tensor"] = _ref("numbers")
    contents["tuple"] = _list(_ref("value"), "a list of values", least=0)
    contents["python"] = {"type": "string", "title": 'a Python literal in quotes, such as "(0, 1)"'}
    contents["class"] = {
        "type": "string",
        "pattern": rf"^{_NAME}(\.{_NAME})*$",
        "title": "a class such as `torch.nn.Linear`",
    }
    options: dict[str, Schema] = {
        "from": _ref("range"),
        "dtype": _ref("dtype"),
        "requires_grad": {"type": "boolean", "title": "`true` or `false`"},
        "init": _ref("names"),
    }
    fill: Schema = {"type": ["number", "string"], "pattern": r"^\$|\.\.", "title": "a number such as 7.0"}
    rest: Schema = _words(MAKER, dict.fromkeys(MAKERS, {}))
    for maker, allowed in reversed(MAKERS.items()):
        own = {option: fill if (maker, option) == ("full", "from") else options[option] for option in allowed}
        needed = ("from",) if maker in ("full", "randint") else ()
        then = _words(MAKER, {maker: contents[maker], **own}, required=needed)
        rest = {"if": {"required": [maker]}, "then": then, "else": rest}
    help_ = {word: {"description": text} for word, text in _MAKER_HELP.items()}
    return {"title": "a value", "type": "object", "minProperties": 1, "properties": help_, **rest}


def _kinds() -> dict[str, Schema]:
    return {name: {"title": kind.summary, **kind.schema} for name, kind in KINDS.items()}


def _tolerances() -> dict[str, Schema]:
    number = {"type": "number", "minimum": 0, "title": "a number, 0 or more"}
    return {word: {**number, "description": _HELP[word]} for word in ("rtol", "atol")}


def _ref(name: str, description: str | None = None) -> Schema:
    return {"$ref": f"#/$defs/{name}"} | ({"description": description} if description else {})


def _is(type_: str) -> Schema:
    return {"type": type_}


def _list(items: Schema, title: str, least: int = 1) -> Schema:
    return {"type": "array", "items": items, "title": title} | ({"minItems": least} if least else {})


def _map(names: str, values: str, title: str) -> Schema:
    return {
        "type": "object",
        "propertyNames": _ref(names),
        "additionalProperties": _ref(values),
        "title": title,
    }


def _texts(title: str, pattern: str | None = None) -> Schema:
    one: Schema = {"type": "string", "minLength": 1, "title": title.partition(",")[0]}
    one |= {"pattern": pattern} if pattern else {}
    return {**one, "type": ["string", "array"], "minItems": 1, "items": one, "title": title}


def _words(area: str, properties: Mapping[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """A map of the words in ``properties`` and no others."""
    helped = {
        word: schema
        if "description" in schema or word not in _HELP or area in (KIND, MAKER)
        else {**schema, "description": _HELP[word]}
        for word, schema in properties.items()
    }
    closed: Schema = {"type": "object", "$comment": area, "properties": helped, "additionalProperties": False}
    return closed | ({"required": list(required)} if required else {})


def published(schema: Schema) -> str:
    """The text of a published schema."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


SCHEMAS = {"assignment.schema.json": assignment_schema, "course.schema.json": course_schema}


def main() -> None:
    for name, schema in SCHEMAS.items():
        (PUBLISHED / name).write_text(published(schema()), encoding="utf-8")


if __name__ == "__main__":
    main()
