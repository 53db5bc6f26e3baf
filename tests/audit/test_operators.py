"""Each operator makes the change that it names, and mutants of a text are made the same way each time."""

from __future__ import annotations

import re

import pytest

from grader.audit.operators import OPERATORS
from grader.audit.sources import MOST, mentions, reached, source_mutants
from grader.model.spec import Exercise, Limits
from grader.sandbox import Source


def mutants(text: str, operator: str = "", seed: int = 0) -> list[str]:
    """The lines that come out where an operator changes ``text``, the body of a function."""
    lines = text if text.startswith(("def", "class")) else "def f(x, y):\n    " + text.replace("\n", "\n    ")
    found = source_mutants(Source("work.py", lines.encode()), seed)
    return [each.after for each in found if operator in ("", each.operator)]


@pytest.mark.parametrize(
    ("operator", "text", "after"),
    [
        ("arguments", "return g(x, y)", ["return g(y, x)"]),
        ("arguments", "return g(x, y, 2)", ["return g(y, x, 2)", "return g(x, 2, y)"]),
        ("arguments", "return x, y", ["return (y, x)"]),
        ("arguments", "return g(*x, y)", []),
        ("arguments", "return x.transpose(-1, -2)", []),
        ("arithmetic", "return x + y", ["return x - y"]),
        ("arithmetic", "return x - y", ["return x + y"]),
        ("arithmetic", "return x * y", ["return x / y"]),
        ("arithmetic", "return x / y", ["return x * y"]),
        ("arithmetic", "return x // y", ["return x / y"]),
        ("arithmetic", "return x @ y", ["return x * y"]),
        ("arithmetic", "return x ** y", ["return x * y"]),
        ("arithmetic", "return -x", ["return x"]),
        ("arithmetic", "x += y", ["x -= y"]),
        ("axes", "return x.sum(dim=0)", ["return x.sum(dim=-1)"]),
        ("axes", "return x.sum(dim=-1)", ["return x.sum(dim=0)"]),
        ("axes", "return torch.softmax(x, -1)", ["return torch.softmax(x, 0)"]),
        ("axes", "return x.mean((1, 2))", ["return x.mean((2,))", "return x.mean((1,))"]),
        ("axes", "return x.T", ["return x"]),
        ("axes", "return x.transpose(1, 2)", ["return x"]),
        ("axes", "return torch.transpose(x, 1, 2)", ["return x"]),
        ("bias", "return x + bias", ["return x"]),
        ("bias", "return self.bias + x", ["return x"]),
        ("bias", "return nn.Linear(x, y)", ["return nn.Linear(x, y, bias=False)"]),
        ("bias", "return nn.Linear(x, y, bias=b)", []),
        ("comparisons", "return x < y", ["return x <= y", "return x >= y"]),
        ("comparisons", "return x == y", ["return x != y"]),
        ("comparisons", "return x and y", ["return x or y"]),
        ("comparisons", "if x:\n    return y", ["if not x:"]),
        ("constants", "return x + 0", ["return x + 1"]),
        ("constants", "return x + 1", ["return x + 0", "return x + 2"]),
        ("constants", "return x + 5", ["return x + 6"]),
        ("constants", "return x + 1e-5", ["return x + 0.0", "return x + 1.00001"]),
        ("constants", "return g(keepdim=True)", ["return g(keepdim=False)"]),
        ("extremes", "return x.max()", ["return x.min()"]),
        ("extremes", "return torch.argmin(x)", ["return torch.argmax(x)"]),
        ("extremes", "return x.clamp(min=y)", ["return x.clamp(max=y)"]),
        ("keepdim", "return x.sum(y, keepdim=True)", ["return x.sum(y)"]),
        ("modes", "model.train()", ["model.eval()"]),
        ("modes", "with torch.no_grad():\n    return x", ["with torch.enable_grad():"]),
        ("modes", "return x.requires_grad_()", ["return x.requires_grad_(False)"]),
        ("modes", "return g(self.training)", ["return g(not self.training)"]),
        ("omissions", "return x.detach()", ["return x"]),
        ("omissions", "return torch.relu(x)", ["return x"]),
        ("reductions", "return x.sum()", ["return x.mean()"]),
        (
            "reductions",
            "return g(x, reduction='mean')",
            ["return g(x, reduction='sum')", "return g(x, reduction='none')"],
        ),
        ("reductions", "return x.var(y)", ["return x.std(y)", "return x.var(y, correction=0)"]),
        ("statements", "g(x)\nreturn y", ["pass"]),
        ("statements", "x = g(x)\nreturn x", ["pass"]),
        ("statements", "z = g(x)\nreturn z", []),
        ("statements", "x.grad = None\nreturn x", ["pass"]),
    ],
)
def test_what_an_operator_makes(operator: str, text: str, after: list[str]) -> None:
    assert mutants(text, operator) == after


def test_every_operator_is_shown_above() -> None:
    shown = {mark.args[1][at][0] for mark in test_what_an_operator_makes.pytestmark for at in range(len(mark.args[1]))}
    assert shown == set(OPERATORS)


@pytest.mark.parametrize("name", OPERATORS)
def test_what_students_read_of_a_slip_holds_no_code(name: str) -> None:
    assert re.fullmatch(r"[a-z ,]+", OPERATORS[name].slip)


def test_what_does_not_run_is_left() -> None:
    text = 'def f(x: Tuple[1, 2] = None) -> Array[3]:\n    """Adds 1 and 2."""\n    return x'
    assert mutants(text) == []


def test_a_mutant_says_where_it_is() -> None:
    (first,) = source_mutants(Source("a.py", b"x = y", (("b.py", b"# two\n\n\nclass F:\n    z = 3\n"),)), 0)
    assert (first.definition, first.file, first.line) == ("F", "b.py", 5)
    assert (first.before, first.after) == ("z = 3", "z = 4")
    assert first.source.content == b"x = y"
    assert b"z = 4" in dict(first.source.others)["b.py"]


def test_of_many_the_seed_chooses() -> None:
    text = "return " + " + ".join(map(str, range(2, 2 + MOST)))
    first, again, other = (mutants(text, seed=seed) for seed in (0, 0, 1))
    assert len(first) == MOST
    assert first == again != other


def test_what_an_exercise_runs() -> None:
    text = b"def f(x):\n    return g(x) + K\ndef g(x):\n    return x\ndef h():\n    return f(1)\nK = 2\n"
    exercise = Exercise("e", "e", "", (), 1.0, (), False, ("f",), None, (), Limits())
    assert reached(mentions(Source("work.py", text)), exercise) == {"f", "g", "K"}
