"""What the driver and its workers say to each other: one line of JSON each. Both are ours, and on one machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from grader.gradebook.gradings import Graded
from grader.gradebook.standing import Mark, Task
from grader.model.result import Cause, Outcome


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker grades, the same for all of its submissions. ``course`` is the path of ``course.yaml``.

    ``patience`` is how many seconds one submission may take before the worker itself is taken to be lost.
    """

    course: str
    assignment: str
    seed: int
    seed_source: str
    require: str | None
    patience: float
    backend: str | None = None
    device: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Grade the files in ``folder``: all exercises, or those in ``only``."""

    folder: str
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """``graded`` is None where the worker gives up, and why is in ``error``: for what was asked, or the machine."""

    graded: Graded | None = None
    error: str = ""
    is_usage: bool = False
    defect: str = ""

    @property
    def is_doubtful(self) -> bool:
        """Whether another worker may do better: this one, or its runner, may be broken."""
        return bool(self.defect) or (
            self.graded is not None and any(mark.cause is Cause.MACHINE for mark in self.graded.marks)
        )


def write_setup(setup: Setup) -> bytes:
    return _line(asdict(setup))


def read_setup(line: bytes) -> Setup:
    return Setup(**json.loads(line))


def write_question(question: Question) -> bytes:
    return _line(asdict(question))


def read_question(line: bytes) -> Question:
    found = json.loads(line)
    return Question(found["folder"], tuple(found["only"]))


def write_reply(reply: Reply) -> bytes:
    graded = reply.graded
    told = None
    if graded is not None:
        marks = [[_task(mark.task), *_values(mark)] for mark in graded.marks]
        told = {**_rest(graded), "marks": marks, "result": graded.result.decode()}
    return _line({"graded": told, "error": reply.error, "is_usage": reply.is_usage, "defect": reply.defect})


def read_reply(line: bytes) -> Reply:
    found = json.loads(line)
    told = found.pop("graded")
    if told is None:
        return Reply(**found)
    marks = tuple(
        Mark(Task(*task), score, Outcome(outcome), None if cause is None else Cause(cause), *rest)
        for task, score, outcome, cause, *rest in told["marks"]
    )
    return Reply(Graded(marks, told["seconds"], told["result"].encode(), told["versions"]), **found)


def _line(document: Mapping[str, object]) -> bytes:
    return json.dumps(document).encode() + b"\n"


def _task(task: Task) -> list[object]:
    return [task.id, task.title, task.points]


def _values(mark: Mark) -> list[object]:
    cause = None if mark.cause is None else str(mark.cause)
    return [
        mark.score,
        str(mark.outcome),
        cause,
        mark.message,
        mark.diagnosis,
        mark.explanation,
        mark.miss,
        mark.fragile,
    ]


def _rest(graded: Graded) -> dict[str, object]:
    return {"seconds": graded.seconds, "versions": dict(graded.versions)}
