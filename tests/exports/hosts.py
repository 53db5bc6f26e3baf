"""What each host makes of what it is given: the total and the most there is, by the host's own rule.

The rules are those of the hosts' documents and sources, written anew here, so that a format is not tested by itself.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import jsonschema

from grader.model.result import Cause, Outcome, Result

# Origin: the rules of `schemas/result-v1.schema.json` of foundation50/classroom50, where the contract of a grader with
# the collector of its results is published; without that file's descriptions.
SCHEMA = json.loads((Path(__file__).parent / "classroom50-result-v1.schema.json").read_text("utf-8"))
ENVIRONMENT = {
    "CLASSROOM": "dl",
    "OWNER": "alice",
    "SUBMISSION_TAG": "submit/2026-11-22T14-32-05Z-a1b2c3d",
    "COMMIT_URL": "https://github.com/o/r/commit/a1b2c3d",
    "RELEASE_URL": "https://github.com/o/r/releases/tag/submit%2F2026",
}


@dataclass(frozen=True)
class Total:
    """In points. None where the host says that there is no grade."""

    score: float | None
    most: float | None


def most_of(result: Result) -> float:
    return result.max_score / 100


def graded(result: Result) -> float:
    """What the exercises are worth that were graded: of others some hosts keep neither."""
    kept = [each for each in result.exercises if each.cause is not Cause.UNAVAILABLE]
    return sum(each.points for each in kept if each.outcome is not Outcome.UNGRADED) / 100


def classroom_payloads(text: str) -> dict[str, dict]:
    """As the runner of a workflow reads `$GITHUB_ENV`, and the reporter its input: split, trimmed, in capitals."""
    environment = dict(line.split("=", 1) for line in text.splitlines())
    runners = environment.pop("GRADE_RUNNERS")
    found = {}
    for runner in runners.split(",") if runners else ():
        encoded = environment.pop(f"{runner.strip().upper()}_RESULTS")
        found[runner] = json.loads(base64.b64decode(encoded, validate=True).decode("utf-8"))
    assert not environment, "a runner that nobody asks for"
    return found


def classroom(text: str) -> Total:
    payloads = list(classroom_payloads(text).values())
    table = most = 0.0
    for payload in payloads:
        tests = payload["tests"]
        # In JavaScript 0 / 0 is no error, and what it gives spoils the total.
        assert tests
        passed = sum(test["status"] == "pass" for test in tests)
        table += passed / len(tests) * (payload["max_score"] or 0)
        most += payload["max_score"] or 0
    notice = sum(test["score"] for payload in payloads if payload["max_score"] for test in payload["tests"])
    assert abs(table - notice) < 1e-6, "the table and the notice say two things"
    return Total(notice, most)


def classroom50(text: str) -> Total:
    found = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    pairs = [(found["score"], found["max-score"]), *((each["score"], each["max-score"]) for each in found["tests"])]
    assert all(score <= most for score, most in pairs)
    assert pairs[0] == (sum(score for score, _ in pairs[1:]), sum(most for _, most in pairs[1:]))
    return Total(found["score"] / 100, found["max-score"] / 100)


def annotations(text: str) -> Total:
    said = re.search(r"^::notice title=[^:]*::([0-9.]+) of ([0-9.]+) points?(; .*)?$", text, re.MULTILINE)
    assert said
    return Total(float(said[1]), float(said[2]))


def outputs(text: str) -> Total:
    found = dict(line.split("=", 1) for line in text.splitlines())
    return Total(float(found["score"]), float(found["max-score"]))


def gradescope(text: str) -> Total:
    found = json.loads(text)
    assert abs(found["score"] - sum(each.get("score", 0) for each in found["tests"])) < 0.01
    return Total(found["score"], sum(each["max_score"] for each in found["tests"]))


def html(text: str) -> Total:
    """Nobody reads it but people; it says its total to programs too."""
    said = [re.search(rf'<data id="{name}" value="([0-9.]+)">', text) for name in ("score", "max-score")]
    assert said[0]
    assert said[1]
    return Total(float(said[0][1]), float(said[1][1]))


def junit(text: str) -> Total:
    suite = ElementTree.fromstring(text.encode()).find("testsuite")
    assert suite is not None
    found = {each.attrib["name"]: each.attrib["value"] for each in suite.findall("properties/property")}
    lacking = [
        case.attrib["name"]
        for case in suite.findall("testcase")
        if case.find("skipped[@type='unavailable']") is not None
    ]
    scores = [float(value) for name, value in found.items() if name.startswith("score.")]
    worth = [float(value) for name, value in found.items() if name.startswith("points.") and name[7:] not in lacking]
    assert abs(sum(scores) - float(found["score"])) < 0.01
    assert abs(sum(worth) - float(found["max_score"])) < 0.01
    return Total(float(found["score"]), float(found["max_score"]))


def markdown(text: str) -> Total:
    said = re.match(r"## .*: ([0-9.]+) of ([0-9.]+) points?\n", text)
    assert said
    rows = re.findall(r"^\|.*\| ([0-9.?–]+)/([0-9.]+) \|$", text, re.MULTILINE)
    assert abs(sum(float(score) for score, _ in rows if score not in "?–") - float(said[1])) < 0.01
    assert abs(sum(float(most) for score, most in rows if score != "–") - float(said[2])) < 0.01
    return Total(float(said[1]), float(said[2]))


def prairielearn(text: str) -> Total:
    found = json.loads(text)
    most = sum(each["max_points"] for each in found["tests"])
    if not found["gradable"]:
        assert found["format_errors"]
        assert "score" not in found
        return Total(None, None)
    assert 0 <= found["score"] <= 1
    assert abs(sum(each["points"] for each in found["tests"]) - found["score"] * most) < 0.01
    return Total(found["score"] * most, most)


@dataclass(frozen=True)
class Host:
    """``most`` is what there is to be earned by its rule; ``refuses`` where there is no grade."""

    read: Callable[[str], Total]
    most: Callable[[Result], float] = most_of
    refuses: Callable[[Result], bool] = lambda result: False


HOSTS: Mapping[str, Host] = {
    "classroom": Host(classroom, graded),
    "classroom50": Host(classroom50, refuses=lambda result: not result.complete),
    "github-annotations": Host(annotations),
    "github-outputs": Host(outputs),
    "gradescope": Host(gradescope),
    "html": Host(html),
    "junit": Host(junit),
    "markdown": Host(markdown),
    "prairielearn": Host(prairielearn, refuses=lambda result: not (result.complete and result.max_score)),
}
