"""The starter: as something that can be graded, and as something that students can begin with."""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from grader.audit.findings import Finding, not_python
from grader.model.spec import Assignment, Course, Exercise
from grader.pipeline.references import References
from grader.pipeline.sources import read_reference
from grader.pipeline.variants import defined
from grader.sandbox import Source
from grader.spec.starter import STARTER, STARTERS, is_given, starter_files


def read_starter(assignment: Assignment, references: References) -> Source | Path:
    """What students begin with, or where it was looked for in vain. Raises ``UsageError`` where it cannot be made."""
    found = starter_files(assignment.folder, references.folders[1], assignment.files)
    if isinstance(found, Path):
        return found
    (name, content), *others = found.items()
    return Source(name, content, tuple(others), references.provided)


def starter_findings(course: Course, assignment: Assignment) -> Iterator[Finding]:
    """What is wrong with a starter that its author wrote: it is no Python, or lacks what exercises ask for.

    One without a statement is meant so: students write the file from nothing. So is a function that a comment or the
    file's own docstring speaks of. What the solution lacks too is another mistake. What marks in the solution make was
    held to be Python when it was made.
    """
    found = starter_files(assignment.folder, course.references / assignment.name, assignment.files)
    if isinstance(found, Path) or not is_given(assignment.folder):
        return
    folder = assignment.folder.relative_to(course.root)
    shown = {name: str(folder / (f"{STARTERS}/{name}" if assignment.others else STARTER)) for name in found}
    modules = []
    for name, content in found.items():
        try:
            modules.append(ast.parse(content, filename=name))
        except (SyntaxError, ValueError) as error:
            text = f"{not_python(shown[name], error)}, students would begin with this error"
            yield Finding("files", "", text)
    if len(modules) == len(found) and any(_statements(module) for module in modules):
        names = {name for module in modules for name in defined(module)}.union(*map(_spoken_of, found.values()))
        right = _right(course, assignment) - names
        missing = (each for each in assignment.exercises if not each.hidden and names.isdisjoint(each.names))
        yield from (_missing(each, shown.values()) for each in missing if not right.isdisjoint(each.names))


def _right(course: Course, assignment: Assignment) -> set[str]:
    """The names that the solution defines; none where it cannot be read."""
    solution = read_reference(course, assignment)
    try:
        files = () if isinstance(solution, Path) else solution.files
        return {name for _, content in files for name in defined(ast.parse(content))}
    except (SyntaxError, ValueError):
        return set()


def _missing(exercise: Exercise, files: Iterable[str]) -> Finding:
    names = " or ".join(f"`{name}`" for name in exercise.names)
    word = "class" if exercise.class_name else "def"
    text = (
        f"asks for {names}, which is not in {' or '.join(files)}: begin it there, as in `{word} {exercise.names[0]}…`; "
        "where students write it from nothing, name it in a comment there"
    )
    return Finding("starter", exercise.id, text, exercise.line)


def _statements(module: ast.Module) -> list[ast.stmt]:
    """All but texts that stand alone."""
    return [each for each in module.body if not (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))]


def _spoken_of(content: bytes) -> set[str]:
    """The words of the comments and of the file's own docstring."""
    comments = (each.string for each in tokenize.tokenize(BytesIO(content).readline) if each.type == tokenize.COMMENT)
    docstring = ast.get_docstring(ast.parse(content)) or ""
    return set(re.findall(r"\w+", "\n".join([docstring, *comments])))
