"""From YAML to a checked, frozen assignment. Imports neither NumPy nor torch, and runs nothing that it reads."""

from __future__ import annotations

from grader.spec.course import assignment_file, find_course, load_assignment, load_course
from grader.spec.schema import assignment_schema, course_schema

__all__ = ["assignment_file", "assignment_schema", "course_schema", "find_course", "load_assignment", "load_course"]
