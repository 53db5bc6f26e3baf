"""What is plain text in YAML though a number is meant: other languages' spellings, arithmetic of drawn names."""

from __future__ import annotations

import re
from collections.abc import Collection

from grader.model.expression import Expression
from grader.spec.node import Scalar
from grader.spec.problems import Problems
from grader.spec.words import NUMBER_SYNONYMS

_PYTHON_SPELLINGS = {"None": "null", "NaN": ".nan", **NUMBER_SYNONYMS}
_UNDERSCORES = re.compile(r"[-+]?[0-9][0-9_]*_[0-9_.eE+-]*")


def refuse_foreign(node: Scalar, problems: Problems) -> bool:
    """Whether this is a number or None elsewhere and plain text in YAML; says so. In quotes it is meant as text."""
    if not node.plain or not isinstance(node.value, str):
        return False
    if node.value in _PYTHON_SPELLINGS:
        problems.add(
            node, f"`{node.value}` is text in YAML; put it in quotes if that is meant", _PYTHON_SPELLINGS[node.value]
        )
    elif _UNDERSCORES.fullmatch(node.value):
        text = f"`{node.value}` is text in YAML: numbers have no underscores; put it in quotes if that is meant"
        problems.add(node, text, node.value.replace("_", ""))
    else:
        return False
    return True


def refuse_arithmetic(node: Scalar, drawn: Collection[str], problems: Problems) -> bool:
    """Whether this calculates with ``drawn`` names, which only sizes and ``let`` can; says so."""
    text = node.value
    if not isinstance(text, str) or not (node.plain or text.startswith("$")) or text.startswith("$$"):
        return False
    try:
        meant = Expression.parse(text.replace("$", ""))
    except ValueError:
        return False
    if meant.text.isidentifier() or not meant.names or not meant.names <= set(drawn):
        return False
    name = "m"
    while name in drawn:
        name += "_"
    as_text = f"${text}" if text.startswith("$") else f"'{text}'"
    remedy = f"write `{name}: {meant.text}` in `let`, or `{as_text}` if text is meant"
    problems.add(node, f"a value is not calculated, so `{text}` is text here; {remedy}", f"${name}")
    return True
