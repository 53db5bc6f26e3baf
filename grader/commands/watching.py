"""`grade check --watch`: grades again at every save and as keys ask for, until it is ended. The screen shows it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from grader.commands import find
from grader.commands.grading import (
    INTERRUPTED,
    exit_code,
    remember,
    request_for,
    request_of,
    surroundings,
    write_result,
)
from grader.commands.hint import next_hint
from grader.commands.keys import Keys
from grader.commands.saves import Saves
from grader.commands.wish import Wish
from grader.errors import GraderError
from grader.model.result import Cause, ExerciseResult, Outcome, Result
from grader.notebooks.naming import as_notebook
from grader.pipeline import Memory, Prepared, Request
from grader.reporters.screen import Screen
from grader.reporters.status import Status
from grader.sandbox import Runner
from grader.spec import assignment_file, load_assignment

KEYS = {"h": "hint", "n": "next", "a": "all", "r": "again", "q": "quit"}
# Seconds between two looks at the submission, and looks between two at the course.
_LOOK, _RARELY = 0.03, 10


def watch_and_report(wish: Wish, runner: Runner) -> int:
    """Grade and wait until somebody quits; the exit code of the last result. Raises ``GraderError`` at first only."""
    screen = Screen(sys.stdout, KEYS)
    with Keys(wanted=screen.is_redrawn) as keys, Watch(wish, request_of(wish), runner, screen) as watch:
        watch.grade()
        runner.warm()
        return watch.run(keys)


class Watch:
    """One submission, its last result, and which exercise of it is worked on alone, if one is."""

    def __init__(self, wish: Wish, request: Request, runner: Runner, screen: Screen) -> None:
        self._wish, self._runner, self._screen = wish, runner, screen
        self._request, self._prepared, self._memory = request, Prepared(request, runner), Memory()
        self._focus: str | None = None
        self._result: Result | None = None
        self._standing: dict[str, ExerciseResult] = {}
        self._time = self._broken = ""
        self._notes: list[tuple[str, str]] = []
        self._said: set[str] = set()
        self._explained: set[str] = set()
        self._saves, self._course = Saves(self._files), Saves(self._course_files)
        self._acts: dict[str, Callable[[], None]] = {"h": self._hint, "n": self._next, "a": self._all, "r": self._again}

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._prepared.__exit__(kind, error, at)

    def run(self, keys: Keys) -> int:
        """Wait for what happens, and do what follows from it."""
        looks = 0
        while True:
            code = self._code()
            key = keys.wait(_LOOK)
            looks += 1
            if key == "q" or code == INTERRUPTED:
                return code
            if key in self._acts:
                self._acts[key]()
            elif looks % _RARELY == 0 and self._course.noticed():
                self._read_again()
            elif self._saves.noticed():
                self._try()
            elif self._screen.was_resized:
                self._draw(is_new=False)

    def grade(self, *notes: tuple[str, str]) -> None:
        """Grade what is there now, and show it under ``notes``. Raises ``GraderError``."""
        request = self._request if self._focus is None else replace(self._request, only=(self._focus,))
        with Status(sys.stderr) as status:

            def early(result: Result) -> None:
                """The answer comes at once; its reason may take longer where nobody made this mistake before."""
                unexplained = {each.id for each in result.exercises if _is_wrong(each)} - self._explained
                if unexplained and self._screen.is_redrawn:
                    self._take(result)
                    self._notes = [*notes]
                    self._draw(is_new=True)
                    status.say("looking for what went wrong")
                self._explained |= unexplained

            result = self._prepared.grade(request, status.say, self._memory, early)
        self._take(result)
        unwritten = write_result(result, self._wish.output)
        told = [*([str(unwritten)] if unwritten else []), *remember(request, result)]
        fresh = [note for note in told if note not in self._said]
        self._said |= set(fresh)
        self._notes = [*notes, *((note, "yellow") for note in fresh), *self._of_run()]
        self._draw(is_new=True)

    def _take(self, result: Result) -> None:
        self._result, self._time = result, time.strftime("%H:%M:%S")
        self._standing |= {each.id: each for each in result.exercises}

    def _try(self, *notes: tuple[str, str]) -> None:
        """The same; where it cannot be graded now that is said, and the next save is waited for."""
        try:
            self.grade(*notes)
        except GraderError as error:
            self._tell(str(error), "bold red")

    def _of_run(self) -> Iterator[tuple[str, str]]:
        if self._focus is not None:
            if _passes(self._standing[self._focus]):
                yield f"{self._focus} passes: n for the next one, a for all.", "green"
        elif self._memory.held:
            ran = [name for name in self._standing if name not in self._memory.held]
            again = f"Run again: {', '.join(ran)}." if ran else "Nothing was run again."
            yield f"{again} Of what the {'others' if ran else 'exercises'} use nothing was changed.", "dim"

    def _tell(self, text: str, style: str) -> None:
        self._notes = [(text, style)]
        self._draw(is_new=False)

    def _draw(self, *, is_new: bool) -> None:
        assert self._result is not None
        around = surroundings(self._wish, self._request, self._result, written=True)
        counted = [each for each in self._standing.values() if each.cause is not Cause.UNAVAILABLE]
        passed = sum(map(_passes, counted))
        alone = [] if self._focus is None else [f"{self._focus} alone"]
        state = [self._time, *alone, f"{passed} of {len(counted)} pass", "waiting for a save"]
        broken = [(self._broken, "bold red")] if self._broken else []
        self._screen.draw(state, [*broken, *self._notes], self._result, around, is_new=is_new)

    def _code(self) -> int:
        assert self._result is not None
        return exit_code(self._result, self._wish.fail_under, self._wish.exit_zero)

    def _failing(self) -> list[str]:
        """The exercises that do not pass, in their order."""
        order = [each.id for each in self._request.assignment.exercises if each.id in self._standing]
        return [name for name in order if not _passes(self._standing[name]) and _is_here(self._standing[name])]

    def _hint(self) -> None:
        failing = self._failing()
        if not failing:
            return self._tell("Everything passes.", "green")
        written = [name for name in failing if self._standing[name].cause is not Cause.NOT_IMPLEMENTED]
        chosen = self._focus if self._focus in failing else (written or failing)[0]
        exercise = find.exercise_named(self._request.assignment, chosen)
        lines, remark = next_hint(self._request.course, self._request.assignment, exercise)
        return self._tell("\n".join([*lines, remark]), "cyan")

    def _next(self) -> None:
        """Go on with the exercise after this one that does not pass, and with it alone."""
        failing = self._failing()
        if not failing:
            return self._tell("Everything passes.", "green")
        after = failing.index(self._focus) + 1 if self._focus in failing else 0
        self._focus = failing[after % len(failing)]
        return self._try()

    def _all(self) -> None:
        self._focus = None
        self._again()

    def _again(self) -> None:
        self._memory.forget()
        self._try()

    def _read_again(self) -> None:
        """The specification or what belongs to it was changed. Where it is broken, the one that was read goes on."""
        try:
            course = find.course_for(self._request.submission.parent)
            assignment = load_assignment(assignment_file(course, self._request.assignment.name), course)
            request = request_for(self._wish, course, assignment, self._request.submission)
            prepared = Prepared(request, self._runner)
        except GraderError as error:
            self._broken = f"{error}\nThe exercises go on as they were read before."
            return self._draw(is_new=False)
        self._prepared.__exit__(None, None, None)
        self._request, self._prepared, self._memory = request, prepared, Memory()
        self._broken, self._standing, self._explained = "", {}, set()
        if self._focus not in {each.id for each in assignment.exercises}:
            self._focus = None
        return self._try(("The exercises were changed, and were read again.", "yellow"))

    def _files(self) -> Iterator[Path]:
        file, assignment = self._request.submission, self._request.assignment
        if not assignment.others:
            yield file
        for name in assignment.files if assignment.others else ():
            notebook = file.with_name(as_notebook(name))
            yield notebook if notebook.is_file() else file.with_name(name)

    def _course_files(self) -> Iterator[Path]:
        """The specification, what it provides, and the reference with all that lies beside it."""
        course, assignment = self._request.course, self._request.assignment
        yield from (course.file, assignment.file)
        yield from (assignment.folder / name for name in assignment.provided)
        yield from sorted((course.references / assignment.name).rglob("*.py"))


def _passes(result: ExerciseResult) -> bool:
    return result.outcome is Outcome.PASSED


def _is_wrong(result: ExerciseResult) -> bool:
    """Whether there is something to explain."""
    return result.outcome is Outcome.FAILED and result.cause not in (Cause.NOT_IMPLEMENTED, Cause.IMPORT)


def _is_here(result: ExerciseResult) -> bool:
    return result.cause is not Cause.UNAVAILABLE
