"""A students' copy of a course: what they work with and are graded by, and nothing that tells an answer."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from grader.errors import MachineError, UsageError, WireError
from grader.hosts import HOSTS, USUAL, Graded, Host
from grader.model.spec import Course, Released
from grader.pipeline.availability import not_run
from grader.pipeline.sources import digests
from grader.recorded import FOLDER, Tape, tape_file
from grader.release.around import surrounding_files
from grader.release.copying import Brought, bring, check_place, read_manifest
from grader.release.manifest import Manifest
from grader.release.part import Part, check_starters, part_of, told
from grader.release.record import Recorder
from grader.sandbox import Runner
from grader.score import Attempt
from grader.spec import ASSIGNMENT_FILE, load_assignment, load_course
from grader.spec.public import public_course
from grader.spec.released import FILE, write_released
from grader.spec.starter import STARTER, STARTERS
from grader.version import __version__

# Under the first `grade check` draws, under the second `grade submit`.
SEEDS = (0, 1)
_ASSIGNMENTS, _OWN, _REQUIREMENTS = "assignments", ("checks", "laws"), "requirements.txt"


@dataclass(frozen=True, slots=True)
class _Copy:
    """One of the folders: ``host`` is what grades there, ``there`` all assignments that it will have."""

    folder: Path
    host: Host
    there: Sequence[Part]


def release(
    course: Course,
    names: Sequence[str],
    folders: Sequence[Path],
    runner: Runner,
    say: Callable[[str], None],
    host: str | None = None,
) -> list[Brought]:
    """Release the assignments ``names`` of ``course`` into each of ``folders``, beside those that are there already.

    They are recorded once. ``host`` is the name of what grades there; None is the one of the release before, or the
    usual one. Raises ``UsageError`` where something is missing or wrong, before anything is written.
    """
    for folder in folders:
        check_place(folder, course.root)
    parts = [part_of(course, name) for name in names]
    for part in parts:
        check_starters(course, part)
    copies = [_copy(course, parts, folder, host) for folder in folders]
    recorded: dict[str, bytes] = {}
    for part in parts:
        recorded |= _recorded(course, part, folders, runner, say)
    return [_bring(course, parts, copy, recorded) for copy in copies]


def _copy(course: Course, parts: Sequence[Part], folder: Path, host: str | None) -> _Copy:
    manifest = (read_manifest(folder) if folder.is_dir() else None) or Manifest("", {})
    before, names = _released(manifest), [part.whole.name for part in parts]
    others = [part_of(course, name) for name in course.order if name not in names and name in before]
    there = sorted((*parts, *others), key=lambda part: course.order.index(part.whole.name))
    return _Copy(folder, _host(host, manifest, there), there)


def _bring(course: Course, parts: Sequence[Part], copy: _Copy, recorded: Mapping[str, bytes]) -> Brought:
    """Everything that the folder is to hold, put there."""
    contents = _basis(course, copy.there)
    for part in parts:
        contents |= _assignment(part)
    contents |= recorded
    told_of = list(map(told, copy.there))
    is_pushed = copy.host.is_pushed_to
    around = surrounding_files(course.title, told_of, course.torch, __version__, is_pushed=is_pushed)
    contents |= {path: text.encode() for path, text in around.items()}
    contents[_REQUIREMENTS] = _own_requirements(course) or contents[_REQUIREMENTS]
    contents[copy.host.path] = copy.host.write(_graded(copy.there), contents)
    starters = {path: content for part in parts for path, content in part.starters.items()}
    scope = [*(f"{_ASSIGNMENTS}/{part.whole.name}" for part in parts), *(each.path for each in HOSTS.values())]
    return bring(contents, starters, copy.folder, __version__, course_root=course.root, scope=scope)


def _basis(course: Course, parts: Sequence[Part]) -> dict[str, bytes]:
    """What all assignments of a copy share, of all that they are graded by."""
    names = [part.whole.name for part in parts]
    found = {"course.yaml": public_course(course.file.read_text("utf-8-sig"), names, __version__).encode()}
    for own in _OWN:
        found |= {f"{own}/{file.name}": file.read_bytes() for file in sorted((course.root / own).glob("*.py"))}
    return found


def _graded(parts: Sequence[Part]) -> list[Graded]:
    return [Graded(part.whole.name, part.whole.files) for part in parts]


def _released(manifest: Manifest) -> set[str]:
    """The assignments that are there from earlier releases."""
    return {path.split("/")[1] for path in manifest.files if path.endswith(f"/{ASSIGNMENT_FILE}")}


def _host(name: str | None, manifest: Manifest, parts: Sequence[Part]) -> Host:
    """What grades there. Raises ``UsageError`` where it takes one assignment, and there are several."""
    before = next((each.name for each in HOSTS.values() if each.path in manifest.files), USUAL)
    host = HOSTS[name or before]
    if host.single and len(parts) > 1:
        there = ", ".join(part.whole.name for part in parts)
        raise UsageError(
            f"`--for {host.name}` takes one assignment a repository, and these would be in it: {there}. Release each "
            "into a folder of its own"
        )
    return host


def _own_requirements(course: Course) -> bytes | None:
    """What the course says of what is installed: the same for its author's workflow and for students."""
    try:
        return (course.root / _REQUIREMENTS).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise MachineError(f"`{course.root / _REQUIREMENTS}` cannot be read: {error.strerror}") from None


def _assignment(part: Part) -> dict[str, bytes]:
    """What lies in its folder, but for what was recorded."""
    folder = f"{_ASSIGNMENTS}/{part.whole.name}"
    found = {f"{folder}/{ASSIGNMENT_FILE}": part.public.text.encode()}
    for name, content in part.starters.items():
        found[f"{folder}/{f'{STARTERS}/{name}' if part.whole.others else STARTER}"] = content
    return {**found, **{f"{folder}/{name}": content for name, content in part.references.provided}}


def _recorded(
    course: Course, part: Part, folders: Sequence[Path], runner: Runner, say: Callable[[str], None]
) -> dict[str, bytes]:
    """The tapes of an assignment, and what is said of them. What a student loads is what is recorded."""
    place = f"{_ASSIGNMENTS}/{part.whole.name}"
    with tempfile.TemporaryDirectory(prefix="grade-release-") as made:
        root = Path(made)
        for path, content in {**_basis(course, [part]), **_assignment(part)}.items():
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
                found[path] = _as_before(recorder.tape(exercise, seed).to_bytes(), [each / path for each in folders])
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


def _as_before(content: bytes, files: Sequence[Path]) -> bytes:
    """``content``, or what one of ``files`` holds if that says the same: times differ between two releases."""
    now = Tape.of_bytes(content)
    for file in files:
        with suppress(OSError, WireError):
            before = file.read_bytes()
            if Tape.of_bytes(before).is_same(now):
                return before
    return content
