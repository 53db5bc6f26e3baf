"""What a plain scalar stands for in the core schema of YAML 1.2 (its section 10.3.2), which is what editors show."""

from __future__ import annotations

import re
from math import isinf

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_REAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
# Python refuses to read longer whole numbers, and no specification needs them.
_MOST_DIGITS = 400


def resolve(text: str) -> bool | int | float | str | None:
    """The value of an unquoted scalar. Raises ``ValueError`` for a number too long to be meant."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if len(text) > _MOST_DIGITS and text.strip("+-.0123456789eExXabcdfABCDFo") == "":
        raise ValueError(f"expected a number of at most {_MOST_DIGITS} digits")
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OCTAL.fullmatch(text):
        return int(text[2:], 8)
    if _HEXADECIMAL.fullmatch(text):
        return int(text[2:], 16)
    if _REAL.fullmatch(text):
        if isinf(value := float(text)):
            raise ValueError("expected a number that a float64 can hold; infinity is written `.inf`")
        return value
    if _SPECIAL.fullmatch(text):
        return float(text.replace(".", "", 1))
    return text
