"""The schema of ``course.yaml``, from parts of an assignment's."""

from __future__ import annotations

from grader.spec.schema.grammar import DRAFT, LIMITS, TEXT, definitions
from grader.spec.schema.parts import NOT_NEGATIVE, Schema, list_of, map_with, ref
from grader.spec.words import COURSE

_VERSION = r"(>=|<=|==|!=|~=|<|>) *[0-9]+(\.[0-9]+)*"


def course_schema() -> Schema:
    """The schema of ``course.yaml``."""
    folder: Schema = {"type": "string", "pattern": r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$", "title": "the name of a folder"}
    words: dict[str, Schema] = {
        "format": ref("format"),
        "title": ref("text", "The course's name, shown to students."),
        "assignments": {
            **list_of(folder, "a list of folders below `assignments`"),
            "uniqueItems": True,
            "description": "The assignments in teaching order. Left out: every folder that has one, by name.",
        },
        "reference": {
            **TEXT,
            "title": "a folder",
            "description": "Where the reference solutions lie, from the course's folder. Left out: `reference`.",
        },
        "grader": {
            "type": "string",
            "pattern": r"^[0-9]+(\.[0-9]+)*[a-z0-9.]*$",
            "title": 'a version in quotes, such as "0.1.0"',
            "description": "The first version of the grader that reads this course. An older one says so, and stops.",
        },
        "limits": ref("limits"),
        "rtol": NOT_NEGATIVE,
        "atol": NOT_NEGATIVE,
        "torch": {
            "type": "string",
            "pattern": f"^{_VERSION}(, *{_VERSION})*$",
            "title": 'a range of versions in quotes, such as ">=2.4"',
            "description": "The versions of torch that this course was made for.",
        },
    }
    parts = definitions()
    used = ("format", "text", "limits", *LIMITS)
    return {
        "$schema": DRAFT,
        "title": "a course",
        "description": "A course for torch-grader.",
        **map_with(words, COURSE, required=("format",)),
        "$defs": {name: parts[name] for name in used},
    }
