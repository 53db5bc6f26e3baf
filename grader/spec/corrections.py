"""What an author probably meant by a value that the schema refuses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import cast

from jsonschema.exceptions import ValidationError

from grader.spec.node import Node, Scalar
from grader.spec.problems import Problems, nearest
from grader.spec.words import DTYPE_SYNONYMS, DTYPES, NUMBER_SYNONYMS

_TRUE = frozenset({"yes", "on", "y", "true"})
_FALSE = frozenset({"no", "off", "n", "false"})
_OTHERWISE = {"gpu": "cuda"}
_AMOUNT = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?) *(?P<unit>[kmg])(?:i?b)?", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r" ?[|,] ?| or ")
_NAME_OF_CLASS = re.compile(r"[A-Za-z_][\w.]*")
_BOUND = re.compile(r"(?P<sign>[<>]=?) *(?P<number>-?[0-9]*\.?[0-9]+(?:e[-+]?[0-9]+)?)")
_WITH_UNIT = re.compile(r"(?P<number>[0-9.]+) *(?:x|×|s|sec|seconds)")
# At least one of the ends is a number.
_LITERAL_RANGE = re.compile(r"-?[\d.]*\d *\.\. *(?:-?[\d.]*\d|[A-Za-z_]\w*)?|(?:[A-Za-z_]\w*)? *\.\. *-?[\d.]*\d")
_RANGE = re.compile(r"(?P<low>-?[\d.]*\d) *(?:\.\.\.|…|-|–|~|:|to|,) *(?P<high>-?[\d.]*\d)")


def correction(node: Node, error: ValidationError) -> str | None:
    """A value that could stand in place of ``node``, where the mistake is a known one."""
    schema = error.schema
    if not isinstance(node, Scalar) or not isinstance(schema, Mapping):
        return None
    if error.validator == "enum":
        return _among(node.value, cast("Iterable[object]", error.validator_value))
    types = schema.get("type", ())
    allowed = {types} if isinstance(types, str) else set(cast("Iterable[str]", types))
    if isinstance(node.value, str):
        return _for_text(node.value, schema, allowed)
    if "string" in allowed <= {"string", "array"} and node.plain and node.value is not None:
        pattern = re.compile(str(schema.get("pattern", "")))
        texts = (node.text, f">={node.text}")
        return next((f"'{text}'" for text in texts if pattern.search(text)), None)
    if allowed == {"array"} and node.plain and node.value is not None:
        return f"[{node.text}]"
    return None


def _for_text(text: str, schema: Mapping[str, object], allowed: set[str]) -> str | None:
    if "boolean" in allowed and text.lower() in _TRUE | _FALSE:
        return "true" if text.lower() in _TRUE else "false"
    if "number" in allowed and text.lower() in NUMBER_SYNONYMS:
        return NUMBER_SYNONYMS[text.lower()]
    if "number" in allowed and (found := _WITH_UNIT.fullmatch(text)):
        return found["number"]
    if allowed == {"array"} and " " not in text:
        return f"[{text}]"
    if schema.get("const") == "same" and text:
        return f"[{text.strip('()')}]"
    if "pattern" in schema:
        return _for_pattern(text, re.compile(str(schema["pattern"])))
    return None


def _for_pattern(text: str, pattern: re.Pattern[str]) -> str | None:
    """The first of a few usual repairs that the pattern accepts."""
    candidates = [
        _OTHERWISE.get(text, ""),
        re.sub(r"\(.*\)$", "", text),
        re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-"),
        re.sub(r"\W+", "_", text).strip("_"),
        text.removesuffix(".ipynb") + ".py",
        as_range(text),
    ]
    if amount := _AMOUNT.fullmatch(text):
        candidates.insert(0, f"{amount['number']}{amount['unit'].upper()}iB")
    return next((candidate for candidate in candidates if candidate and pattern.search(candidate)), None)


def as_range(text: str) -> str | None:
    """``1-6``, ``1:6`` and ``1 to 6`` as the language writes a range: ``1..6``."""
    found = _RANGE.fullmatch(text.strip().strip("[]()"))
    return f"{found['low']}..{found['high']}" if found else None


def as_bound(text: str, *, counts: bool) -> str | None:
    """``>=1`` as it is checked, ``{between: 1..}``. Ranges have both their ends, so a count of ``>1`` is ``2..``."""
    found = _BOUND.fullmatch(text.strip())
    if found is None:
        return None
    sign, number = found["sign"], found["number"]
    if counts and sign in "<>" and number.isdecimal():
        number = str(int(number) + (1 if sign == ">" else -1))
    return f"{{between: {number}..}}" if sign.startswith(">") else f"{{between: ..{number}}}"


def refuse_range(node: Node, problems: Problems) -> None:
    """``0..1`` where a literal stands is no number, and hardly a text: numbers between two ends are a check."""
    if isinstance(node, Scalar) and node.plain and isinstance(node.value, str) and _LITERAL_RANGE.fullmatch(node.value):
        text = f"`{node.value}` is a text to compare with here, put into quotes if that is meant"
        if node.place[-1:] == ("value",):
            problems.add(node, f"{text}; a number within a range is checked by `between: {node.value}`")
        else:
            problems.add(node, text, f"{{between: {node.value}}}")


def as_exceptions(texts: Iterable[str]) -> str | None:
    """``IndexError | KeyError`` as it is checked: ``{type: [IndexError, KeyError]}``."""
    names = [name for text in texts for name in _BETWEEN_NAMES.split(text.removeprefix("!"))]
    if not names or not all(map(_NAME_OF_CLASS.fullmatch, names)):
        return None
    types = names[0] if len(names) == 1 else f"[{', '.join(names)}]"
    return f"{{type: {types}}}"


def _among(value: object, options: Iterable[object]) -> str | None:
    options = list(options)
    if isinstance(value, str):
        if set(DTYPES) <= set(map(str, options)):
            name = value.lower().removeprefix("torch.").removeprefix("np.").removeprefix("numpy.")
            return name if name in DTYPES else DTYPE_SYNONYMS.get(name) or nearest(name, DTYPES)
        if True in options and value.lower() in _TRUE | _FALSE:
            return "true" if value.lower() in _TRUE else "false"
        return nearest(value, (option for option in options if isinstance(option, str)))
    return None
