"""One mistake, one error: golden specifications, each with what is said of it beside it.

``pytest tests/spec --regenerate`` writes the ``.json`` files anew; read the diff before keeping it.
"""

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import pytest

from grader.errors import Problem, SpecificationError
from grader.spec import load_assignment, load_course

GOLDEN = Path(__file__).parent / "golden" / "errors"
FILES = sorted(GOLDEN.glob("*.yaml"))


def problems_of(golden: Path, folder: Path) -> list[Problem]:
    """What is said of the file, in a course of one other assignment."""
    other = folder / "assignments" / "autograd" / "assignment.yaml"
    other.parent.mkdir(parents=True)
    other.touch()
    is_course = golden.name.startswith("course.")
    file = folder / ("course.yaml" if is_course else "assignments/broken/assignment.yaml")
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(golden.read_bytes())
    with pytest.raises(SpecificationError) as caught:
        load_course(file) if is_course else load_assignment(file, None)
    return caught.value.problems


@pytest.mark.parametrize("golden", FILES, ids=lambda file: file.stem)
def test_one_mistake_gives_this_error(golden, tmp_path, monkeypatch, regenerate):
    monkeypatch.chdir(tmp_path)
    found = problems_of(golden, tmp_path)
    assert len(found) == 1, "\n".join(map(str, found))
    actual = {name: value for name, value in asdict(found[0]).items() if value is not None}
    expected = golden.with_suffix(".json")
    if regenerate:
        expected.write_text(json.dumps(actual, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    assert actual == json.loads(expected.read_text(encoding="utf-8"))


def test_there_are_thirty_and_at_most_three_of_a_class():
    classes = Counter(file.stem.partition(".")[0] for file in FILES)
    assert len(FILES) >= 30
    assert max(classes.values()) <= 3
    assert {file.stem for file in GOLDEN.glob("*.json")} == {file.stem for file in FILES}


def test_most_say_what_was_meant():
    suggested = [file for file in GOLDEN.glob("*.json") if "suggestion" in json.loads(file.read_text("utf-8"))]
    assert len(suggested) >= 30
