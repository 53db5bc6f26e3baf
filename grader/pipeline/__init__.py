"""The grading of one submission, from a specification to a result. Read ``grade.py`` first."""

from grader.pipeline.grade import Request, grade
from grader.pipeline.messages import MESSAGES

__all__ = ["MESSAGES", "Request", "grade"]
