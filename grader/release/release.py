"""A students' copy of a course: what they work with and are graded by, and nothing that tells an answer."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
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


def release(
    course: Course,
    names: Sequence[str],
    folder: Path,
    runner: Runner,
    say: Callable[[str], None],
    host: str | None = None,
) -> Brought:
    """Release the assignments ``names`` of ``course`` into ``folder``, beside those that were released before.

    ``host`` is the name of what grades there; None is the one of the release before, or the usual one.
    Raises ``UsageError`` where something is missing or wrong, before anything is written.
    """
    check_place(folder, course.root)
    parts = [part_of(course, name) for name in names]
    for part in parts:
        check_starters(course, part)
    manifest = (read_manifest(folder) if folder.is_dir() else None) or Manifest("", {})
    before = _released(manifest)
    others = [part_of(course, name) for name in course.order if name not in names and name in before]
    there = sorted((*parts, *others), key=lambda part: course.order.index(part.whole.name))
    graded = [Graded(part.whole.name, part.whole.files) for part in there]
    chosen = _host(host, manifest, graded)
    contents: dict[str, bytes] = {"course.yaml": _course(course, [part.whole.name for part in there])}
    for own in _OWN:
        contents |= {f"{own}/{file.name}": file.read_bytes() for file in sorted((course.root / own).glob("*.py"))}
    for part in parts:
        contents |= _assignment(part)
    for part in parts:
        contents |= _recorded(course, part, contents, folder, runner, say)
    around = surrounding_files(
        course.title, list(map(told, there)), course.torch, __version__, is_pushed=chosen.is_pushed_to
    )
    contents |= {path: text.encode() for path, text in around.items()}
    contents[_REQUIREMENTS] = _own_requirements(course) or contents[_REQUIREMENTS]
    contents[chosen.path] = chosen.write(graded, contents)
    starters = {path: content for part in parts for path, content in part.starters.items()}
    scope = [*(f"{_ASSIGNMENTS}/{name}" for name in names), *(each.path for each in HOSTS.values())]
    return bring(contents, starters, folder, __version__, course_root=course.root, scope=scope)


def _released(manifest: Manifest) -> set[str]:
    """The assignments that are there from earlier releases."""
    return {path.split("/")[1] for path in manifest.files if path.endswith(f"/{ASSIGNMENT_FILE}")}


def _host(name: str | None, manifest: Manifest, graded: Sequence[Graded]) -> Host:
    """What grades there. Raises ``UsageError`` where it takes one assignment, and there are several."""
    before = next((each.name for each in HOSTS.values() if each.path in manifest.files), USUAL)
    host = HOSTS[name or before]
    if host.single and len(graded) > 1:
        there = ", ".join(each.name for each in graded)
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


def _course(course: Course, names: Sequence[str]) -> bytes:
    return public_course(course.file.read_text("utf-8-sig"), names, __version__).encode()


def _assignment(part: Part) -> dict[str, bytes]:
    """What lies in its folder, but for what was recorded."""
    folder = f"{_ASSIGNMENTS}/{part.whole.name}"
    found = {f"{folder}/{ASSIGNMENT_FILE}": part.public.text.encode()}
    for name, content in part.starters.items():
        found[f"{folder}/{f'{STARTERS}/{name}' if part.whole.others else STARTER}"] = content
    return {**found, **{f"{folder}/{name}": content for name, content in part.references.provided}}


def _recorded(
    course: Course, part: Part, contents: Mapping[str, bytes], folder: Path, runner: Runner, say: Callable[[str], None]
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
