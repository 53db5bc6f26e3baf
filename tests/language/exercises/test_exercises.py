"""Real exercises, said in the language: right work earns every point, and a mistake costs exactly its own exercise.

A file in ``wrong/`` differs from the solution in one property, which the first words of its docstring name.
"""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from grader.model.result import Outcome
from grader.model.spec import Course, Exercise
from grader.spec import load_assignment

HERE = Path(__file__).parent
NAMES = [folder.name for folder in sorted((HERE / "reference").iterdir())]
WRONG = sorted(HERE.glob("reference/*/wrong/*.py"))


def exercises(course: Course, name: str) -> tuple[Exercise, ...]:
    return load_assignment(HERE / "assignments" / name / "assignment.yaml", course).exercises


def called(exercise: Exercise) -> set[str]:
    """The functions and the class of a submission that an exercise is about."""
    steps = (call for case in exercise.cases for step in case.steps for call in step.calls if "." not in call)
    return {*exercise.names, *(() if exercise.class_name else steps)}


def redefined(text: str) -> set[str]:
    return {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def over_the_solution(file: Path) -> str:
    """The solution, with the text of ``file`` below it."""
    return (file.parents[1] / "solution.py").read_text("utf-8") + "\n\n" + file.read_text("utf-8")


def about(course: Course, file: Path) -> list[str]:
    """The exercises that call what ``file`` redefines."""
    names = redefined(file.read_text("utf-8"))
    return [each.id for each in exercises(course, file.parents[1].name) if not names.isdisjoint(called(each))]


def test_every_exercise_has_two_mistakes_and_other_right_work(course) -> None:
    mistakes = Counter((file.parents[1].name, each) for file in WRONG for each in about(course, file))
    for name in NAMES:
        for each in exercises(course, name):
            assert mistakes[name, each.id] >= 2, each.id
            other = HERE / "reference" / name / "also" / "other_ways.py"
            assert called(each) <= redefined(other.read_text("utf-8")), each.id


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("work", ["solution.py", "also/other_ways.py"])
def test_right_work_earns_everything(graded, course, name: str, work: str) -> None:
    file = HERE / "reference" / name / work
    text = file.read_text("utf-8") if work == "solution.py" else over_the_solution(file)
    result = graded(course, name, text)
    lost = [(each.id, each.message or each.cases) for each in result.exercises if each.outcome is not Outcome.PASSED]
    assert lost == []


@pytest.mark.parametrize("file", WRONG, ids=lambda file: f"{file.parents[1].name}-{file.stem}")
def test_a_mistake_costs_its_exercise(outcomes, course, file: Path) -> None:
    (meant,) = about(course, file)
    results = outcomes(course, file.parents[1].name, over_the_solution(file))
    lost = {name: each.outcome for name, each in results.items() if each.outcome is not Outcome.PASSED}
    assert lost == {meant: Outcome.FAILED}
