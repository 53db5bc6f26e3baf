"""A result as it was before it was written: the inverse of ``reporters/json_result.py``.

The file may come from anywhere. It is held against the published schema first, and its texts stay texts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

import jsonschema
from jsonschema.exceptions import ValidationError, best_match

from grader.errors import UsageError
from grader.model.diagnosis import Confidence, Diagnosis, Mistake
from grader.model.excerpt import Excerpt, Number
from grader.model.message import Message
from grader.model.result import OUTCOMES, CaseResult, Cause, ExerciseResult, Outcome, Place, Result, Verdict
from grader.reporters.inert import inert, inert_lines
from grader.reporters.json_result import FORMAT
from grader.reporters.numbers import points
from grader.score import hundredths

_STDIN = "-"
_LONGEST_CODE = 20_000
_EXPECTED = "Expected what `grade submit -o PATH` writes"
_LARGEST = 256 << 20
_NAME, _SLASH, _ = FORMAT.partition("/")
_T = TypeVar("_T")
# What `json.loads` gives: the one place where a document of that kind is taken apart.
_Document = Mapping[str, Any]


def read_result(path: str) -> Result:
    """The result in the file ``path``; ``-`` is standard input. Raises ``UsageError`` where there is none."""
    shown = "standard input" if path == _STDIN else f"`{path}`"
    try:
        if path == _STDIN:
            content = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with Path(path).open("rb") as file:
                content = file.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{shown} cannot be read: {error.strerror}") from None
    if len(content) > _LARGEST:
        raise UsageError(f"{shown} is longer than any result")
    try:
        document = json.loads(content, parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError):
        raise UsageError(f"{shown} is no JSON: {_EXPECTED[:1].lower()}{_EXPECTED[1:]}") from None
    return result_of(document, shown)


def result_of(document: object, shown: str = "this") -> Result:
    """The result that ``document`` holds, which ``to_json`` gives back. Raises ``UsageError`` where it is none."""
    try:
        _check(document, shown)
        assert isinstance(document, dict)
        result = _result(document)
        _check_totals(result, document, shown)
    except RecursionError:
        raise UsageError(f"{shown} is no result: it goes too deep. {_EXPECTED}") from None
    except (ArithmeticError, ValueError):
        raise UsageError(f"{shown} is no result: it has a number that none has. {_EXPECTED}") from None
    return result


def _result(document: _Document) -> Result:
    submission, hidden = document["submission"], document.get("hidden", {"checks": 0, "points": 0})
    return Result(
        assignment=document["assignment"]["name"],
        title=document["assignment"]["title"],
        specification_digest=document["specification"]["digest"],
        submission=submission["file"],
        submission_digest=submission["digest"],
        seed=document["seed"]["value"],
        seed_source=document["seed"]["source"],
        exercises=tuple(map(_exercise, document["exercises"])),
        confinement=document["confinement"],
        authoritative=document["authoritative"],
        reason=document["reason"],
        versions=document["versions"],
        partial=document["partial"],
        files=tuple(submission.get("files", ())),
        hidden_checks=hidden["checks"],
        hidden_points=hundredths(hidden["points"]),
        notes=tuple(document.get("notes", ())),
        run=document["run"],
    )


def _finite(written: str) -> float:
    """JSON has no numbers that are not finite, though Python reads them."""
    if not isfinite(number := float(written)):
        raise ValueError(written)
    return number


@cache
def _validator() -> jsonschema.Draft202012Validator:
    text = (files("grader") / "schemas" / "result.schema.json").read_text("utf-8")
    return jsonschema.Draft202012Validator(json.loads(text))


def _check(document: object, shown: str) -> None:
    stated = document.get("format") if isinstance(document, dict) else None
    if isinstance(stated, str) and stated != FORMAT and stated.startswith(_NAME + _SLASH):
        raise UsageError(
            f"{shown} has the form `{inert(stated, 60)}`, and this grader reads `{FORMAT}`: install a later one with "
            "`python -m pip install -U torch-grader`"
        )
    error = best_match(_validator().iter_errors(document))
    if isinstance(error, ValidationError):
        at = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)
        place = f"{at.removeprefix('.')}: " if at else ""
        said = f"{place}{inert(error.message, 160)}"
        raise UsageError(f"{shown} is no result: {said}. {_EXPECTED}")


def _check_totals(result: Result, document: _Document, shown: str) -> None:
    """What a document says of its whole is what its exercises say, so that it matters not which of both is read."""
    for each in result.exercises:
        if (each.score or 0) > (0 if each.cause is Cause.UNAVAILABLE else each.points):
            raise UsageError(
                f"{shown} is no result: `{inert(each.id, 80)}` has more points than there are. {_EXPECTED}"
            )
        if each.outcome is not (Outcome.PASSED if each.cause is None else OUTCOMES[each.cause]):
            said = f"`{inert(each.id, 80)}` is {each.outcome}, and its cause is {each.cause or 'none'}"
            raise UsageError(f"{shown} is no result: {said}. {_EXPECTED}")
    totals = {"points": result.points, "max_score": result.max_score, "score": result.score}
    for name, total in totals.items():
        if hundredths(document[name]) != total:
            said = f"`{name}` is {document[name]}, and its exercises make {points(total)}"
            raise UsageError(f"{shown} is no result: {said}. {_EXPECTED}")


def _exercise(document: _Document) -> ExerciseResult:
    return ExerciseResult(
        id=document["id"],
        title=document["title"],
        points=hundredths(document["points"]),
        score=_maybe(document["score"], hundredths),
        outcome=Outcome(document["outcome"]),
        cause=_maybe(document["cause"], Cause),
        message=_maybe(document["message"], _message),
        hidden=document["hidden"],
        cases=tuple(map(_case, document["cases"])),
        output=document["output"],
        diagnosis=_maybe(document.get("diagnosis"), _diagnosis),
        mistake=_maybe(document.get("hint"), lambda hint: Mistake(hint["from"], hint["text"])),
        place=_maybe(document.get("place"), lambda at: Place(at["file"], at["line"], at["end"], at.get("cell", 0))),
    )


def _case(document: _Document) -> CaseResult:
    return CaseResult(
        title=document["title"],
        hidden=document["hidden"],
        points=_maybe(document["points"], lambda worth: points(hundredths(worth))),
        verdicts=tuple(map(_verdict, document["checks"])),
        cause=_maybe(document["cause"], Cause),
        message=_maybe(document["message"], _message),
        drawn=document["drawn"],
        snippet="\n".join(inert_lines(document["python"], limit=_LONGEST_CODE)),
        steps=tuple(document.get("steps", ())),
    )


def _verdict(document: _Document) -> Verdict:
    message = _maybe(document["message"], _message)
    if document["outcome"] == Outcome.FAILED and message is None:
        message = Message("cause.wrong")
    return Verdict(
        path=document["path"],
        kind=document["kind"],
        message=message,
        claimed=document["observed_by"] == "claim",
        expected=document["expected"],
        actual=document["actual"],
        line=document["line"],
        excerpt=_maybe(document.get("excerpt"), _excerpt),
    )


def _message(document: _Document) -> Message:
    parameters = {
        name: tuple(value) if isinstance(value, list) else value for name, value in document["parameters"].items()
    }
    return Message(document["id"], parameters, document["text"])


def _diagnosis(document: _Document) -> Diagnosis:
    message = Message(document["id"], {}, document["text"])
    return Diagnosis(document["id"], Confidence(document["confidence"]), message, document["path"])


def _excerpt(document: _Document) -> Excerpt | None:
    """None where its parts do not fit together, so that nothing can be shown of it."""
    rows, columns = tuple(document["rows"]), tuple(document["columns"])
    tables = [document[name] for name in ("expected", "actual", "differs")]
    is_whole = all(len(table) == len(rows) and all(len(row) == len(columns) for row in table) for table in tables)
    if not (document["shape"] and rows and columns and is_whole):
        return None
    worst = tuple(document.get("worst", ()))
    return Excerpt(
        shape=tuple(document["shape"]),
        before=tuple(document["before"]),
        rows=rows,
        columns=columns,
        expected=_table(tables[0], _number),
        actual=_table(tables[1], _number),
        differs=_table(tables[2], bool),
        worst=(worst[0], worst[1]) if worst and worst[0] in rows and worst[1] in columns else (rows[0], columns[0]),
        region=_maybe(document["region"], _message),
    )


def _table(rows: Iterable[Iterable[Any]], read: Callable[[Any], _T]) -> tuple[tuple[_T, ...], ...]:
    return tuple(tuple(map(read, row)) for row in rows)


def _number(written: float | str) -> Number:
    """What JSON has no numbers for was written as text."""
    if not isinstance(written, str):
        return written
    try:
        return complex(written) if "j" in written else float(written)
    except ValueError:
        return float("nan")


def _maybe(value: object, read: Callable[[Any], _T]) -> _T | None:
    return None if value is None else read(value)
