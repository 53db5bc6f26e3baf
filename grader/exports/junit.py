"""JUnit XML as pytest and Jenkins know it (`junit-10.xsd`): one suite, and in it a case for each exercise.

That schema knows properties of a suite alone, and readers refuse a file that has them elsewhere: `points.square` and
`score.square` stand there for each exercise. It names no host, and no time of one exercise, which nobody took.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from grader.exports.export import Export
from grader.exports.names import distinct
from grader.exports.told import in_short, reason
from grader.exports.when import seconds, started
from grader.model.result import Cause, ExerciseResult, Outcome, Result
from grader.reporters.numbers import points

# What is no character of XML 1.0, however it is written.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAGS = {Outcome.FAILED: "failure", Outcome.UNGRADED: "error", Outcome.SKIPPED: "skipped"}


def _render(result: Result, environment: Mapping[str, str]) -> str:
    del environment
    root = Element("testsuites")
    suite = SubElement(root, "testsuite", _suite(result))
    names = distinct(each.id for each in result.exercises)
    properties = SubElement(suite, "properties")
    for name, value in _properties(result, names):
        SubElement(properties, "property", {"name": _legal(name), "value": _legal(value)})
    for exercise, name in zip(result.exercises, names, strict=True):
        case = SubElement(suite, "testcase", {"classname": _legal(result.assignment), "name": _legal(name)})
        _outcome(case, exercise)
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _suite(result: Result) -> dict[str, str]:
    outcomes = [each.outcome for each in result.exercises]
    counted = {
        "tests": len(outcomes),
        "failures": outcomes.count(Outcome.FAILED),
        "errors": outcomes.count(Outcome.UNGRADED),
        "skipped": outcomes.count(Outcome.SKIPPED),
    }
    took, when = seconds(result), started(result)
    return {
        "name": _legal(result.assignment),
        **{name: str(count) for name, count in counted.items()},
        **({} if took is None else {"time": f"{took:.3f}"}),
        **({} if when is None else {"timestamp": when.removesuffix("Z")}),
    }


def _properties(result: Result, names: list[str]) -> Iterator[tuple[str, str]]:
    """The totals, and of each exercise its points and its score; what was not graded has no score."""
    yield "points", str(points(result.points))
    yield "max_score", str(points(result.max_score))
    yield "score", str(points(result.score))
    yield "complete", str(result.complete).lower()
    yield "authoritative", str(result.authoritative).lower()
    for exercise, name in zip(result.exercises, names, strict=True):
        yield f"points.{name}", str(points(exercise.points))
        if exercise.score is not None:
            yield f"score.{name}", str(points(exercise.score))


def _outcome(case: Element, exercise: ExerciseResult) -> None:
    tag = _TAGS.get(exercise.outcome)
    if tag is None:
        return
    said = SubElement(case, tag, {"message": _legal(in_short(exercise)), "type": str(exercise.cause or Cause.WRONG)})
    if exercise.outcome is Outcome.FAILED:
        said.text = _legal(reason(exercise))


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)


EXPORT = Export(
    "reports of tests in Jenkins, GitLab, Artemis and actions on GitHub",
    "an `error`, and no property `score.<exercise>`",
    _render,
)
