"""Writes the published schemas: ``python -m grader.spec.schema``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from grader.spec.schema import assignment_schema, course_schema
from grader.spec.schema.parts import Schema

PUBLISHED = Path(__file__).parents[2] / "schemas"
SCHEMAS: dict[str, Callable[[], Schema]] = {
    "assignment.schema.json": assignment_schema,
    "course.schema.json": course_schema,
}


def published(schema: Schema) -> str:
    """The text of a published schema."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    for name, schema in SCHEMAS.items():
        (PUBLISHED / name).write_text(published(schema()), encoding="utf-8")


if __name__ == "__main__":
    main()
