"""The result as JSON, in the published form ``grade-result/v1`` (``grader/schemas/result.schema.json``).

It must hold no user name, host name or home path, and nothing that differs between two equal runs outside ``run``.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from math import isfinite
from pathlib import Path
from typing import TypeAlias

from grader.errors import MachineError
from grader.model.diagnosis import Diagnosis, Mistake
from grader.model.excerpt import Excerpt, Number, Table
from grader.model.message import Message
from grader.model.result import OUTCOMES, CaseResult, ExerciseResult, Outcome, Place, Result, Verdict
from grader.reporters.inert import inert, inert_lines
from grader.reporters.numbers import points
from grader.reporters.wording import say
from grader.score import hundredths

FORMAT = "grade-result/v1"
STDOUT = "-"
_LONGEST = 2000
_LONGEST_CODE = 20_000

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def to_json(result: Result) -> dict[str, Json]:
    """The whole result; points are numbers of points, at most two decimals."""
    return {
        "format": FORMAT,
        "assignment": {"name": result.assignment, "title": inert(result.title)},
        "specification": {"digest": result.specification_digest},
        "submission": _submission(result),
        "seed": {"value": result.seed, "source": result.seed_source},
        "points": points(result.points),
        "max_score": points(result.max_score),
        "score": points(result.score),
        "passed": result.passed,
        "partial": result.partial,
        "complete": result.complete,
        "authoritative": result.authoritative,
        "reason": result.reason,
        "confinement": result.confinement,
        "versions": dict(result.versions),
        **({"notes": [inert(note, _LONGEST) for note in result.notes]} if result.notes else {}),
        **_hidden(result),
        "exercises": [_exercise(exercise) for exercise in result.exercises],
        "run": dict(result.run),
    }


def _hidden(result: Result) -> dict[str, Json]:
    """What this copy of the assignment lacks."""
    if not result.hidden_checks:
        return {}
    return {"hidden": {"checks": result.hidden_checks, "points": points(result.hidden_points)}}


def _submission(result: Result) -> dict[str, Json]:
    found: dict[str, Json] = {"file": inert(result.submission), "digest": result.submission_digest}
    return {**found, "files": [inert(name) for name in result.files]} if result.files else found


def write(result: Result, path: str) -> None:
    """Write the result to ``path``, whole or not at all; ``-`` is standard output. Raises ``MachineError``."""
    text = json.dumps(to_json(result), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    data = text.encode("utf-8", "backslashreplace")
    if path == STDOUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    try:
        # What the system keeps in /dev is written to. Elsewhere a pipe, or a link to a device, was put there by others.
        if target.is_absolute() and target.parts[1:2] == ("dev",) and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except OSError as error:
        raise MachineError(f"the result could not be written to `{path}`: {error.strerror}") from error


def _replace(path: Path, data: bytes) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files that only their owner reads; a result is an ordinary file.
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _exercise(exercise: ExerciseResult) -> dict[str, Json]:
    return {
        "id": exercise.id,
        "title": inert(exercise.title),
        "points": points(exercise.points),
        "score": None if exercise.score is None else points(exercise.score),
        "outcome": str(exercise.outcome),
        "cause": None if exercise.cause is None else str(exercise.cause),
        "message": _message(exercise.message),
        "diagnosis": _diagnosis(exercise.diagnosis),
        "hint": _hint(exercise.mistake),
        "hidden": exercise.hidden,
        **_place(exercise.place),
        **({"device": exercise.device} if exercise.device else {}),
        "output": "\n".join(inert_lines(exercise.output)),
        "cases": [_case(exercise, case) for case in exercise.cases],
    }


def _place(place: Place | None) -> dict[str, Json]:
    if place is None:
        return {}
    cell = {"cell": place.cell} if place.cell else {}
    return {"place": {"file": inert(place.file), "line": place.line, "end": place.end, **cell}}


def _case(exercise: ExerciseResult, case: CaseResult) -> dict[str, Json]:
    outcome = Outcome.PASSED if case.cause is None else OUTCOMES[case.cause]
    return {
        "title": None if case.title is None else inert(case.title),
        "hidden": case.hidden,
        "points": None if case.points is None else points(hundredths(case.points)),
        "outcome": str(outcome),
        "cause": None if case.cause is None else str(case.cause),
        "message": _message(case.message),
        "drawn": {name: inert(text) for name, text in case.drawn.items()},
        "python": "\n".join(inert_lines(case.snippet, limit=_LONGEST_CODE)),
        **({"steps": [inert(step) for step in case.steps]} if case.steps else {}),
        "checks": [_check(exercise, case, verdict) for verdict in case.verdicts],
    }


def _check(exercise: ExerciseResult, case: CaseResult, verdict: Verdict) -> dict[str, Json]:
    return {
        "address": address(exercise, case, verdict),
        "path": verdict.path,
        "kind": verdict.kind,
        "outcome": str(Outcome.PASSED if verdict.passed else Outcome.FAILED),
        "observed_by": "claim" if verdict.claimed else "grader",
        "expected": inert(verdict.expected, _LONGEST),
        "actual": inert(verdict.actual, _LONGEST),
        "message": _message(verdict.message),
        "line": verdict.line,
        **({} if verdict.excerpt is None else {"excerpt": _excerpt(verdict.excerpt)}),
    }


def _excerpt(excerpt: Excerpt) -> Json:
    return {
        "shape": list(excerpt.shape),
        "before": list(excerpt.before),
        "rows": list(excerpt.rows),
        "columns": list(excerpt.columns),
        "expected": _table(excerpt.expected),
        "actual": _table(excerpt.actual),
        "differs": [list(row) for row in excerpt.differs],
        "worst": list(excerpt.worst),
        "region": _message(excerpt.region),
    }


def _table(table: Table) -> Json:
    return [[_number(number) for number in row] for row in table]


def _number(number: Number) -> Json:
    """What JSON has no numbers for is text: ``nan``, ``-inf``, ``(1-2j)``."""
    return number if isinstance(number, int) or (isinstance(number, float) and isfinite(number)) else str(number)


def address(exercise: ExerciseResult, case: CaseResult, verdict: Verdict | None = None) -> str:
    """``mha/self-attention/q.grad.like``: the same here, in the terminal's report and after ``-e``."""
    parts = [exercise.id] + ([case.title] if case.title else [])
    return inert("/".join(parts if verdict is None else [*parts, f"{verdict.path}.{verdict.kind}"]))


def _diagnosis(diagnosis: Diagnosis | None) -> Json:
    if diagnosis is None:
        return None
    told = {"id": diagnosis.id, "confidence": str(diagnosis.confidence), "path": diagnosis.path}
    return {**told, "text": say(diagnosis.message)}


def _hint(mistake: Mistake | None) -> Json:
    return None if mistake is None else {"from": mistake.name, "text": inert(mistake.text, _LONGEST)}


def _message(message: Message | None) -> Json:
    if message is None:
        return None
    parameters: dict[str, Json] = {
        name: [inert(item, _LONGEST) for item in value]
        if isinstance(value, tuple)
        else inert(value, _LONGEST)
        if isinstance(value, str)
        else repr(value)
        if isinstance(value, float) and value - value != 0
        else value
        for name, value in message.parameters.items()
    }
    return {"id": message.id, "text": say(message), "parameters": parameters}
