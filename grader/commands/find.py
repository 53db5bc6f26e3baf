"""From what a person typed to the course, the assignment, the submission and the exercises that are meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from grader.errors import GraderError, Problem, SpecificationError, UsageError
from grader.model.spec import RELEASE_FILE, Assignment, Course, Exercise
from grader.notebooks.naming import NOTEBOOK, as_notebook, find_file
from grader.spec import assignment_file, course_file, find_course, load_assignment, load_course


def course_for(submission: Path | None) -> Course:
    """The course around the current folder; where there is none, the one around the submission.

    In this order, so that a `course.yaml` that was handed in beside a submission is never graded by. For the same
    reason no Python of the second is run: a course's own kinds count where one works in it.
    """
    try:
        return find_course(Path.cwd())
    except SpecificationError:
        raise
    except UsageError:
        if submission is None or not submission.exists():
            raise
        return find_course(submission if submission.is_dir() else submission.parent, is_trusted=False)


def course_around(folder: Path) -> Course | None:
    """The course around ``folder``, if there is one. Its own kinds are used where the current folder is in it too."""
    try:
        file = course_file(folder)
    except UsageError:
        return None
    return load_course(file, is_trusted=Path.cwd().resolve().is_relative_to(file.parent.resolve()))


def resolve(
    course: Course, submission: Path | None, name: str | None, *, may_be_missing: bool = False
) -> tuple[Assignment, Path]:
    """The assignment and a file handed in: the first of several, or the one that was named.

    ``submission`` is a file, a folder that holds it, or None: here. What ``may_be_missing`` is not looked for.
    """
    place = submission or Path()
    if name is not None:
        assignment = load_assignment(assignment_file(course, name), course)
        if may_be_missing and not place.exists() and place.name in assignment.files:
            place = place.parent  # a notebook may stand for it
        file = _first_in(place, assignment) if place.is_dir() else place
        return assignment, file if may_be_missing else _checked(file)
    if place.is_dir():
        return _in_folder(course, place)
    _checked(place)
    return _by_file_name(course, place.name), place


def authors_course(course: Course) -> Course:
    """``course``, which is the author's. Raises ``UsageError`` in a students' copy: nothing can be proved there."""
    if course.references.is_dir():
        return course
    if (course.root / RELEASE_FILE).is_file() or any(each.released is not None for each in readable(course)):
        raise UsageError(
            f"`{course.root.name}` is a students' copy, without references: this is done in the course that it was "
            "released from"
        )
    return course


def exercise_named(assignment: Assignment, name: str) -> Exercise:
    for exercise in assignment.exercises:
        if exercise.id == name:
            return exercise
    ids = [exercise.id for exercise in assignment.exercises]
    meant = _by_another_name(name, assignment.exercises)
    raise UsageError(f"there is no exercise `{name}` in `{assignment.name}`{nearest(name, ids, meant)}")


def exercise_anywhere(course: Course, address: str) -> tuple[Assignment, Exercise]:
    """``assignment/exercise``, or an exercise id that only one assignment has."""
    name, slash, exercise = address.partition("/")
    if slash:
        assignment = load_assignment(assignment_file(course, name), course)
        return assignment, exercise_named(assignment, exercise)
    assignments, unread = _read(course)
    everything = [(assignment, exercise) for assignment in assignments for exercise in assignment.exercises]
    hits = [(assignment, exercise) for assignment, exercise in everything if exercise.id == address]
    if len(hits) == 1:
        return hits[0]
    if hits:
        addresses = " or ".join(f"`{assignment.name}/{address}`" for assignment, _ in hits)
        raise UsageError(f"there are several exercises `{address}`: say {addresses}")
    exercises = [each for _, each in everything]
    remedy = did_you_mean(address, [each.id for each in exercises], _by_another_name(address, exercises))
    raise _not_found(f"there is no exercise `{address}`{remedy} `grade list` shows all", assignments, unread)


def nearest(name: str, names: list[str], meant: str | None = None) -> str:
    """The end of a sentence that something is not there: what may have been ``meant``, and what is there."""
    if not names:
        return " (there is none at all)"
    return f"{did_you_mean(name, names, meant)} There is: {', '.join(names)}"


def did_you_mean(name: str, names: list[str], meant: str | None = None) -> str:
    """The end of a sentence, and a question where one of ``names`` may have been ``meant``."""
    close = [meant] if meant is not None else get_close_matches(name, names, n=1)
    return f". Did you mean `{close[0]}`?" if close else "."


def _by_another_name(name: str, exercises: Iterable[Exercise]) -> str | None:
    """The id of the exercise that ``name`` is the title of, or the function or class that is asked for."""
    for exercise in exercises:
        if name in (exercise.title, *exercise.names):
            return exercise.id
    return None


def _name_of(file: Path) -> str:
    """What an assignment asks for, where ``file`` is a notebook that stands for it."""
    return f"{file.stem}.py" if file.suffix == NOTEBOOK else file.name


def _checked(file: Path) -> Path:
    if file.is_dir():
        raise UsageError(f"`{file}` is a folder, not a file")
    if not file.exists():
        beside = [each.name for kind in ("*.py", "*.ipynb") for each in sorted(file.parent.glob(kind))]
        close = get_close_matches(file.name, beside, n=1)
        remedy = f" Did you mean `{file.with_name(close[0])}`?" if close else ""
        raise UsageError(f"there is no file `{file}`.{remedy}")
    return file


def readable(course: Course) -> list[Assignment]:
    """All assignments whose specifications can be read: a mistake in another one is no reason not to grade this one."""
    return _read(course)[0]


def _read(course: Course) -> tuple[list[Assignment], list[Problem]]:
    """The assignments that can be read, and what is wrong with the others."""
    assignments: list[Assignment] = []
    problems: list[Problem] = []
    for name in course.order:
        try:
            assignments.append(load_assignment(assignment_file(course, name), course))
        except SpecificationError as error:
            problems += error.problems
        except (UsageError, OSError):
            continue
    return assignments, problems


def _not_found(text: str, assignments: list[Assignment], unread: list[Problem]) -> GraderError:
    """``text``, and why what was looked for may be missing: a specification that cannot be read."""
    if not unread:
        return UsageError(text)
    error = SpecificationError(unread)
    return UsageError(f"{text}. Not every specification can be read:\n{error}") if assignments else error


def _first_in(folder: Path, assignment: Assignment) -> Path:
    """The first of the assignment's files that is in ``folder``; the first of all, where none is.

    A notebook may stand for each. Raises ``UsageError`` where both are there.
    """
    files = [find_file(folder, name) for name in assignment.files]
    return next((file for file in files if file.is_file()), files[0])


def _by_file_name(course: Course, typed: str) -> Assignment:
    # Usually the file is named as the assignment is: then no other specification need be read.
    likely, file_name = Path(typed).stem, _name_of(Path(typed))
    if likely in course.order:
        assignment = load_assignment(assignment_file(course, likely), course)
        if file_name in assignment.files:
            return assignment
    assignments, unread = _read(course)
    hits = [assignment for assignment in assignments if file_name in assignment.files]
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise _shared(file_name, hits)
    expected = ", ".join(f"{name} ({assignment.name})" for assignment in assignments for name in assignment.files)
    text = f"no assignment of this course asks for a file named `{typed}` (there is: {expected})"
    raise _not_found(f"{text}: say which it is with `-a NAME`", assignments, unread)


def _shared(file_name: str, assignments: list[Assignment]) -> UsageError:
    names = ", ".join(assignment.name for assignment in assignments)
    return UsageError(f"`{file_name}` is what {names} ask for: say which with `-a NAME`")


def _in_folder(course: Course, folder: Path) -> tuple[Assignment, Path]:
    assignments, unread = _read(course)
    there = {each.name: sum((folder / name).is_file() for name in each.files) for each in assignments}
    if not any(there.values()):
        there = {each.name: sum((folder / as_notebook(name)).is_file() for name in each.files) for each in assignments}
    complete = [each for each in assignments if there[each.name] == len(each.files)]
    hits = complete or [each for each in assignments if there[each.name]]
    if len(hits) == 1:
        return hits[0], _first_in(folder, hits[0])
    where = "in this folder" if folder == Path() else f"in `{folder}`"
    if hits:
        found = list(dict.fromkeys(_first_in(folder, assignment).name for assignment in hits))
        if len(found) == 1:
            raise _shared(found[0], hits)
        raise UsageError(f"there are several submissions {where}: {', '.join(found)}. Name the one to grade")
    expected = ", ".join(name for assignment in assignments for name in assignment.files)
    text = f"there is no submission {where} (looked for: {expected}). `grade start NAME` begins one"
    raise _not_found(text, assignments, unread)
