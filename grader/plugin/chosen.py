"""From what pytest was given to the submissions that are meant. Specifications are read, and nothing is run."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

import pytest

from grader.commands import find
from grader.errors import GraderError, SpecificationError, UsageError
from grader.model.result import Place
from grader.model.spec import Assignment, Course, Exercise
from grader.notebooks.naming import find_file
from grader.source import whereabouts
from grader.spec import assignment_file, load_assignment


@dataclass(frozen=True, eq=False)
class Submission:
    """What was handed in for an assignment: those of its files that are there, by their whole paths."""

    course: Course
    assignment: Assignment
    files: tuple[Path, ...]

    @property
    def is_complete(self) -> bool:
        return len(self.files) == len(self.assignment.files)

    @property
    def seed(self) -> int:
        """What a check draws its inputs from."""
        released = self.assignment.released
        return released.seeds[0] if released is not None else 0

    @property
    def shown(self) -> str:
        """Its name where it is here, or else as one would type it."""
        try:
            return os.path.relpath(self.files[0])
        except ValueError:  # another drive
            return str(self.files[0])

    @property
    def is_reference(self) -> bool:
        """What is nobody's progress."""
        return self.files[0].resolve().is_relative_to(self.course.references.resolve())

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """By exercise where it is defined, in files by their whole paths."""
        contents = [(str(file), content) for file in self.files if (content := _content(file)) is not None]
        return whereabouts(contents, {each.id: each.names for each in self.assignment.exercises})

    def exercises_in(self, file: Path) -> Iterator[tuple[Exercise, int]]:
        """The exercises that ``file`` defines, with their lines, from 0 on; in the first file also what is nowhere."""
        for exercise in self.assignment.exercises:
            place = self.places.get(exercise.id)
            if place is None and file == self.files[0]:
                yield exercise, 0
            elif place is not None and place.file == str(file):
                yield exercise, place.line - 1


class Chosen:
    """``submissions`` by each of their files, and the ``arguments`` by which pytest is to look for tests.

    Raises ``GraderError`` where something is asked for that is not there.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._here = config.invocation_params.dir
        self._tests: list[str] = config.getini("python_files")
        self._name: str | None = config.getoption("--grade-assignment")
        self.submissions: dict[Path, Submission] = {}
        self.unread: dict[str, None] = {}  # what is wrong with specifications of which nothing is here
        is_told = config.args_source is pytest.Config.ArgsSource.ARGS
        self.arguments = [each for given in (config.args if is_told else [""]) for each in self._meant(given)]

    def _meant(self, given: str) -> Iterator[str]:
        typed, *selected = given.split("::")
        path = Path(os.path.abspath(self._here / typed))  # noqa: PTH100  # as pytest does: links are kept
        if path not in self.submissions:
            course = find.course_for(path)
            if path.is_dir():
                yield from map(str, self._in_folder(course, path))
                return
            if self._name is None and self._is_own_test(course, path):
                yield given
                return
            self._name_one(course, typed, path)
        if selected:
            find.exercise_named(self.submissions[path].assignment, selected[0])
        yield "::".join([str(path), *selected])

    def _name_one(self, course: Course, typed: str, path: Path) -> None:
        assignment, _ = find.resolve(course, Path(typed), self._name)
        files = _present(assignment, path.parent) if assignment.others else (path,)
        self.submissions |= dict.fromkeys([*files, path], Submission(course, assignment, files))

    def _in_folder(self, course: Course, folder: Path) -> Iterator[Path]:
        """The files of submissions right in ``folder``, and tests that a student has written."""
        found = [
            Submission(course, each, files) for each in self._read(course, folder) if (files := _present(each, folder))
        ]
        complete = {file for each in found if each.is_complete for file in each.files}
        meant = [each for each in found if each.is_complete or complete.isdisjoint(each.files)]
        shared = [file for file, times in Counter(file for each in meant for file in each.files).items() if times > 1]
        if shared:
            names = ", ".join(each.assignment.name for each in meant if shared[0] in each.files)
            raise UsageError(f"`{shared[0].name}` is what {names} ask for: say which with `-a NAME`")
        self.submissions |= {file: each for each in meant for file in each.files}
        own = [each for each in sorted(folder.glob("*.py")) if self._matches(each) and each not in self.submissions]
        if not meant and not own:
            find.resolve(course, folder if folder != self._here else None, self._name)  # says what was looked for
        for each in meant:
            yield from each.files
        yield from own

    def _read(self, course: Course, folder: Path) -> Iterator[Assignment]:
        """The course's assignments; one that cannot be read is no matter, unless its submission is here."""
        for name in course.order if self._name is None else [self._name]:
            try:
                yield load_assignment(assignment_file(course, name), course)
            except SpecificationError as error:
                if self._name is not None or (folder / f"{name}.py").is_file():
                    raise
                self.unread |= dict.fromkeys(map(str, error.problems))
            except (UsageError, OSError):
                if self._name is not None:
                    raise

    def _is_own_test(self, course: Course, path: Path) -> bool:
        if not self._matches(path) or not path.is_file():
            return False
        return not any(path.name in each.files for each in find.readable(course))

    def _matches(self, path: Path) -> bool:
        return any(fnmatch(path.name, pattern) for pattern in self._tests)


def choose(config: pytest.Config) -> Chosen:
    """The same, in pytest's words where something is not there."""
    try:
        return Chosen(config)
    except GraderError as error:
        raise pytest.UsageError(str(error).replace("`-a NAME`", "`--grade-assignment NAME`")) from None


def _present(assignment: Assignment, folder: Path) -> tuple[Path, ...]:
    return tuple(file for name in assignment.files if (file := find_file(folder, name)).is_file())


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
