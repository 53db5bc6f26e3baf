"""The JSON Schemas of ``assignment.yaml`` and ``course.yaml``; ``python -m grader.spec.schema`` publishes them.

Dispatch is by ``if``/``then`` on type and word, never ``oneOf``. A ``title`` says what is expected, as ``a number``;
a ``$comment`` names the words that a map may hold.
"""

from __future__ import annotations

from grader.spec.schema.course import course_schema
from grader.spec.schema.grammar import assignment_schema

__all__ = ["assignment_schema", "course_schema"]
