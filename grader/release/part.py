"""One assignment of a release: what its author has, and what students get of it. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError
from grader.model.spec import Assignment, Course, Exercise
from grader.pipeline.overlays import Overlay, overlays
from grader.pipeline.references import References
from grader.release.answers import Answer, find_answers
from grader.release.around import Told, ToldExercise
from grader.sandbox import Source
from grader.source.text import UnreadableError, read
from grader.spec import assignment_file, load_assignment
from grader.spec.marked import BEGIN, END, Mismarked
from grader.spec.public import Public, public_text
from grader.spec.starter import SOLUTION, STARTER, STARTERS, WITHOUT_STARTER, is_given, starter_files, without_names


@dataclass(frozen=True, slots=True)
class Part:
    """One assignment of the release: ``whole`` as its author has it, and what students get of it."""

    whole: Assignment
    references: References
    public: Public
    starters: Mapping[str, bytes]


def part_of(course: Course, name: str) -> Part:
    whole = load_assignment(assignment_file(course, name), course, is_authors=True)
    if whole.released is not None:
        raise UsageError("this is a students' copy, without references: release from the course that it comes from")
    references = References.of(course, whole)
    if not isinstance(references.solution, Source):
        raise UsageError(f"`{name}` has no reference: there is no {_shown(references.solution, course)}")
    try:
        public = public_text(whole.file.read_text("utf-8-sig"))
    except UsageError as error:
        raise UsageError(f"`{name}` cannot be released: {error}") from None
    return Part(whole, references, public, _starters(course, whole, public))


def _starters(course: Course, whole: Assignment, public: Public) -> Mapping[str, bytes]:
    """What students begin with. Of one that is made, functions that only hidden exercises ask for stay behind."""
    found = starter_files(whole.folder, course.references / whole.name, whole.files)
    if isinstance(found, Path):
        raise UsageError(f"`{whole.name}` cannot be released: there is no {_shown(found, course)}: {WITHOUT_STARTER}")
    if is_given(whole.folder):
        return found
    shown = {name for each in whole.exercises if each.id not in public.exercises for name in each.names}
    hidden = {name for each in whole.exercises if each.id in public.exercises for name in each.names} - shown
    try:
        return {name: without_names(content, hidden) if hidden else content for name, content in found.items()}
    except Mismarked as error:
        raise UsageError(f"the starter of `{whole.name}` cannot be made: {error}") from None


def check_starters(course: Course, part: Part) -> None:
    """Raises ``UsageError`` where students would get what they are to write, or what cannot be imported."""
    solution = part.references.solution
    assert isinstance(solution, Source)
    also = overlays(part.references.folders[1], "also", solution)
    right = [solution.files, *(each.source.files for each in also if isinstance(each, Overlay))]
    provided = {name: content for name, content in part.references.provided if name.endswith(".py")}
    for name, content in part.starters.items():
        _check_python(name, content, part)
    for answer in find_answers(part.whole.exercises, right, {**part.starters, **provided}):
        raise UsageError(f"`{part.whole.name}` cannot be released: {_said_of(answer, course, part)}")


def _check_python(name: str, content: bytes, part: Part) -> None:
    try:
        read(name, content)
    except UnreadableError as error:
        raise UsageError(
            f"`{part.whole.name}` cannot be released: the starter of `{name}` is no Python ({error.reason})"
        ) from None


def _said_of(answer: Answer, course: Course, part: Part) -> str:
    """Where students would read the answer, and what to do about it."""
    whole, name = part.whole, answer.name
    if answer.file not in part.starters:
        place = f"{_shown(whole.folder / answer.file, course)}:{answer.at}"
        return f"{place}: this provided file holds the answer to `{name}`: take it out of there"
    if is_given(whole.folder):
        file = whole.folder / STARTERS / answer.file if whole.others else whole.folder / STARTER
        text = f"the starter holds the answer to `{name}`: leave the body out, and write `raise NotImplementedError`"
        return f"{_shown(file, course)}:{answer.at}: {text}"
    file = part.references.folders[1] / (answer.file if whole.others else SOLUTION)
    text = f"the starter that is made from it would hold the answer to `{name}`"
    return f"{_shown(file, course)}:{answer.line}: {text}: put `{BEGIN}` and `{END}` around what students write"


def told(part: Part) -> Told:
    """What the README says of it. A task that stands in the starter is not said again."""
    whole, public = part.whole, part.public
    there = " ".join(b" ".join(part.starters.values()).decode("utf-8", "replace").split())
    exercises = tuple(
        ToldExercise(each.id, each.title, _public_points(each), "" if _is_in(each.prompt, there) else each.prompt)
        for each in whole.exercises
        if each.id not in public.exercises
    )
    return Told(whole.name, whole.title, whole.files, exercises, public.checks, public.points)


def _is_in(prompt: str, text: str) -> bool:
    return " ".join(prompt.split()) in text


def _public_points(exercise: Exercise) -> float:
    """What is left of it where some of its cases are hidden and carry points."""
    stated = [case.points for case in exercise.cases if case.points is not None and not case.hidden]
    return sum(stated) if stated else exercise.points


def _shown(file: Path, course: Course) -> str:
    return file.relative_to(course.root).as_posix() if file.is_relative_to(course.root) else str(file)
