"""Finds and loads a course and its assignments. The only part of ``spec`` that looks for files."""

from __future__ import annotations

import hashlib
from functools import cache, partial
from pathlib import Path

from grader.errors import UsageError
from grader.model.policy import Policy
from grader.model.spec import COURSE_FILE, Assignment, Course, Limits, Released
from grader.spec.beside import look_beside
from grader.spec.build import Defaults, build_exercises, exercises_in
from grader.spec.expect import Tolerances
from grader.spec.limits import build_limits
from grader.spec.needs import check_libraries
from grader.spec.newer import check_not_newer
from grader.spec.node import Listing, Map, number_of, text_of, texts_of
from grader.spec.own import refuse_own, use_own
from grader.spec.policy import build_policy
from grader.spec.problems import Problems, listed, nearest, shown
from grader.spec.provided import provided_files
from grader.spec.released import read_released
from grader.spec.sentences import check_assignment, check_course
from grader.spec.starter import docstrings
from grader.spec.yaml import read, read_file

ASSIGNMENT_FILE = "assignment.yaml"
ASSIGNMENTS = "assignments"


def course_file(start: Path) -> Path:
    """``course.yaml`` of the nearest folder from ``start`` upwards that holds one. Raises ``UsageError``."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / COURSE_FILE).is_file():
            return folder / COURSE_FILE
    raise UsageError(f"no course here: neither {shown(start)} nor a folder above it holds {COURSE_FILE}")


def find_course(start: Path, *, is_trusted: bool = True) -> Course:
    """The course of the nearest folder from ``start`` upwards that holds ``course.yaml``; see ``load_course``."""
    return load_course(course_file(start), is_trusted=is_trusted)


def load_course(file: Path, *, is_trusted: bool = True) -> Course:
    """Read ``course.yaml``, and use the kinds and laws that lie beside it; one that is not trusted may have none.

    Raises ``SpecificationError`` with all mistakes, or ``UsageError`` without a file.
    """
    file = file.absolute()
    root = file.parent
    problems = Problems(file, root)
    written = read(read_file(file), problems)
    check_not_newer(written, problems)
    document = check_course(written, problems)
    listing = document.get("assignments") if isinstance(document, Map) else None
    if isinstance(listing, Listing):
        _check_assignments(listing, root, problems)
    order = texts_of(listing) if isinstance(listing, Listing) else tuple(_assignment_names(root))
    policy = build_policy(document, order, problems) if isinstance(document, Map) else Policy()
    problems.stop()
    assert isinstance(document, Map)
    if is_trusted:
        use_own(root)
    else:
        refuse_own(root)
    return Course(
        root=root,
        title=text_of(document.get("title")) or root.name,
        order=order,
        references=root / (text_of(document.get("reference")) or "reference"),
        limits=build_limits(document.get("limits"), Limits()),
        rtol=number_of(document.get("rtol")),
        atol=number_of(document.get("atol")),
        torch=text_of(document.get("torch")),
        policy=policy,
    )


def assignment_file(course: Course, name: str) -> Path:
    """The specification of the assignment called ``name``. Raises ``UsageError`` where the course has none."""
    file = course.root / ASSIGNMENTS / name / ASSIGNMENT_FILE
    if name in course.order and file.is_file():
        return file
    meant = nearest(name, course.order)
    remedy = f" Did you mean `{meant}`?" if meant else ""
    raise UsageError(f"no assignment is called `{name}`.{remedy} There is: {listed(course.order)}")


def load_assignment(file: Path, course: Course | None, *, is_authors: bool = False) -> Assignment:
    """Read ``assignment.yaml``. Raises ``SpecificationError`` with all its mistakes, ``UsageError`` without a file.

    What is its author's also names only libraries that there are here, or that are well known.
    """
    file = file.absolute()
    data = read_file(file)
    problems = Problems(file, course.root if course is not None else None)
    document = read(data, problems)
    check_not_newer(document, problems)
    problems.name_exercises(document)
    document = check_assignment(document, problems)
    if not isinstance(document, Map):
        problems.stop()
    assert isinstance(document, Map)
    above = course if course is not None else Course(file.parent, "", (), file.parent / "reference")
    limits = build_limits(document.get("limits"), above.limits)
    submission, *others = texts_of(document.get("submission")) or ("",)
    provided = provided_files(file.parent, (submission, *others), problems)
    reference = above.references / file.parent.name
    defaults = Defaults(limits, Tolerances(above.rtol, above.atol), look_beside(file.parent, provided, reference))
    prompts = cache(partial(docstrings, file.parent, reference, (submission, *others)))
    exercises = build_exercises(document, defaults, prompts, problems)
    if is_authors:
        check_libraries(exercises_in(document), problems)
    released = _released(file.parent, problems)
    problems.stop()
    name = file.parent.name
    return Assignment(
        name=name,
        file=file,
        digest=hashlib.sha256(data).hexdigest(),
        title=text_of(document.get("title")) or name,
        submission=submission,
        exercises=exercises,
        others=tuple(others),
        provided=provided,
        released=released,
    )


def _released(folder: Path, problems: Problems) -> Released | None:
    try:
        return read_released(folder)
    except UsageError as error:
        problems.at_line(1, str(error))
        return None


def _assignment_names(root: Path) -> list[str]:
    return sorted(file.parent.name for file in (root / ASSIGNMENTS).glob(f"*/{ASSIGNMENT_FILE}"))


def _check_assignments(listing: Listing, root: Path, problems: Problems) -> None:
    there = _assignment_names(root)
    for item in listing.items:
        name = text_of(item)
        if name is not None and name not in there:
            text = f"there is no {ASSIGNMENTS}/{name}/{ASSIGNMENT_FILE} (there is: {listed(there)})"
            problems.add(item, text, nearest(name, there))
