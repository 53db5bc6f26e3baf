"""The schema of ``course.yaml``, from parts of an assignment's."""

from __future__ import annotations

from grader.spec.schema.grammar import DRAFT, LIMITS, TEXT, definitions
from grader.spec.schema.parts import NOT_NEGATIVE, Schema, list_of, map_with, ref
from grader.spec.words import COURSE

_VERSION = r"(>=|<=|==|!=|~=|<|>) *[0-9]+(\.[0-9]+)*"
_LATE: dict[str, Schema] = {
    "per_day": {
        "type": "string",
        "pattern": r"^(100|[0-9]{1,2}(\.[0-9]{1,2})?)%$",
        "title": "a share, such as `10%`",
        "description": "Taken off what was earned, for each day begun. Left out: nothing.",
    },
    "grace": {
        "type": "string",
        "pattern": "^[0-9]{1,4} (minute|hour|day)s?$",
        "title": "a time, such as `15 minutes`",
        "description": "How long after the time that is stated work is still in time. Left out: not at all.",
    },
    "most_days": {
        "type": "integer",
        "minimum": 0,
        "title": "a whole number of days",
        "description": "What comes later than this many days earns nothing. Left out: there is no such end.",
    },
}


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
        "due": {
            "type": "object",
            "title": "a map from assignments to times",
            "additionalProperties": {
                "type": "string",
                "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} [-+][0-9]{2}:[0-9]{2}$",
                "title": "a time with its zone, such as `2026-10-05 23:59 +02:00`",
            },
            "description": "When each assignment is due. Left out: never.",
        },
        "late": {
            **map_with(_LATE, COURSE),
            "title": "a map with `per_day`, `grace` or `most_days`",
            "description": "What lateness costs in the gradebook of a class. Left out: nothing.",
        },
        "attempts": {
            "enum": ["last", "best"],
            "title": "`last` or `best`",
            "description": "Which of a student's attempts counts in a gradebook. Left out: the last.",
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
