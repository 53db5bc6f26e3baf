"""Numbers as other languages spell them, which are plain text in YAML."""

from __future__ import annotations

import re

from grader.spec.node import Scalar
from grader.spec.problems import Problems

_PYTHON_SPELLINGS = {"None": "null", "inf": ".inf", "+inf": ".inf", "-inf": "-.inf", "nan": ".nan", "NaN": ".nan"}
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
