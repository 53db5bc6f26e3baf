"""Beginnings for authors: a course, an assignment, and an exercise from a function of the reference."""

from grader.authoring.beginnings import assignment_files, course_files
from grader.authoring.exercise import Begun, begin_exercise

__all__ = ["Begun", "assignment_files", "begin_exercise", "course_files"]
