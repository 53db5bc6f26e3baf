"""The grading of one submission, from a specification to a result. Read ``grade.py`` first."""

from grader.pipeline.differences import Differing, Hear, Picture
from grader.pipeline.grade import Prepared, grade
from grader.pipeline.memory import Memory
from grader.pipeline.messages import MESSAGES
from grader.pipeline.request import Request

__all__ = ["MESSAGES", "Differing", "Hear", "Memory", "Picture", "Prepared", "Request", "grade"]
