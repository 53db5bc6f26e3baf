"""A students' copy of a course: what they work with and are graded by, and nothing that tells an answer."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError, WireError
from grader.model.spec import Assignment, Course, Exercise, Released
from grader.pipeline.availability import not_run
from grader.pipeline.references import References
from grader.pipeline.sources import digests
from grader.recorded import FOLDER, Tape, tape_file
from grader.release.around import Told, surrounding_files
from grader.release.copying import Brought, bring, read_manifest
from grader.release.record import Recorder
from grader.sandbox import Runner, Source
from grader.score import Attempt
from grader.spec import ASSIGNMENT_FILE, assignment_file, load_assignment, load_course
from grader.spec.marked import Mismarked
from grader.spec.public import Public, public_course, public_text
from grader.spec.released import FILE, write_released
from grader.spec.starter import STARTER, STARTERS, is_given, starter_files, without_names
from grader.version import __version__

# Under the first `grade check` draws, under the second `grade submit`.
SEEDS = (0, 1)
_ASSIGNMENTS, _OWN = "assignments", ("checks", "laws")


@dataclass(frozen=True, slots=True)
class _Part:
    """One assignment of the release: ``whole`` as its author has it, and what students get of it."""

    whole: Assignment
    references: References
    public: Public
    starters: Mapping[str, bytes]


def release(course: Course, names: Sequence[str], folder: Path, runner: Runner, say: Callable[[str], None]) -> Brought:
    """Release the assignments ``names`` of ``course`` into ``folder``, beside those that were released before.

    Raises ``UsageError`` where something is missing or wrong, before anything is written.
    """
    parts = [_part(course, name) for name in names]
    before = _released(folder)
    others = [_part(course, name) for name in course.order if name not in names and name in before]
    there = sorted((*parts, *others), key=lambda part: course.order.index(part.whole.name))
    contents: dict[str, bytes] = {"course.yaml": _course(course, [part.whole.name for part in there])}
    for own in _OWN:
        contents |= {f"{own}/{file.name}": file.read_bytes() for file in sorted((course.root / own).glob("*.py"))}
    for part in parts:
        contents |= _assignment(part)
    for part in parts:
        contents |= _recorded(course, part, contents, folder, runner, say)
    told = [_told(part) for part in there]
    around = surrounding_files(course.title, told, course.torch, __version__)
    contents |= {path: text.encode() for path, text in around.items()}
    starters = {path: content for part in parts for path, content in part.starters.items()}
    scope = [f"{_ASSIGNMENTS}/{name}" for name in names]
    return bring(contents, starters, folder, __version__, course_root=course.root, scope=scope)


def _released(folder: Path) -> set[str]:
    """The assignments that ``folder`` has from earlier releases."""
    manifest = read_manifest(folder) if folder.is_dir() else None
    files = () if manifest is None else manifest.files
    return {path.split("/")[1] for path in files if path.endswith(f"/{ASSIGNMENT_FILE}")}


def _part(course: Course, name: str) -> _Part:
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
    return _Part(whole, references, public, _starters(course, whole, public))


def _starters(course: Course, whole: Assignment, public: Public) -> Mapping[str, bytes]:
    """What students begin with. Of one that is made, functions that only hidden exercises ask for stay behind."""
    found = starter_files(whole.folder, course.references / whole.name, whole.files)
    if isinstance(found, Path):
        raise UsageError(
            f"`{whole.name}` has no starter: write {_shown(found, course)}, or put `# BEGIN SOLUTION` and "
            "`# END SOLUTION` around what students are to write in the reference"
        )
    if is_given(whole.folder):
        return found
    shown = {name for each in whole.exercises if each.id not in public.exercises for name in each.names}
    hidden = {name for each in whole.exercises if each.id in public.exercises for name in each.names} - shown
    try:
        return {name: without_names(content, hidden) if hidden else content for name, content in found.items()}
    except Mismarked as error:
        raise UsageError(f"the starter of `{whole.name}` cannot be made: {error}") from None


def _course(course: Course, names: Sequence[str]) -> bytes:
    return public_course(course.file.read_text("utf-8-sig"), names, __version__).encode()


def _assignment(part: _Part) -> dict[str, bytes]:
    """What lies in its folder, but for what was recorded."""
    folder = f"{_ASSIGNMENTS}/{part.whole.name}"
    found = {f"{folder}/{ASSIGNMENT_FILE}": part.public.text.encode()}
    for name, content in part.starters.items():
        found[f"{folder}/{f'{STARTERS}/{name}' if part.whole.others else STARTER}"] = content
    return {**found, **{f"{folder}/{name}": content for name, content in part.references.provided}}


def _recorded(
    course: Course, part: _Part, contents: Mapping[str, bytes], folder: Path, runner: Runner, say: Callable[[str], None]
) -> dict[str, bytes]:
    """The tapes of an assignment, and what is said of them. What a student loads is what is recorded."""
    place = f"{_ASSIGNMENTS}/{part.whole.name}"
    with tempfile.TemporaryDirectory(prefix="grade-release-") as made:
        root = Path(made)
        for path, content in contents.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        try:
            exercises = load_assignment(root / place / ASSIGNMENT_FILE, load_course(root / "course.yaml")).exercises
        finally:
            load_course(course.file)  # its own kinds count again
    absent = not_run(exercises, runner)
    found: dict[str, bytes] = {}
    with Recorder(course, part.references, runner) as recorder:
        for exercise in exercises:
            for seed in SEEDS if exercise.id not in absent else ():
                say(f"recording {part.whole.name}/{exercise.id}")
                path = tape_file(Path(place) / FOLDER, seed, exercise.id).as_posix()
                found[path] = _as_before(recorder.tape(exercise, seed).to_bytes(), folder / path)
    released = Released(
        grader=__version__,
        torch=runner.facts().torch,
        seeds=SEEDS,
        provided=tuple(digests(part.references.provided).items()),
        unrecorded=tuple((name, names) for name, each in absent.items() if (names := _lacking(each))),
        checks=part.public.checks,
        points=part.public.points,
    )
    return {**found, f"{place}/{FOLDER}/{FILE}": write_released(released)}


def _lacking(attempt: Attempt) -> tuple[str, ...]:
    """What this machine lacks for an exercise; nothing where it is withdrawn."""
    names = () if attempt.message is None else attempt.message.parameters.get("names", ())
    return tuple(map(str, names)) if isinstance(names, tuple) else ()


def _as_before(content: bytes, file: Path) -> bytes:
    """``content``, or what ``file`` holds where that says the same: times differ from one release to the next."""
    try:
        before = file.read_bytes()
        return before if Tape.of_bytes(before).is_same(Tape.of_bytes(content)) else content
    except (OSError, WireError):
        return content


def _told(part: _Part) -> Told:
    exercises = tuple(
        (each.id, each.title, _public_points(each))
        for each in part.whole.exercises
        if each.id not in part.public.exercises
    )
    whole = part.whole
    return Told(whole.name, whole.title, whole.files, exercises, part.public.checks, part.public.points)


def _public_points(exercise: Exercise) -> float:
    """What is left of it where some of its cases are hidden and carry points."""
    stated = [case.points for case in exercise.cases if case.points is not None and not case.hidden]
    return sum(stated) if stated else exercise.points


def _shown(file: Path, course: Course) -> str:
    return file.relative_to(course.root).as_posix() if file.is_relative_to(course.root) else str(file)
