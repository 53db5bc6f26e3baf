"""What holds of every law, those to come included: documented, with a schema, messages that can be filled."""

from __future__ import annotations

import re
import string
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from grader.checks import KINDS
from grader.judge import MESSAGES as JUDGE
from grader.laws import LAWS
from grader.laws.law import Law
from grader.score import MESSAGES as SCORE
from grader.spec import load_assignment

FOLDER = Path(sys.modules["grader.laws"].__file__ or "").parent
SOURCES = {path.stem: text for path in FOLDER.glob("*.py") if "\nLAW = Law(" in (text := path.read_text("utf-8"))}
every_law = pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)


def test_the_registry_is_alphabetical_and_has_a_file_each() -> None:
    assert list(LAWS) == sorted(LAWS) == sorted(SOURCES)
    assert all(law.name == name for name, law in LAWS.items())
    assert not LAWS.keys() & KINDS.keys()


@every_law
def test_a_law_is_documented(law: Law) -> None:
    first, blank, *why = SOURCES[law.name].split('"""')[1].splitlines()
    assert first.startswith(f"`{law.name}`: ") and first.endswith(".")
    assert not blank
    assert len(" ".join(why)) > 80
    assert law.summary and not law.summary.endswith(".")


@every_law
def test_it_says_what_a_constant_answer_does_and_what_of_steps(law: Law) -> None:
    text = SOURCES[law.name].split('"""')[1]
    assert re.search(r"\bsteps?\b", text)
    assert "`expect`" in text or law.name == "depends_on"


@every_law
def test_a_schema_is_one_and_its_example_satisfies_it(law: Law) -> None:
    jsonschema.Draft202012Validator.check_schema(law.schema)
    (exercise,) = yaml.safe_load(law.example)
    jsonschema.validate(exercise["laws"][law.name], law.schema)


@every_law
def test_an_example_is_an_exercise(law: Law, tmp_path: Path) -> None:
    file = tmp_path / "example" / "assignment.yaml"
    file.parent.mkdir()
    file.write_text(f"format: 1\ntitle: Example\nsubmission: example.py\nexercises:\n{law.example}", "utf-8")
    (exercise,) = load_assignment(file, None).exercises
    assert law.name in {demand.name for case in exercise.cases for demand in case.laws}


WRONG = {
    "causal": [{"of": "x"}, {"dim": 1}, {"of": [], "dim": 1}, {"of": "x", "dim": "1"}, {"of": "x", "dim": 1, "by": 2}],
    "depends_on": [{"of": "result"}, {"input": "x"}, {"of": "result", "at": ":, 0", "input": "x"}],
    "gradcheck": [False, {}, {"of": []}, "x"],
    "inverse": ["encode", {}, {"of": ["a", "b"]}],
    "permutes": [{"of": "x"}, {"of": "x", "dim": 1.5}],
    "round_trip": ["encode", ["encode"], ["a", "b", "c"], {"of": "encode"}],
    "same_on": ["cuda", [], ["cpu"], ["cuda", "cuda"]],
    "splits": [{"of": "x", "dim": 1}, {"of": "x", "dim": 1, "parts": [4]}, {"of": "x", "dim": 0, "parts": "1"}],
    "unchanged_by": [{"to": "x"}, {"add": 1.0}, {"add": "1", "to": "x"}, {"add": 1, "to": []}],
}  # fmt: skip


@every_law
def test_a_schema_refuses_what_is_no_argument(law: Law) -> None:
    for argument in WRONG[law.name]:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(argument, law.schema)


@every_law
def test_a_law_makes_the_messages_that_it_words(law: Law) -> None:
    made = set(re.findall(r'"(\w+\.\w+)"', SOURCES[law.name].split("\nLAW = ")[0]))
    assert made == set(law.messages)
    assert all(name.startswith(f"{law.name}.") for name in made)


def test_templates_are_plain_and_have_one_owner() -> None:
    tables = [JUDGE, SCORE, *(entry.messages for entry in (*KINDS.values(), *LAWS.values()))]
    names = [name for table in tables for name in table]
    assert len(names) == len(set(names))
    for law in LAWS.values():
        for template in law.messages.values():
            fields = [field for _, field, _, _ in string.Formatter().parse(template) if field is not None]
            assert all(field.isidentifier() for field in fields), template
            assert not template.endswith("."), template


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.py")), ids=lambda file: file.name)
def test_nothing_but_the_model_is_imported(file: Path) -> None:
    allowed = r"grader\.checks\.kind|grader\.laws(\.\w+)?|grader\.model(\.\w+)?"
    imported = re.findall(r"^from (grader\S*) import", file.read_text("utf-8"), re.MULTILINE)
    assert all(re.fullmatch(allowed, module) for module in imported)


def test_laws_load_neither_numpy_nor_torch() -> None:
    code = "import sys, grader.laws; sys.exit(any(name in sys.modules for name in ('numpy', 'torch')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_only_a_law_about_devices_needs_one() -> None:
    needed = {name: law.devices(["cuda", "mps"]) for name, law in LAWS.items()}
    assert needed.pop("same_on") == ("cuda", "mps")
    assert not any(needed.values())
