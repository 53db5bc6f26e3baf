"""What `grade submit --push` does around grading: refuses before it, hands in after it, and says where the grade is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from grader.commands.wish import Wish
from grader.errors import UsageError
from grader.handin import Handed, Place, find_place, hand_in
from grader.model.result import Cause, Result
from grader.notebooks.naming import as_notebook, find_file
from grader.pipeline import Request
from grader.pipeline.sources import digest, read_submission
from grader.reporters import json_result
from grader.reporters.inert import inert
from grader.reporters.numbers import points, worth

_OWN = ("checks", "laws")
# What lies in an assignment's folder, and is not read: what hidden names have, Python, and we put there.
_LEFT = ("__pycache__", "grade-result.json")


class Handing:
    """A submission that can be handed in. Raises ``UsageError`` where it cannot, before anything is graded."""

    def __init__(self, wish: Wish, request: Request) -> None:
        file, assignment = request.submission, request.assignment
        if file.name not in {*assignment.files, *map(as_notebook, assignment.files)}:
            asked = ", ".join(assignment.files)
            raise UsageError(
                f"`{file}` is not found where it is graded: `{assignment.name}` asks for {asked}, so name it so"
            )
        self._request, self._message = request, wish.message
        self._is_quiet = wish.output == json_result.STDOUT  # then nothing else goes there
        self._find()

    def _find(self) -> Place:
        request = self._request
        return find_place(
            [find_file(request.submission.parent, name) for name in request.assignment.files],
            request.course.root,
            _folders(request),
            set(_read(request)),
            may_ask=sys.stdin.isatty() and sys.stderr.isatty(),
        )

    def hand_in(self, result: Result | None) -> None:
        """Hand in what was graded, or with None, what this machine could not grade. Raises ``GraderError``.

        What somebody interrupted is not handed in.
        """
        if result is not None and any(each.cause is Cause.INTERRUPTED for each in result.exercises):
            click.echo("grade: grading was interrupted, so nothing was handed in", err=True)
            return
        request = self._request
        source = read_submission(request.submission, request.assignment)
        if result is not None and digest(source) != result.submission_digest:
            raise UsageError("what you hand in was changed while it was graded, so nothing was handed in: try again")
        place = self._find()  # anew: while it was graded, somebody may have gone to another branch
        contents = dict(zip(place.paths, (content for _, content in source.originals), strict=True))
        message = self._message or f"Hand in {request.assignment.name}: {_graded(result)}"
        click.echo(err=self._is_quiet)
        handed = hand_in(place, contents, message, _say)
        for line in _told(place, handed, result):
            click.echo(f" {inert(line, 1000)}", err=self._is_quiet)


def _folders(request: Request) -> tuple[Path, ...]:
    """Where grading reads, beside the submission."""
    course, assignment = request.course, request.assignment
    own = (course.root / name for name in _OWN)
    return (course.file, assignment.folder, *own, course.references / assignment.name)


def _read(request: Request) -> Iterator[Path]:
    """Every file that grading reads, beside the submission: specification, provided files, recorded answers."""
    course, assignment = request.course, request.assignment
    yield course.file
    for file in assignment.folder.rglob("*"):
        parts = file.relative_to(assignment.folder).parts
        if not any(part.startswith(".") or part in _LEFT for part in parts) and file.is_file():
            yield file
    for name in _OWN:
        yield from (course.root / name).glob("[!_.]*.py")
    yield from (course.references / assignment.name).rglob("*.py")


def _graded(result: Result | None) -> str:
    if result is None or _is_ungraded(result):
        return "not graded here"
    rest = "" if result.complete else ", not all of it graded"
    return f"{points(result.score)} of {worth(result.max_score)} here{rest}"


def _is_ungraded(result: Result) -> bool:
    return all(each.score is None for each in result.exercises)


def _told(place: Place, handed: Handed, result: Result | None) -> Iterator[str]:
    names = ", ".join(place.paths)
    if handed.was_there:
        yield f"Nothing new to hand in: {place.shown} has {names} as it is here, in the commit {handed.short}."
    else:
        yield f"Handed in: {names}, to {place.shown} in the commit {handed.short}."
    if result is None or not result.complete:
        part = "Nothing of it" if result is None or _is_ungraded(result) else "Not all of it"
        yield f"{part} could be graded here; it is graded where you handed it in."
    if handed.pages is not None:
        yield f"The grade appears at {handed.pages.grade}"
        yield f"What you handed in:  {handed.pages.commit}{handed.commit}"


def _say(text: str) -> None:
    """A line of its own in a terminal: what SSH asks comes below it."""
    if sys.stderr.isatty():
        click.echo(f" {inert(text[0].upper() + text[1:])} …", err=True)
