"""Beginnings for authors: a course, an assignment, and an exercise from a function of the reference."""

from grader.authoring.beginnings import SCHEMAS, assignment_files, course_files
from grader.authoring.exercise import Begun, begin_exercise

__all__ = ["SCHEMAS", "Begun", "assignment_files", "begin_exercise", "course_files"]
