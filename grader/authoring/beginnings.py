"""The files of a course and of an assignment that have nothing of their own yet."""

from __future__ import annotations

from collections.abc import Mapping

_COURSE = """\
# yaml-language-server: $schema={schema}
format: 1
title: {title}
reference: reference
torch: ">=2.4"
"""
_IGNORED = """\
__pycache__/
.grade/
grade-result.json
"""
_READ_ME = """\
# {title}

A course of PyTorch exercises, graded by `grade`.

    grade list                 what there is to do
    grade start ASSIGNMENT     put a starter file here
    grade check                check it, as often as you like
    grade submit               hand it in

For authors: write a right answer with its docstring in `reference/ASSIGNMENT/solution.py`, then

    grade new exercise ASSIGNMENT FUNCTION
    grade audit ASSIGNMENT
"""
_SOLUTION = '''\
import torch
from torch import Tensor


def row_means(x: Tensor) -> Tensor:
    """Return the mean of each row of x.

    x: a floating-point tensor of shape (rows, columns), with at least one column.
    The result has shape (rows,) and the dtype of x.
    """
    return x.mean(dim=1)
'''


def course_files(title: str, schema: str) -> Mapping[str, str]:
    """By path what a new course holds; ``schema`` is where its editor finds the words of ``course.yaml``."""
    return {
        "course.yaml": _COURSE.format(title=_quoted(title), schema=schema),
        "README.md": _READ_ME.format(title=title),
        ".gitignore": _IGNORED,
    }


def assignment_files(name: str) -> Mapping[str, str]:
    """By path a first solution of the assignment ``name``: one small function to put others in the place of."""
    return {f"reference/{name}/solution.py": _SOLUTION}


def _quoted(text: str) -> str:
    """``text`` as YAML reads it back, whatever it holds."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
