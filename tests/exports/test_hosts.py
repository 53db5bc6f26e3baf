"""What each host's own rules ask for, beside the total: forms, metadata, what is told of what could not be graded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given, settings

from grader.errors import UsageError
from grader.exports import EXPORTS, exported
from grader.exports.names import distinct
from grader.exports.when import seconds, started
from grader.model.message import Message
from grader.model.result import OUTCOMES, Cause, ExerciseResult, Outcome, Result
from tests.exports.drawn import results
from tests.exports.hosts import ENVIRONMENT, SCHEMA, classroom_payloads
from tests.reporters.conftest import NEEDS, PARTIALS, RESULTS, SQUARE, UNAVAILABLE, UNGRADED, result

ALL = result(SQUARE, PARTIALS, NEEDS, UNAVAILABLE, UNGRADED)
GRADED = result(SQUARE, PARTIALS, NEEDS, UNAVAILABLE)


def test_every_format_says_who_reads_it_and_what_it_makes_of_the_ungraded() -> None:
    assert list(EXPORTS) == sorted(EXPORTS)
    for export in EXPORTS.values():
        for text in (export.reader, export.ungraded):
            assert text.isprintable()
            assert text == text.strip().rstrip(".")


def test_names_are_distinct() -> None:
    assert distinct(["a", "b", "a", "a (2)", "a"]) == ["a", "b", "a (3)", "a (2)", "a (4)"]
    assert distinct(["a", "a"], "{}_{}") == ["a", "a_2"]
    assert distinct([]) == []


@pytest.mark.parametrize("run", [{}, {"started": 7, "seconds": "soon"}, {"started": "now", "seconds": -1.0},
                                 {"started": "2026-11-22T24:00:00Z", "seconds": float("inf")}])  # fmt: skip
def test_what_a_run_does_not_say(run: dict[str, str | float]) -> None:
    drawn = replace(GRADED, run=run)
    assert (started(drawn), seconds(drawn)) == (None, None)
    assert "execution_time" not in json.loads(exported(drawn, "gradescope", {}))
    assert " time" not in exported(drawn, "junit", {}).partition("<properties>")[0]
    with pytest.raises(UsageError, match="does not say when"):
        exported(drawn, "classroom50", ENVIRONMENT)


class TestClassroom50:
    def test_all_that_it_knows(self) -> None:
        more = {"ASSIGNMENT": "hw1", "ASSIGNMENT_TYPE": "group", "REVIEW_URL": "https://r", "USERNAME": "bob"}
        found = json.loads(exported(GRADED, "classroom50", {**ENVIRONMENT, **more}))
        jsonschema.Draft202012Validator(SCHEMA).validate(found)
        tests = found.pop("tests")
        assert found == {
            "schema": "classroom50/result/v1",
            "classroom": "dl",
            "assignment": "hw1",
            "assignment_type": "group",
            "owner": "alice",
            "submission": ENVIRONMENT["SUBMISSION_TAG"],
            "commit": ENVIRONMENT["COMMIT_URL"],
            "release": ENVIRONMENT["RELEASE_URL"],
            "review": "https://r",
            "datetime": "2026-11-22T14:32:01Z",
            "score": 200,
            "max-score": 700,
        }
        assert [(each["passed"], each["score"], each["max-score"]) for each in tests] == [
            (True, 200, 200), (False, 0, 300), (False, 0, 200), (True, 0, 0),
        ]  # fmt: skip
        assert "message" not in tests[0]
        assert "In the case" in tests[1]["message"]
        assert tests[3]["message"] == "this machine lacks what it needs"

    def test_what_it_does_not_know(self) -> None:
        found = json.loads(exported(GRADED, "classroom50", {**ENVIRONMENT, "OWNER": "", "USERNAME": "bob"}))
        assert (found["assignment"], found["assignment_type"], found["owner"]) == ("autograd", "individual", "bob")
        assert found["review"] == found["commit"]

    def test_a_type_that_is_newer_than_its_schema(self) -> None:
        found = json.loads(exported(GRADED, "classroom50", {**ENVIRONMENT, "ASSIGNMENT_TYPE": "team"}))
        assert found["assignment_type"] == "team"

    def test_all_that_is_missing_is_said_at_once(self) -> None:
        with pytest.raises(UsageError) as error:
            exported(GRADED, "classroom50", {"COMMIT_URL": ""})
        names = re.findall(r"[A-Z]{2,}(?:_[A-Z]+)*", str(error.value))
        assert names == ["CLASSROOM", "OWNER", "USERNAME", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL"]

    @pytest.mark.parametrize("wrong", [{"SUBMISSION_TAG": "v1"}, {"ASSIGNMENT_TYPE": "pair"}])
    def test_what_its_schema_would_refuse(self, wrong: dict[str, str]) -> None:
        with pytest.raises(UsageError, match=next(iter(wrong))):
            exported(GRADED, "classroom50", {**ENVIRONMENT, **wrong})

    def test_ungraded_exercises_are_named(self) -> None:
        with pytest.raises(UsageError, match="would count as 0 there: frozen"):
            exported(ALL, "classroom50", ENVIRONMENT)

    def test_names_are_there_and_differ(self) -> None:
        same = [ExerciseResult("", "", 100, 100, Outcome.PASSED)] * 3
        found = json.loads(exported(result(*same), "classroom50", ENVIRONMENT))
        assert [each["test-name"] for each in found["tests"]] == ["exercise", "exercise (2)", "exercise (3)"]


class TestClassroom:
    def test_what_could_not_be_graded(self) -> None:
        payload = classroom_payloads(exported(ALL, "classroom", {}))["frozen"]
        (test,) = payload["tests"]
        assert (payload["status"], payload["max_score"], test["status"], test["score"]) == ("error", 0, "error", 0)
        assert test["message"].startswith("could not be graded, which is no fault of the submission: the reference")

    def test_every_key_that_the_reporter_reads_is_there(self) -> None:
        for payload in classroom_payloads(exported(ALL, "classroom", {})).values():
            assert set(payload) == {"version", "status", "max_score", "tests"}
            for test in payload["tests"]:
                assert set(test) == {
                    "name", "status", "score", "message", "test_code", "filename", "line_no", "duration",
                }  # fmt: skip
                assert test["line_no"] == 0

    def test_what_is_hidden_has_no_command_to_see_it(self) -> None:
        found = classroom_payloads(exported(result(SQUARE, replace(SQUARE, id="b", hidden=True)), "classroom", {}))
        codes = {name: payload["tests"][0]["test_code"] for name, payload in found.items()}
        assert codes == {"square": "grade check -e square", "hidden_1": ""}


class TestGradescope:
    def test_it_says_what_is_not_complete(self) -> None:
        found = json.loads(exported(ALL, "gradescope", {}))
        assert found["output"].startswith("Not everything could be graded.")
        assert found["extra_data"]["complete"] is False
        assert found["stdout_visibility"] == "hidden"
        assert found["execution_time"] == 1.25
        square, partials, needs, unavailable, ungraded = found["tests"]
        assert [each["status"] for each in (square, partials, needs)] == ["passed", "failed", "failed"]
        assert (unavailable["score"], unavailable["max_score"], "status" in unavailable) == (0, 0, False)
        assert (ungraded["max_score"], "score" in ungraded, "status" in ungraded) == (1.5, False, False)
        assert ungraded["output"].startswith("not graded: ")

    def test_its_keys_are_its_own(self) -> None:
        found = json.loads(exported(ALL, "gradescope", {}))
        assert set(found) <= {
            "score", "execution_time", "output", "output_format", "test_output_format", "test_name_format",
            "visibility", "stdout_visibility", "extra_data", "tests", "leaderboard",
        }  # fmt: skip
        for test in found["tests"]:
            assert set(test) <= {
                "score", "max_score", "status", "name", "name_format", "number", "output", "output_format", "tags",
                "visibility", "extra_data",
            }  # fmt: skip


class TestPrairieLearn:
    def test_what_could_not_be_graded_is_not_gradable(self) -> None:
        found = json.loads(exported(ALL, "prairielearn", {}))
        assert (found["gradable"], "score" in found) == (False, False)
        assert len(found["format_errors"]) == 1
        assert found["format_errors"][0].startswith("frozen · Without a graph: not graded: ")
        assert found["message"].startswith("Not everything could be graded.")

    @pytest.mark.parametrize("exercises", [(), (UNAVAILABLE,)])
    def test_nothing_to_be_earned_is_no_score(self, exercises: tuple[ExerciseResult, ...]) -> None:
        found = json.loads(exported(result(*exercises), "prairielearn", {}))
        assert (found["gradable"], "score" in found) == (False, False)
        assert "no point to be earned" in found["format_errors"][0]

    def test_every_test_has_its_points(self) -> None:
        found = json.loads(exported(ALL, "prairielearn", {}))
        assert [(each["points"], each["max_points"]) for each in found["tests"]] == [
            (2, 2), (0, 3), (0, 2), (0, 0), (0, 0),
        ]  # fmt: skip


# The rules of `junit-10.xsd` of Jenkins' xUnit plugin, which pytest holds its reports against: of each element what may
# stand in it, what it must say and what it may say.
ELEMENTS: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": ({"testsuite"}, set(), {"name", "time", "tests", "failures", "errors"}),
    "testsuite": (
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
        {"name", "tests", "failures", "errors"},
        {"group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url", "version"},
    ),
    "properties": ({"property"}, set(), set()),
    "property": (set(), {"name", "value"}, set()),
    "testcase": (
        {"skipped", "error", "failure", "rerunFailure", "rerunError", "flakyFailure", "flakyError", "system-out",
         "system-err"},
        {"name"},
        {"time", "classname", "group"},
    ),
    **dict.fromkeys(("skipped", "error", "failure"), (set(), set(), {"type", "message"})),
}  # fmt: skip
MIXED = {"skipped", "error", "failure", "system-out", "system-err"}
TIME = re.compile(r"(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]{0,3})?")


def broken_rules(element: ElementTree.Element) -> Iterator[str]:
    inside, must, may = ELEMENTS[element.tag]
    said = set(element.attrib)
    if not must <= said <= must | may:
        yield f"{element.tag} says {sorted(said)}"
    if element.tag not in MIXED and (element.text or "").strip():
        yield f"{element.tag} has a text"
    if not TIME.fullmatch(element.get("time", "")):
        yield f"{element.tag} takes {element.get('time')}"
    for child in element:
        if child.tag not in inside or (child.tail or "").strip():
            yield f"{child.tag} stands in {element.tag}"
        yield from broken_rules(child)


class TestJUnit:
    @settings(max_examples=40, deadline=None)
    @given(results())
    def test_it_keeps_to_its_schema(self, drawn: Result) -> None:
        root = ElementTree.fromstring(exported(drawn, "junit", {}).encode())
        assert root.tag == "testsuites"
        assert not list(broken_rules(root))
        suite = root[0]
        tags = [case[0].tag if len(case) else "" for case in suite.iter("testcase")]
        counted = {name: int(suite.attrib[name]) for name in ("tests", "failures", "errors", "skipped")}
        assert counted == {
            "tests": len(tags),
            "failures": tags.count("failure"),
            "errors": tags.count("error"),
            "skipped": tags.count("skipped"),
        }

    def test_properties_of_a_test_case_would_break_it(self) -> None:
        root = ElementTree.fromstring(exported(ALL, "junit", {}))
        ElementTree.SubElement(root[0][1], "properties")
        assert list(broken_rules(root)) == ["properties stands in testcase"]

    def test_outcomes_points_and_times(self) -> None:
        suite = ElementTree.fromstring(exported(ALL, "junit", {}))[0]
        assert [[child.tag for child in case] for case in suite.findall("testcase")] == [
            [], ["failure"], ["skipped"], ["skipped"], ["error"],
        ]  # fmt: skip
        assert (suite.get("time"), suite.get("timestamp"), suite.get("hostname")) == (
            "1.250", "2026-11-22T14:32:01", None,
        )  # fmt: skip
        found = {each.get("name"): each.get("value") for each in suite.iter("property")}
        assert (found["points.partials"], found["score.partials"]) == ("3", "0")
        assert (found["points.frozen"], "score.frozen" in found) == ("1.5", False)


class TestGitHub:
    def test_places_and_folders(self) -> None:
        slope = RESULTS["some_failed"][0].exercises[1]
        found = exported(result(slope), "github-annotations", {"GRADE_FOLDER": "week 1/a,b/"})
        assert found.startswith("::error file=week 1/a%2Cb/autograd.py,line=9,endLine=9,title=slope · The slope as a ")

    def test_what_was_not_graded_is_no_error(self) -> None:
        lines = exported(ALL, "github-annotations", {}).splitlines()
        assert [line.partition(" ")[0] for line in lines] == ["::error", "::warning", "::notice"]
        assert lines[-1].endswith("2 of 8.5 points; not everything could be graded")

    def test_outputs(self) -> None:
        assert exported(ALL, "github-outputs", {}) == (
            "score=2\nmax-score=8.5\npassed=false\ncomplete=false\nnotes=\ntorch=2.13.0\n"
        )

    def test_the_summary_says_first_what_the_total_does_not(self) -> None:
        lines = exported(ALL, "markdown", {}).splitlines()
        assert lines[0] == "## Automatic differentiation: 2 of 8.5 points"
        assert lines[2].startswith("Not everything could be graded.")
        assert "| ? | frozen · Without a graph | could not be graded | ?/1.5 |" in lines
        assert "| – | moved · On the GPU | not run here | –/1 |" in lines

    def test_withdrawn_exercises_are_passed(self) -> None:
        gone = ExerciseResult(
            "a", "A", 100, 100, Outcome.PASSED, Cause.WITHDRAWN, Message("withdrawn", {"reason": "typo"})
        )
        assert "withdrawn, everybody has its points: typo" in exported(result(gone), "markdown", {})


@pytest.mark.parametrize("cause", [Cause.IMPORT, Cause.MACHINE])
def test_one_finding_is_told_once(cause: Cause) -> None:
    """However many exercises a file that is not imported takes with it, or a machine that fails."""
    message = Message("cause.import", said="the file could not be imported")
    outcome = OUTCOMES[cause]
    score = None if outcome is Outcome.UNGRADED else 0
    broken = [ExerciseResult(f"e{n}", f"E{n}", 100, score, outcome, cause, message) for n in range(3)]
    other = ExerciseResult("other", "Other", 100, 0, Outcome.FAILED, Cause.WRONG, Message("cause.wrong", said="off"))
    found = result(*broken, other)
    said = "the file could not be imported"
    assert exported(found, "github-annotations", {}).count(said) == 1
    assert "title=e0 · E0 and 2 more" in exported(found, "github-annotations", {})
    assert exported(found, "markdown", {}).count(said) == 1
    page = exported(found, "html", {}).lower()
    assert page.count(said) == 1
    assert page.count("the same as for") == 2
