"""Schemas of what an exercise says of several calls, and of the text behind them: ``steps``, ``laws``, ``source``."""

from __future__ import annotations

from grader.laws import LAWS
from grader.source import RULES
from grader.source.rule import Rule
from grader.spec.schema.help import STEP_HELP
from grader.spec.schema.parts import NAME, Schema, map_of, map_with, one_or_several, ref
from grader.spec.words import LAW, SOURCE, STEP

MOST_REPEATS = 10_000
_NAMES = "a list of names such as `[softmax]`"
_NAME = "a name such as `softmax` or `torch.nn.functional.*`"


def definitions() -> Schema:
    """What these three words are put together from, by name."""
    return {
        "steps": {**map_of("step", "names with calls"), "minProperties": 1},
        "step": {"title": "a call", **map_with(_step_words(), STEP, help_=STEP_HELP)},
        "laws": {"title": "laws with their arguments", **map_with(_laws(), LAW)},
        "source": {
            "title": "rules such as `forbid: [softmax]` or `loops: false`",
            "minProperties": 1,
            **map_with(_rules(), SOURCE),
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
    return {name: _rule(rule) for name, rule in RULES.items()}


def _rule(rule: Rule) -> Schema:
    """The rule's own schema, with what is expected in words of an author."""
    described: Schema = {"description": rule.summary[:1].upper() + rule.summary[1:] + "."}
    match rule.schema:
        case {"type": "array", "items": dict() as items}:
            return {**rule.schema, **described, "items": {**items, "title": _NAME}, "title": _NAMES}
        case {"type": "object", "properties": dict() as words}:
            amounts = {word: {"title": "a whole number, 0 or more", **amount} for word, amount in words.items()}
            title = " or ".join(f"`{word}`" for word in words) + " with a number"
            return {**rule.schema, **described, "properties": amounts, "$comment": SOURCE, "title": title}
    return {"title": str(rule.schema.get("description", rule.summary)).rstrip("."), **rule.schema, **described}
