"""The files of a course and of an assignment that have nothing of their own yet."""

from __future__ import annotations

import json
from collections.abc import Mapping

from grader.hosts.audited import PATH, audit_workflow
from grader.hosts.install import requirements

_COURSE = """\
# yaml-language-server: $schema=schemas/course.schema.json
format: 1
title: {title}
reference: reference
torch: "{torch}"
grader: "{version}"
"""
_TORCH, SCHEMAS = ">=2.4", "schemas"
# Where an editor completes words, also in a file that does not say so itself.
_COMPLETED = {
    f"{SCHEMAS}/course.schema.json": "course.yaml",
    f"{SCHEMAS}/assignment.schema.json": "assignments/*/assignment.yaml",
}
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


def course_files(title: str, schemas: Mapping[str, str], version: str) -> Mapping[str, str]:
    """By path what a new course holds. ``schemas`` are the published ones by name, for editors, which know a file only
    where it lies the same for everybody; ``version`` is the grader's.
    """
    return {
        "course.yaml": _COURSE.format(title=_quoted(title), torch=_TORCH, version=version),
        "README.md": _READ_ME.format(title=title),
        "requirements.txt": requirements("The grader that this course was begun with.", version, _TORCH),
        ".gitignore": _IGNORED,
        PATH: audit_workflow(),
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml", "ms-python.python"]}),
        ".vscode/settings.json": _json({"yaml.schemas": _COMPLETED, "python.testing.pytestEnabled": False}),
        **{f"{SCHEMAS}/{name}": text for name, text in schemas.items()},
    }


def assignment_files(name: str) -> Mapping[str, str]:
    """By path a first solution of the assignment ``name``: one small function to put others in the place of."""
    return {f"reference/{name}/solution.py": _SOLUTION}


def _json(content: object) -> str:
    return json.dumps(content, indent=2) + "\n"


def _quoted(text: str) -> str:
    """``text`` as YAML reads it back, whatever it holds."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
