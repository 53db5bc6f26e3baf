"""The attack as it is really graded, and what it got: points, a canary, processes, folders, words that act."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from grader.errors import GraderError
from grader.model.result import Result
from grader.pipeline import Request, grade
from grader.reporters import json_result, terminal
from grader.sandbox import LAYERS, Runner
from grader.sandbox.devices import WithDevices
from grader.sandbox.spare import SpareRunner
from grader.spec import assignment_file, find_course, load_assignment
from tests.attacks.attack import Attack
from tests.attacks.placing import hand_in
from tests.attacks.processes import descendants, end_those_left
from tests.attacks.shown import acts
from tests.attacks.world import HIDDEN, TOKEN, World

# Graded by the real command, from the folder that the case is about.
BY_COMMAND = {"course": "course", **dict.fromkeys(("json.py", "linked", "pipe", "piped", "torch.py"), "here")}
# At the start of a line: what a student printed is shown further in.
_TRACEBACK = re.compile(r"^Traceback|a defect of the grader", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one attack: why its exercise failed, and what it got in spite of all, in words."""

    cause: str
    got: tuple[str, ...]
    tier: str = ""
    said: str = ""


def grade_attack(
    attack: Attack, world: World, runner: Runner, layers: tuple[str, ...] = LAYERS, only: tuple[str, ...] = ()
) -> Outcome:
    """Grade ``attack`` in ``world`` and look at what it left."""
    with _watching(world, runner) as traces:
        if attack.placed in BY_COMMAND:
            result, said = _by_command(attack, world)
        else:
            result, said = _by_pipeline(attack, world, runner, layers, only)
    if result is None:
        got = ["a traceback of ours"] if _TRACEBACK.search(said) else []
        return Outcome("refused", (*got, *traces), said=said)
    exercises = {exercise["id"]: exercise for exercise in result["exercises"]}
    attacked, honest = exercises[attack.target], exercises["honest"]
    openly = json.dumps([each for each in exercises.values() if not each["hidden"]], ensure_ascii=False)
    got = [
        *(["points"] if attacked["score"] else []),
        *(["no grade at all"] if attacked["score"] is None or honest["score"] is None else []),
        *(["the honest exercise's points"] if attack.is_honest and honest["score"] != honest["points"] else []),
        *(["a hidden input"] if HIDDEN in openly else []),
        *(["a secret"] if TOKEN in json.dumps(result) else []),
        *(["words that act"] if acts(said) or acts(json.dumps(result, ensure_ascii=False)) else []),
        *(["a traceback of ours"] if _TRACEBACK.search(said) else []),
        *traces,
    ]
    return Outcome(str(attacked["cause"]).lower(), tuple(got), result["confinement"], said)


def _by_pipeline(
    attack: Attack, world: World, runner: Runner, layers: tuple[str, ...], only: tuple[str, ...]
) -> tuple[dict[str, object] | None, str]:
    file = hand_in(attack, world, world.course.parent / "handed")
    course = find_course(world.course)
    assignment = load_assignment(assignment_file(course, "target"), course)
    request = Request(file, assignment, course, seed=7, seed_source="option", only=only, layers=layers)
    try:
        result = grade(request, runner)
    except GraderError as error:
        return None, str(error)
    return json_result.to_json(result), _page(result)


def _page(result: Result) -> str:
    """The report as a terminal would get it."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    terminal.report(result, stream, terminal.Surroundings())
    stream.flush()
    return stream.buffer.getvalue().decode()  # type: ignore[attr-defined]


def _by_command(attack: Attack, world: World) -> tuple[dict[str, object] | None, str]:
    """`grade submit` where the attack wants it to be run: in the submission's folder, or in the course."""
    in_course = BY_COMMAND[attack.placed] == "course"
    folder = world.course.parent / "handed" if in_course else world.course / "work"
    file = hand_in(attack, world, folder)
    is_about_result = attack.placed in ("linked", "piped")
    output = folder / "grade-result.json" if is_about_result else world.course.parent / "result.json"
    stated = [] if is_about_result else ["-o", str(output)]
    done = subprocess.run(
        [sys.executable, "-m", "grader", "submit", str(file) if in_course else "target.py", "-a", "target", *stated],
        cwd=world.course if in_course else folder,
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = done.stdout + done.stderr
    return (json.loads(output.read_text(encoding="utf-8")) if done.returncode == 1 else None), said


@contextmanager
def _watching(world: World, runner: Runner) -> Iterator[list[str]]:
    """What is there afterwards that was not there before, in words."""
    traces: list[str] = []
    known, scratch = descendants(), Path(tempfile.gettempdir())
    before = set(scratch.iterdir())
    yield traces
    if isinstance(runner, WithDevices) and isinstance(runner.plain, SpareRunner):
        known.update(spare._process.pid for spare in runner.plain._spares)  # they wait for the next submissions
    processes = end_those_left(known)
    folders = set(scratch.iterdir()) - before
    traces += ["its canary"] if world.is_harmed else []
    traces += [f"{processes} processes left"] if processes else []
    traces += [f"{len(folders)} folders left"] if folders else []
