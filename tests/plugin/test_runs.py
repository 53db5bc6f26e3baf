"""Real runs, with the shipped course's exercises: in this process, and in two workers of pytest-xdist."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader import progress
from grader.commands.grading import request_of
from grader.commands.wish import Wish
from grader.pipeline import grade
from grader.sandbox import Runner
from tests.plugin.conftest import PLUGIN

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]
WORK = """\
import os

import torch

print("loading in", os.getpid())


def square(x):
    print("squaring")
    return x.detach() ** 2


def slope(x):
    leaf = torch.tensor(float(x) + 1, requires_grad=True)
    (leaf**2).backward()
    return leaf.grad.item()


def partials(x, y):
    raise NotImplementedError


def accumulated(x, times):
    total = torch.zeros_like(x)
    for _ in range(times):
        total = total + 2 * x.detach()
    return total


def frozen(x):
    return x.nothing()
"""
SELECTED = "square or slope or partials or accumulated or frozen"


@pytest.fixture
def work(pytester: pytest.Pytester) -> Path:
    root = pytester.path
    for folder in ("assignments", "reference"):
        shutil.copytree(ROOT / folder / "autograd", root / folder / "autograd")
    (root / "course.yaml").write_text("format: 1\ntitle: One of them\nassignments: [autograd]\n")
    (root / "autograd.py").write_text(WORK)
    return root / "autograd.py"


@pytest.mark.slow
def test_it_agrees_with_grade_check(
    work: Path, pytester: pytest.Pytester, fork: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = pytester.runpytest_inprocess(*PLUGIN, "--grade", "-rA")
    checked = grade(request_of(Wish(work, None, None, None, official=False)), fork)
    kept = progress.read(work.parent)
    assert {each.id: kept.of("autograd", each.id).score for each in checked.exercises} == {
        each.id: each.score for each in checked.exercises
    }
    outcomes = [str(each.outcome) for each in checked.exercises]
    assert {word: found.parseoutcomes()[word] for word in outcomes} == {word: outcomes.count(word) for word in outcomes}
    found.stdout.fnmatch_lines(
        [
            "*square · A graph for x²*",
            "     no gradient reached `x`*",
            "*A hint: `grade hint autograd/square`",
            "*Captured stdout call*",
            "squaring",
            "SKIPPED * autograd.py:13: not judged until `square` passes",
            "FAILED autograd.py::square - no gradient reached `x`*",
            "FAILED autograd.py::partials - not written yet",
        ]
    )


@pytest.mark.slow
def test_two_workers_find_the_same(work: Path, pytester: pytest.Pytester) -> None:
    found = pytester.runpytest_subprocess(*PLUGIN, "-p", "xdist", "-n", "2", "--grade", "-k", SELECTED, "-v")
    found.assert_outcomes(failed=3, passed=1, skipped=1)
    for line in (
        "* FAILED autograd.py::square *",
        "* SKIPPED autograd.py::slope *",
        "* PASSED autograd.py::accumulated *",
        "     no gradient reached `x`*",
        "grade: autograd.py: 1 of 5 exercises pass, 2/8 points",
        "FAILED autograd.py::square - no gradient reached `x`*",
    ):
        found.stdout.fnmatch_lines([line])
    kept = progress.read(work.parent)
    assert kept.of("autograd", "accumulated").passed
    assert kept.of("autograd", "frozen").tried
    assert not kept.of("autograd", "partials").tried
