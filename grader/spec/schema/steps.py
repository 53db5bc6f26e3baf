"""Schemas of what an exercise says of several calls, and of the text behind them: ``steps``, ``laws``, ``source``."""

from __future__ import annotations

from grader.laws import LAWS
from grader.spec.schema.help import RULE_HELP, STEP_HELP
from grader.spec.schema.parts import NAME, Schema, list_of, map_of, map_with, one_or_several, ref
from grader.spec.words import LAW, SOURCE, STEP

MOST_REPEATS = 10_000
_RULE = rf"^{NAME}(\.{NAME})*(\.\*)?$"


def definitions() -> Schema:
    """What these three words are put together from, by name."""
    return {
        "steps": {**map_of("step", "names with calls"), "minProperties": 1},
        "step": {"title": "a call", **map_with(_step_words(), STEP, help_=STEP_HELP)},
        "laws": {"title": "laws with their arguments", **map_with(_laws(), LAW)},
        "source": {
            "title": "rules such as `forbid: [softmax]` or `loops: false`",
            "minProperties": 1,
            **map_with(_rules(), SOURCE, help_=RULE_HELP),
        },
    }


def mode() -> Schema:
    return {"enum": ["train", "eval"], "title": "`train` or `eval`"}


def repeat() -> Schema:
    return {
        "type": "integer",
        "minimum": 1,
        "maximum": MOST_REPEATS,
        "title": f"a whole number from 1 to {MOST_REPEATS:,}",
    }


def _step_words() -> dict[str, Schema]:
    name: Schema = {"type": "string", "pattern": rf"^{NAME}(\.({NAME}|[0-9]+))*$", "title": "a name"}
    return {
        "call": one_or_several(name, "a name such as `f` or `optimizer.step`, or a list of names"),
        "given": ref("names"),
        "set": ref("settings"),
        "mode": mode(),
        "repeat": repeat(),
    }


def _laws() -> dict[str, Schema]:
    return {
        name: {"title": law.summary, "description": law.summary[:1].upper() + law.summary[1:] + ".", **law.schema}
        for name, law in LAWS.items()
    }


def _rules() -> dict[str, Schema]:
    name: Schema = {"type": "string", "pattern": _RULE, "title": "a name such as `softmax` or `torch.nn.functional.*`"}
    names: Schema = {**list_of(name, "a list of names such as `[softmax]`"), "uniqueItems": True}
    amount: Schema = {"type": "integer", "minimum": 0, "title": "a whole number, 0 or more"}
    counted: Schema = {
        "index": {**amount, "description": "Subscripts, such as `x[0]`."},
        "statement": {**amount, "description": "Statements, without the docstring."},
    }
    return {
        "forbid": names,
        "require": names,
        "only": names,
        "loops": {"const": False, "title": "`false`"},
        "at_most": {
            "type": "object",
            "$comment": SOURCE,
            "properties": counted,
            "additionalProperties": False,
            "minProperties": 1,
            "title": "`index` or `statement` with a number",
        },
    }
