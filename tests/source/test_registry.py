"""What holds of every rule, those to come included: documented, with a schema, messages that can be filled."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import torch
import torch.nn.functional as F
import yaml

from grader.source import MESSAGES, RULES
from grader.source.rule import Rule
from grader.source.spelling import OTHERS, meant_by
from grader.source.vocabulary import FUNCTIONS, METHODS
from grader.spec import load_assignment

FOLDER = Path(sys.modules["grader.source"].__file__ or "").parent
SOURCES = {name: (FOLDER / f"{name}.py").read_text("utf-8") for name in RULES}
every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


def test_the_registry_is_alphabetical() -> None:
    assert list(RULES) == sorted(RULES) == ["at_most", "forbid", "loops", "only", "require"]
    assert all(rule.name == name for name, rule in RULES.items())


@every_rule
def test_a_rule_is_documented(rule: Rule) -> None:
    first, blank, *why = SOURCES[rule.name].split('"""')[1].splitlines()
    assert first.startswith(f"`{rule.name}") and first.endswith(".")
    assert not blank
    assert len(" ".join(why)) > 80
    assert rule.summary and not rule.summary.endswith(".")


@every_rule
def test_an_example_is_an_exercise_and_satisfies_the_schema(rule: Rule, tmp_path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(rule.schema)
    (exercise,) = yaml.safe_load(rule.example)
    jsonschema.validate(exercise["source"][rule.name], rule.schema)
    file = tmp_path / "example" / "assignment.yaml"
    file.parent.mkdir()
    file.write_text(f"format: 1\ntitle: Example\nsubmission: example.py\nexercises:\n{rule.example}", "utf-8")
    (exercise,) = load_assignment(file, None).exercises
    assert rule.name in {demand.name for case in exercise.cases for demand in case.source}


@every_rule
def test_a_rule_makes_the_messages_that_it_words(rule: Rule) -> None:
    made = set(re.findall(r'Message\("(\w+\.\w+)"', SOURCES[rule.name]))
    assert made == set(rule.messages) <= set(MESSAGES)
    assert all(name.startswith(f"{rule.name}.") for name in made)


def test_rules_load_neither_numpy_nor_torch() -> None:
    code = "import sys, grader.source; sys.exit(any(name in sys.modules for name in ('numpy', 'torch')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("sofmax", "softmax"), ("einsumm", "einsum"), ("Relu", "ReLU"), ("mat_mul", "matmul"), ("Dropot", "Dropout"),
        ("torch.sofmax", "torch.softmax"), ("torch.nn.Lineer", "torch.nn.Linear"), ("unsqeueze", "unsqueeze"),
        ("torch.softmaxs", "torch.softmax"), ("Tensor.matmull", "Tensor.matmul"), ("zerograd", "zero_grad"),
        ("softmax", None), ("torch.linalg.inv", None), ("torch.nn.init.xavier_uniform_", None), ("sorted", None),
        ("items", None), ("ReLU", None), ("torch.linalg.*", None), ("row_softmax", None), ("softmax2", None),
        ("norms", None), ("conv", None), ("pool", None), ("my_helper", None), ("numpy.meen", None), ("step", None),
    ],
)  # fmt: skip
def test_slips_are_told_from_other_names(name: str, meant: str | None) -> None:
    assert meant_by(name) == meant


def test_the_other_names_are_torchs_too() -> None:
    homes = (torch, torch.nn, torch.nn.init, torch.nn.utils, torch.linalg, torch.fft, torch.special, torch.autograd,
             torch.func, torch.optim, torch.optim.lr_scheduler, torch.utils.data, torch.Tensor, torch.nn.Module, F,
             torch.optim.Optimizer)  # fmt: skip
    gone = [name for name in OTHERS if not any(hasattr(home, name) for home in homes)]
    assert len(gone) < 20, gone


def test_the_names_are_torchs() -> None:
    """A few may come or go with a version of torch."""
    gone = [name for name in METHODS if not hasattr(torch.Tensor, name)]
    gone += [name for name in FUNCTIONS if not hasattr(torch, name) and not hasattr(F, name)]
    assert len(gone) < 20, gone
    assert not METHODS & FUNCTIONS
