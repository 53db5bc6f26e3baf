"""An assignment of two files, with helpers, data, inputs of the author's, a kind and a law of the course's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.model.result import Cause, Outcome, Result
from grader.reporters.json_result import to_json
from grader.sandbox import Runner
from grader.spec.own import forget_own

ResultOf = Callable[..., Result]

FILES = {
    "course.yaml": "format: 1\n",
    "checks/symmetric.py": """\
from grader.checks.kind import Kind, Observation
from grader.model.message import Message


def judge(argument, evidence):
    matrix = evidence.array(evidence.actual)
    if matrix is None or matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        return Message("symmetric.not_square")
    return None if abs(matrix - matrix.T).max(initial=0) < 1e-4 else Message("symmetric.not")


KIND = Kind(
    name="symmetric",
    summary="a matrix equals its transpose",
    schema={"const": True},
    observes=frozenset({Observation.VALUE}),
    judge=judge,
    messages={"symmetric.not_square": "expected a square matrix", "symmetric.not": "it is not symmetric"},
    example="",
)
""",
    "laws/idempotent.py": """\
from dataclasses import replace

from grader.laws.law import Law
from grader.model.message import Message
from grader.model.path import Path

RESULT = Path.parse("result")


def vary(argument, call, record, planning):
    given = tuple((name, planning.at(record, RESULT) if name == argument else tree) for name, tree in call.given)
    return (replace(call, given=given, backward=()),)


def judge(argument, calls, records, judging):
    once, twice = (judging.at(record, RESULT) for record in records)
    return Message("idempotent.not") if judging.compare(twice, once) else None


LAW = Law(
    name="idempotent",
    summary="doing it twice is doing it once",
    schema={"type": "string"},
    vary=vary,
    judge=judge,
    messages={"idempotent.not": "called with its own result it gives another"},
    example="",
    names=lambda argument: (),
)
""",
    "assignments/pair/assignment.yaml": """\
format: 1
submission: [net.py, use.py]
exercises:
  - id: gram
    call: gram
    let: {N: 2..4}
    given: {x: {randn: [N, 3]}}
    expect: {result: {symmetric: true, shape: [N, N]}}
  - id: unit
    call: unit
    given: {x: {randn: [4]}}
    expect: {result: {shape: [4]}}
    laws: {idempotent: x}
  - id: net
    class: Net
    init: {width: 3}
    given: {x: {randn: [2, 3]}}
  - id: middle
    call: middle
    given: {points: {call: points, given: {n: 3}}}
  - id: total
    call: total
    given: {name: data/numbers.txt}
""",
    "assignments/pair/helpers.py": "def halve(x):\n    return x / 2\n",
    "assignments/pair/inputs.py": "import torch\n\ndef points(n):\n    return torch.arange(float(n))\n",
    "assignments/pair/data/numbers.txt": "1 2 3",
    "reference/pair/net.py": """\
from torch import nn


class Net(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.layer = nn.Linear(width, 1)

    def forward(self, x):
        return self.layer(x)


def gram(x):
    return x @ x.T


def unit(x):
    return x / x.norm()
""",
    "reference/pair/use.py": """\
from helpers import halve
from net import Net, gram


def middle(points):
    return halve(points[0] + points[-1])


def total(name):
    with open(name) as file:
        return sum(map(int, file.read().split()))
""",
}


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    yield tmp_path
    forget_own()


def handed_in(root: Path, **changes: tuple[str, str]) -> Path:
    """The reference's files with one text replaced in each that is named; the first of them."""
    folder = root / "work"
    folder.mkdir(exist_ok=True)
    for name in ("net", "use"):
        before, after = changes.get(name, ("", ""))
        text = FILES[f"reference/pair/{name}.py"]
        assert before in text
        (folder / f"{name}.py").write_text(text.replace(before, after) if before else text, "utf-8")
    return folder / "net.py"


def test_the_reference_earns_everything(runner: Runner, root: Path, result_of: ResultOf) -> None:
    result = result_of(runner, "pair", handed_in(root), root=root)
    assert [(each.id, each.message) for each in result.exercises if each.outcome is not Outcome.PASSED] == []
    submission = to_json(result)["submission"]
    assert isinstance(submission, dict)
    assert (submission["file"], submission["files"]) == ("net.py", ["net.py", "use.py"])


WRONG = {
    "symmetric": ({"net": ("x @ x.T", "x @ x[0] * x[:, :1] + x @ x.T @ x @ x.T.abs()")}, "gram"),
    "not square": ({"net": ("x @ x.T", "x")}, "gram"),
    "a law": ({"net": ("x / x.norm()", "x / 2")}, "unit"),
    "the second file": ({"use": ("halve(points", "(points")}, "middle"),
    "a class of the first": ({"net": ("self.layer(x)", "-self.layer(x)")}, "net"),
    "a stub before the right one": ({"net": ("def gram", "def total(name):\n    return None\n\n\ndef gram")}, "total"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_loses_its_exercise_alone(name: str, fork: Runner, root: Path, result_of: ResultOf) -> None:
    changes, lost = WRONG[name]
    result = result_of(fork, "pair", handed_in(root, **changes), root=root)
    assert [each.id for each in result.exercises if each.outcome is not Outcome.PASSED] == [lost]
    (found,) = (each for each in result.exercises if each.id == lost)
    assert found.outcome is Outcome.FAILED


def test_an_exception_shows_the_lines_of_both_files(fork: Runner, root: Path, result_of: ResultOf) -> None:
    submission = handed_in(root, net=("return x @ x.T", "return x @ x"), use=("halve(points", "gram(points"))
    found = {each.id: each for each in result_of(fork, "pair", submission, root=root).exercises}["middle"]
    assert found.cause is Cause.EXCEPTION and found.message is not None
    first, second = (str(line) for line in found.message.parameters["frames"])  # type: ignore[union-attr]
    assert "use.py" in first and "net.py" in second
    assert "from use import middle\nfrom inputs import points" in found.cases[0].snippet


def test_what_is_missing_is_said(fork: Runner, root: Path, result_of: ResultOf) -> None:
    submission = handed_in(root)
    (root / "work/use.py").unlink()
    with pytest.raises(UsageError, match=r"pair asks for net.py, use.py: there is no use.py here"):
        result_of(fork, "pair", submission, root=root)


def test_digests_cover_what_they_name(fork: Runner, root: Path, result_of: ResultOf) -> None:
    def digests() -> tuple[str, str]:
        result = result_of(fork, "pair", root / "work/use.py", "total", root=root)
        return result.specification_digest, result.submission_digest

    handed_in(root)
    before = digests()
    assert digests() == before
    handed_in(root, use=("halve(points", "halve(+points"))
    assert [new == old for new, old in zip(digests(), before, strict=True)] == [True, False]
    handed_in(root)
    (root / "assignments/pair/data/numbers.txt").write_text("1 2 4")
    assert [new == old for new, old in zip(digests(), before, strict=True)] == [False, True]


def test_one_exercise_alone_is_judged_as_among_all(fork: Runner, root: Path, result_of: ResultOf) -> None:
    """An exercise before it writes over what is provided."""
    spoil = "    open('data/numbers.txt', 'w').write('9')\n    return halve"
    submission = handed_in(root, use=("    return halve", spoil))
    whole = {each.id: each for each in result_of(fork, "pair", submission, root=root).exercises}
    (alone,) = result_of(fork, "pair", submission, "total", root=root).exercises
    assert whole["middle"].outcome is whole["total"].outcome is alone.outcome is Outcome.PASSED
    assert replace(whole["total"], output="") == replace(alone, output="")
