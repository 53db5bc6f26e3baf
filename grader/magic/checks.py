"""What `%grade` does: from what was typed to a report below the cell. This is where NumPy is loaded."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display

from grader.commands import find
from grader.commands.grading import remember, request_for, surroundings, with_changes
from grader.commands.saves import Stamp, stamp
from grader.commands.wish import Wish
from grader.errors import GraderError, MachineError, UsageError
from grader.exports.html_fragment import fragment
from grader.magic.cells import as_notebook
from grader.model.origin import EXECUTED
from grader.model.result import Cause, Result
from grader.model.spec import Assignment, Course, Exercise
from grader.pipeline import Prepared, Request
from grader.reporters import terminal
from grader.reporters.marks import UNICODE
from grader.sandbox import Runner
from grader.spec import assignment_file, load_assignment

_WIDTH = 96
_TEXT_ONLY = "Checked from the text of the cells that ran; values in memory are not used."


def tell(text: str) -> None:
    """A sentence, where a notebook shows errors."""
    sys.stderr.write(f"grade: {text}\n")


@dataclass(frozen=True, slots=True)
class Ready:
    """An assignment, prepared while its files were as ``stamps`` and the ``digest`` of its specification say."""

    prepared: Prepared
    stamps: dict[Path, Stamp]
    digest: str


class Checks:
    """Of one kernel and one runner. ``last`` is the assignment that was checked last."""

    def __init__(self, shell: InteractiveShell, runner: Runner, last: str | None = None) -> None:
        self._shell, self._runner, self.last = shell, runner, last
        self._ready: dict[Path, Ready] = {}
        self._homes: dict[str, str] = {}  # the assignment of an exercise, while all files are as they were ``_read``
        self._read: dict[Path, Stamp] = {}
        self._outputs = 0

    def grade(self, line: str) -> bool:
        """Check, and show what was found; whether the runner can go on."""
        try:
            result, request = self._graded(line)
        except GraderError as error:
            tell(str(error).replace("`grade ", "`!grade ").replace("with `-a NAME`", "with `%grade -a NAME`"))
            return not isinstance(error, MachineError)
        causes = {each.cause for each in result.exercises}
        if causes == {Cause.INTERRUPTED}:
            tell("interrupted")
            return False
        self._show(result, request)
        if causes & {Cause.MACHINE, Cause.INTERRUPTED}:
            return False
        if self._outputs == 1:
            self._runner.warm()
        return True

    def _graded(self, line: str) -> tuple[Result, Request]:
        typed, name = _words(line)
        course = find.course_for(None)
        assignment, exercises = self._meant(course, typed, name)
        wish = Wish(Path(EXECUTED), None, None, None, False, only=exercises)
        request = request_for(wish, course, assignment, Path(EXECUTED))
        history = self._shell.history_manager
        typed_cells, parsed = (history.input_hist_raw, history.input_hist_parsed) if history is not None else ([], [])
        request = replace(request, cells=as_notebook(typed_cells, parsed))
        self.last = assignment.name
        result = self._prepared(request).grade(request)
        return with_changes(request, result), request

    def _meant(self, course: Course, typed: list[str], name: str | None) -> tuple[Assignment, tuple[str, ...]]:
        """The assignment and the exercises of it, none for all; whatever was not named follows from the rest."""
        if name is not None:
            return _assignment(course, name), tuple(typed)
        self._forget_homes(course)
        found = [self._anywhere(course, each) for each in typed]
        names = list(dict.fromkeys(assignment.name for assignment, _ in found))
        if len(names) > 1:
            raise UsageError(f"{' and '.join(typed)} are exercises of several assignments: check one of them at a time")
        if found:
            return found[0][0], tuple(exercise.id for _, exercise in found)
        known = list(course.order)
        if self.last not in known and len(known) != 1:
            raise UsageError(f"say which assignment with `%grade -a NAME` (there is: {', '.join(known)})")
        return _assignment(course, self.last if self.last in known else known[0]), ()

    def _anywhere(self, course: Course, word: str) -> tuple[Assignment, Exercise]:
        """The exercise, of whichever assignment; all are read for it once."""
        if word not in self._homes:
            assignment, exercise = find.exercise_anywhere(course, word)
            self._homes[word] = assignment.name
            return assignment, exercise
        assignment = _assignment(course, self._homes[word])
        return assignment, find.exercise_named(assignment, word.rpartition("/")[2])

    def _forget_homes(self, course: Course) -> None:
        """Where a specification was changed, an exercise may be in another one."""
        stamps = {course.file: stamp(course.file)}
        for name in course.order:
            with suppress(UsageError):
                file = assignment_file(course, name)
                stamps[file] = stamp(file)
        if stamps != self._read:
            self._read, self._homes = stamps, {}

    def _prepared(self, request: Request) -> Prepared:
        """The one that was made ready before, unless its files were changed since."""
        file = request.assignment.file
        stamps = {each: stamp(each) for each in _files(request)}
        ready = self._ready.get(file)
        digest = request.assignment.digest
        if ready is None or (ready.stamps, ready.digest) != (stamps, digest):
            if ready is not None:
                ready.prepared.__exit__(None, None, None)
            ready = self._ready[file] = Ready(Prepared(replace(request, only=()), self._runner), stamps, digest)
        return ready.prepared

    def close(self) -> None:
        """Let go of everything; the runner may be gone."""
        with suppress(MachineError), ExitStack() as ends:
            for each in self._ready.values():
                ends.push(each.prepared)
        self._ready = {}

    def _show(self, result: Result, request: Request) -> None:
        self._outputs += 1
        wish = Wish(None, None, None, None, False)
        around = replace(surroundings(wish, request, result, written=False), kernel=True)
        notes = remember(request, result)
        lines = [each.plain.rstrip() for each in terminal.lines(result, _WIDTH, UNICODE, around)]
        text = "\n".join([*lines, "", *(f" {each}" for each in (_TEXT_ONLY, *notes))]).strip("\n")
        page = fragment(result, (_TEXT_ONLY, *notes), f"grade-{self._outputs}")
        display({"text/plain": text, "text/html": page}, raw=True)  # type: ignore[no-untyped-call]


def _words(line: str) -> tuple[list[str], str | None]:
    """The exercises that were typed, and the assignment."""
    try:
        words = shlex.split(line)
    except ValueError:
        words = line.split()
    name: str | None = None
    typed: list[str] = []
    rest = iter(words)
    for word in rest:
        if word in ("-a", "--assignment"):
            name = next(rest, None)
            if name is None:
                raise UsageError("`-a` needs the name of an assignment: `%grade -a NAME`")
        elif word.startswith("-"):
            raise UsageError(f"`%grade` has no option `{word}`: it takes exercises, and `-a NAME`")
        else:
            typed.append(word)
    return typed, name


def _assignment(course: Course, name: str) -> Assignment:
    return load_assignment(assignment_file(course, name), course)


def _files(request: Request) -> Iterator[Path]:
    """What an exercise is judged by: the specification, what it provides, the course's own kinds and the reference."""
    course, assignment = request.course, request.assignment
    yield from (course.file, assignment.file)
    yield from (assignment.folder / name for name in assignment.provided)
    yield from sorted((course.references / assignment.name).rglob("*.py"))
    yield from (each for kind in ("checks", "laws") for each in sorted((course.root / kind).glob("*.py")))
    yield from sorted((assignment.folder / "expected").rglob("*"))
