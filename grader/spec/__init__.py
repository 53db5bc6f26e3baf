"""From YAML to a checked, frozen assignment. Imports neither NumPy nor torch.

Nothing that it reads is run, but for a course's own kinds and laws.
"""

from __future__ import annotations

from grader.spec.course import ASSIGNMENT_FILE, assignment_file, course_file, find_course, load_assignment, load_course
from grader.spec.schema import assignment_schema, course_schema

__all__ = [
    "ASSIGNMENT_FILE",
    "assignment_file",
    "assignment_schema",
    "course_file",
    "course_schema",
    "find_course",
    "load_assignment",
    "load_course",
]
