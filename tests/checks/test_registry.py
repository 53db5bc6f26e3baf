"""What holds of every kind, those to come included: documented, with a schema, messages that can be filled."""

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
from grader.checks.kind import Kind, Observation
from grader.judge import MESSAGES as JUDGE
from grader.score import MESSAGES as SCORE
from grader.spec import load_assignment

FOLDER = Path(sys.modules["grader.checks"].__file__ or "").parent
NO_KINDS = ("__init__", "kind", "nested", "statistics")
SOURCES = {path.stem.rstrip("_"): path.read_text() for path in FOLDER.glob("*.py") if path.stem not in NO_KINDS}
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def test_the_registry_is_alphabetical_and_has_a_file_each() -> None:
    assert list(KINDS) == sorted(KINDS) == sorted(SOURCES)
    assert all(kind.name == name for name, kind in KINDS.items())


@every_kind
def test_a_kind_is_documented(kind: Kind) -> None:
    first, blank, *why = SOURCES[kind.name].split('"""')[1].splitlines()
    assert first.startswith(f"`{kind.name}`: ") and first.endswith(".")
    assert not blank
    assert len(" ".join(why)) > 80
    assert kind.summary and not kind.summary.endswith(".")
    assert kind.observes <= set(Observation) and kind.observes


@every_kind
def test_a_schema_is_one_and_its_example_satisfies_it(kind: Kind) -> None:
    jsonschema.Draft202012Validator.check_schema(kind.schema)
    (exercise,) = yaml.safe_load(kind.example)
    arguments = [
        check[kind.name] for check in exercise["expect"].values() if isinstance(check, dict) and kind.name in check
    ]
    for argument in arguments:
        jsonschema.validate(argument, kind.schema)
    assert arguments or kind.name in exercise["expect"].values()


@every_kind
def test_an_example_is_an_exercise(kind: Kind, tmp_path: Path) -> None:
    file = tmp_path / "example" / "assignment.yaml"
    file.parent.mkdir()
    file.write_text(f"format: 1\ntitle: Example\nsubmission: example.py\nexercises:\n{kind.example}", "utf-8")
    (exercise,) = load_assignment(file, None).exercises
    assert kind.name in {check.kind for case in exercise.cases for check in case.checks}


@every_kind
def test_a_kind_makes_the_messages_that_it_words(kind: Kind) -> None:
    made = set(re.findall(r'"(\w+\.\w+)"', SOURCES[kind.name].split("KIND = ")[0]))
    assert made == set(kind.messages)
    assert all(name.startswith(f"{kind.name}.") for name in made)


def test_templates_are_plain_and_have_one_owner() -> None:
    tables = [JUDGE, SCORE, *(kind.messages for kind in KINDS.values())]
    names = [name for table in tables for name in table]
    assert len(names) == len(set(names))
    for table in tables:
        for template in table.values():
            fields = [field for _, field, _, _ in string.Formatter().parse(template) if field is not None]
            assert all(field.isidentifier() for field in fields), template
            assert not template.endswith("."), template


@every_kind
def test_nothing_but_the_model_and_what_kinds_share_is_imported(kind: Kind) -> None:
    shared = {f"grader.checks.{name}" for name in NO_KINDS}
    imported = re.findall(r"^from (grader\S*) import", SOURCES[kind.name], re.MULTILINE)
    assert all(module in shared or module.startswith("grader.model.") for module in imported)


def test_kinds_load_neither_numpy_nor_torch() -> None:
    code = "import sys, grader.checks; sys.exit(any(name in sys.modules for name in ('numpy', 'torch')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
