"""The cells that a kernel executed, as a notebook that was never saved. Their text is read, and nothing is run."""

from __future__ import annotations

import ast
import json
import warnings
from collections.abc import Sequence


def as_notebook(typed: Sequence[str], parsed: Sequence[str]) -> bytes:
    """A notebook of nbformat 4 in which cell 7 is `In [7]`.

    ``typed`` are the cells as they were typed and ``parsed`` the same as Python, each from number 0, which is none.
    What is no Python was told when it was executed, and never ran: it is left empty.
    """
    ran = [text if number < len(parsed) and _is_python(parsed[number]) else "" for number, text in enumerate(typed)]
    cells = [{"cell_type": "code", "metadata": {}, "source": text, "outputs": []} for text in ran[1:]]
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}).encode("ascii")


def _is_python(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<cell>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
