"""The JSON result keeps to its published schema, says all of it, and is written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from grader.errors import MachineError
from grader.model.result import Cause, Outcome, Result
from grader.reporters.json_result import to_json, write
from grader.reporters.numbers import points, worth
from grader.reporters.summary import Surroundings

Example = tuple[str, Result, Surroundings]
SCHEMA = json.loads((files("grader") / "schemas" / "result.schema.json").read_text(encoding="utf-8"))
# What a result may lack: what a later room fills in, what there is of several files only, and of numbers that differ.
OPTIONAL = {"cell", "device", "diagnosis", "excerpt", "files", "hidden", "hint", "notes", "place", "steps", "worst"}


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_results_keep_to_the_schema(example: Example) -> None:
    _, result, _ = example
    jsonschema.Draft202012Validator(SCHEMA).validate(to_json(result))


def objects(schema: object) -> Iterator[dict[str, object]]:
    if isinstance(schema, dict):
        if "properties" in schema and "required" in schema:
            yield schema
        for part in schema.values():
            yield from objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects(part)


def test_only_what_comes_later_is_optional() -> None:
    for found in objects(SCHEMA):
        assert set(found["properties"]) - set(found["required"]) <= OPTIONAL


def test_every_key_that_is_written_is_in_the_schema(example: Example) -> None:
    _, result, _ = example
    closed = json.loads(json.dumps(SCHEMA))
    for found in objects(closed):
        found["additionalProperties"] = False
    jsonschema.Draft202012Validator(closed).validate(to_json(result))


def test_the_enumerations_are_the_model_s() -> None:
    assert SCHEMA["$defs"]["cause"]["enum"] == [*map(str, Cause), None]
    assert SCHEMA["$defs"]["outcome"]["enum"] == [*map(str, Outcome)]


def test_points_are_exact() -> None:
    for hundredths in range(2000):
        text = json.dumps(points(hundredths))
        assert len(text.partition(".")[2]) <= 2
        assert round(float(text) * 100) == hundredths
    assert [worth(100), worth(250), worth(0)] == ["1 point", "2.5 points", "0 points"]


def test_totals_are_the_sums(example: Example) -> None:
    _, result, _ = example
    found = to_json(result)
    assert found["score"] == pytest.approx(sum(each["score"] or 0 for each in found["exercises"]))
    assert found["points"] == pytest.approx(sum(each["points"] for each in found["exercises"]))


def test_what_is_not_graded_has_no_score(examples: dict[str, tuple[Result, Surroundings]]) -> None:
    found = to_json(examples["not_all_graded"][0])
    assert [each["score"] for each in found["exercises"]] == [2, 0, None, 2]
    assert (found["complete"], found["points"], found["max_score"], found["score"]) == (False, 6.5, 5.5, 4)


def test_messages_are_text_and_record(examples: dict[str, tuple[Result, Surroundings]]) -> None:
    partials = to_json(examples["one_asked_for"][0])["exercises"][0]
    check = partials["cases"][1]["checks"][0]
    assert check == {
        "address": "partials/several rows/result.0.shape",
        "path": "result.0",
        "kind": "shape",
        "outcome": "failed",
        "observed_by": "grader",
        "expected": "(2, 4)",
        "actual": "(4, 2)",
        "message": {
            "id": "shape.differs",
            "text": "expected shape (2, 4), got (4, 2)",
            "parameters": {"expected": "(2, 4)", "actual": "(4, 2)"},
        },
        "line": 33,
    }
    assert partials["cases"][1]["python"].startswith("import torch")
    assert partials["cases"][1]["drawn"] == {"B": "2", "S": "4"}


def test_student_text_is_inert(examples: dict[str, tuple[Result, Surroundings]]) -> None:
    text = json.dumps(to_json(examples["hostile"][0]), ensure_ascii=False)
    assert text.isprintable()
    assert "##[" not in text


def test_written_atomically(tmp_path: Path, examples: dict[str, tuple[Result, Surroundings]]) -> None:
    target = tmp_path / "result.json"
    target.write_text("old")
    for result, _ in examples.values():
        write(result, str(target))
        assert json.loads(target.read_text(encoding="utf-8")) == to_json(result)
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_what_was_there(tmp_path: Path, examples: dict[str, tuple[Result, Surroundings]]) -> None:
    result, _ = examples["all_passed"]
    target = tmp_path / "result.json"
    target.write_text("old")
    with pytest.raises(ValueError):
        write(replace(result, run={"seconds": float("nan")}), str(target))
    assert target.read_text() == "old"
    for nowhere in (tmp_path, tmp_path / "no" / "folder.json"):
        with pytest.raises(MachineError, match="could not be written"):
            write(result, str(nowhere))
    assert list(tmp_path.iterdir()) == [target]


def test_a_device_is_not_replaced(examples: dict[str, tuple[Result, Surroundings]]) -> None:
    write(examples["all_passed"][0], "/dev/null")
    assert not Path("/dev/null").is_file()


def test_standard_output(
    capfdbinary: pytest.CaptureFixture[bytes], examples: dict[str, tuple[Result, Surroundings]]
) -> None:
    result, _ = examples["some_failed"]
    write(result, "-")
    assert json.loads(capfdbinary.readouterr().out) == to_json(result)


def test_all_files_are_named_where_there_are_several(example: Example) -> None:
    _, result, _ = example
    assert "files" not in to_json(result)["submission"]  # type: ignore[operator]
    found = to_json(replace(result, files=("a.py", "b\x1b.py")))["submission"]
    assert found["files"] == ["a.py", "b\\x1b.py"]  # type: ignore[index,call-overload]
