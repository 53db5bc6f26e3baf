"""The gradebook of a class: who handed in what, every grading of it, and what people decided. The home of names."""

from grader.gradebook.changes import Change
from grader.gradebook.gradebook import Gradebook
from grader.gradebook.gradings import Graded, Job
from grader.gradebook.pending import ALL, CHANGED, EXERCISE, STUDENT, Wanted
from grader.gradebook.place import Place
from grader.gradebook.runs import Basis, Run
from grader.gradebook.standing import Attempt, Mark, Override, Standing, Standings, Student, Task

__all__ = [
    "ALL",
    "CHANGED",
    "EXERCISE",
    "STUDENT",
    "Attempt",
    "Basis",
    "Change",
    "Gradebook",
    "Graded",
    "Job",
    "Mark",
    "Override",
    "Place",
    "Run",
    "Standing",
    "Standings",
    "Student",
    "Task",
    "Wanted",
]
