"""From a function to an exercise that passes the audit; what is there stays as it is."""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from packaging.requirements import Requirement

from grader.audit import audit
from grader.cli import cli
from grader.commands import new
from grader.sandbox import Runner
from grader.spec import assignment_file, load_assignment, load_course
from grader.spec.marked import without
from grader.version import __version__

FUNCTIONS = '''\
import torch
from torch import Tensor, nn


def pick(scores: Tensor, labels: Tensor) -> Tensor:
    """Return from each row of scores the one of its label.

    scores: shape (N, C); labels: whole numbers below C.
    """
    return scores[torch.arange(len(labels)), labels]


class Affine(nn.Module):
    """The product of x with a weight, and a bias.

    x: a tensor of shape (batch, inputs)
    """

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(inputs, outputs))
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.weight + self.bias


def count(x: Tensor) -> int:
    """Return how many numbers of x are positive."""
    return int((x > 0).sum())


def join(parts: list[Tensor]) -> Tensor:
    """Return all of them in one."""
    return torch.cat(parts)


def refuses(x: Tensor) -> Tensor:
    """Return nothing, ever."""
    raise ValueError("never")


def silent(x: Tensor) -> Tensor:
    return x
'''
Run = Callable[..., Result]


@pytest.fixture
def run(fork: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`grade new …` in a new course."""

    @contextmanager
    def shared(backend: str | None = None) -> Iterator[Runner]:
        assert backend is None
        yield fork

    monkeypatch.setattr(new, "start_runner", shared)
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["new", *arguments], prog_name="grade")

    made = invoke("course", "c", "--title", 'It\'s "new": 1')
    assert made.exit_code == 0
    os.chdir("c")
    listed = [line.strip() for line in made.output.splitlines() if line.startswith("  ")]
    assert sorted(listed) == sorted(str(each) for each in Path().rglob("*") if each.is_file())
    return invoke


def is_green(runner: Runner, name: str, only: str = "") -> bool:
    course = load_course(Path("course.yaml"))
    assignment = load_assignment(assignment_file(course, name), course, is_authors=True)
    return audit(course, assignment, runner, lambda *_: None, seeds=1, only=frozenset(only.split()), most=4).is_green


def test_from_nothing_to_an_assignment_that_passes_the_audit(run: Run, fork: Runner) -> None:
    assert load_course(Path("course.yaml")).title == 'It\'s "new": 1'
    found = run("assignment", "first")
    assert found.exit_code == 0, found.output
    assert "row-means is an exercise of first. It draws {randn: [rows, columns]}." in found.output
    assert is_green(fork, "first")
    assert "mean" not in Path("assignments/first/starter.py").read_text().partition("raise")[2]


def test_a_course_is_the_same_on_every_machine(run: Run) -> None:
    """Editors find the words of the language in it, and a host installs the grader and proves each push."""
    assert run("assignment", "first").exit_code == 0
    for file in (Path("course.yaml"), Path("assignments/first/assignment.yaml")):
        line, _, _ = file.read_text().partition("\n")
        schema = file.parent / line.removeprefix("# yaml-language-server: $schema=")
        assert schema.resolve().is_relative_to(Path.cwd())
        assert json.loads(schema.read_text())["$schema"]
    settings = json.loads(Path(".vscode/settings.json").read_text())
    for schema, files in settings["yaml.schemas"].items():
        assert Path(schema).is_file()
        assert list(Path().glob(files))
    workflow = yaml.safe_load(Path(".github/workflows/audit.yml").read_text())
    steps = [step["run"].strip() for step in workflow["jobs"]["audit"]["steps"] if "run" in step]
    assert steps == ["python -m pip install -r requirements.txt", "grade validate", "grade audit"]
    assert workflow["permissions"] == {"contents": "read"}
    lines = [line for line in Path("requirements.txt").read_text().splitlines() if not line.startswith("#")]
    assert [Requirement(line).name for line in lines] == ["torch-grader", "torch", "pytest"]
    assert __version__ in Requirement(lines[0]).specifier


def test_exercises_are_added_to_what_is_there(run: Run, fork: Runner) -> None:
    Path("reference/mine").mkdir(parents=True)
    Path("reference/mine/solution.py").write_text(FUNCTIONS)
    for name in ("Affine", "pick", "count"):
        found = run("exercise", "mine", name)
        assert found.exit_code == 0, found.output
        # What authors change in between stays.
        file = Path("assignments/mine/assignment.yaml")
        file.write_text(file.read_text().replace("points: 1", f"points: 2  # {name}"))
    text = Path("assignments/mine/assignment.yaml").read_text()
    assert "# Affine" in text and "# pick" in text and "labels: {randint: [N], from: 0..C-1}" in text
    assert text.count("backward: random") == 2
    assert is_green(fork, "mine")


def test_the_first_mistake_tells_students_no_code(run: Run) -> None:
    """Its docstring is their hint: it names the kind of slip."""
    Path("reference/mine").mkdir(parents=True)
    Path("reference/mine/solution.py").write_text(FUNCTIONS)
    for name in ("Affine", "pick", "count"):
        assert run("exercise", "mine", name).exit_code == 0
    told = [ast.get_docstring(ast.parse(file.read_text())) for file in Path("reference/mine/wrong").iterdir()]
    assert len(told) >= 2
    assert all(text and re.fullmatch(r"There is one slip: [a-z ,]+\.", text) for text in told)


def test_the_guide_begins_what_it_shows(run: Run, fork: Runner) -> None:
    """The functions of the guide beside the sample, which is then taken out as it says."""
    assert run("assignment", "first").exit_code == 0
    page = (Path(__file__).parents[2] / "docs" / "authors.md").read_text("utf-8").partition("## Begin")[2]
    shown = re.findall(r"^```python\n(.*?)^```$", page.partition("\n## ")[0], re.M | re.S)
    solution, starter = Path("reference/first/solution.py"), Path("assignments/first/starter.py")
    solution.write_text("\n\n".join([solution.read_text().replace("import Tensor", "import Tensor, nn"), *shown]))
    for name in ("pick", "Affine"):
        found = run("exercise", "first", name)
        assert found.exit_code == 0 and name in found.output.replace("affine", "Affine"), found.output
    for file in (solution, starter):
        file.write_text(without(file.read_text(), {"row_means"}))
    Path("reference/first/wrong/row_means_slip.py").unlink()
    specification = Path("assignments/first/assignment.yaml")
    specification.write_text(re.sub(r"  - id: row-means\n.*?(?=  - id)", "", specification.read_text(), flags=re.S))
    assert "row" not in specification.read_text()
    assert is_green(fork, "first")


def test_a_starter_that_the_solution_makes_stays_so(run: Run, fork: Runner) -> None:
    marked = FUNCTIONS.replace("    return int(", "    # BEGIN SOLUTION\n    return int(").replace(
        "(x > 0).sum())\n", "(x > 0).sum())\n    # END SOLUTION\n"
    )
    Path("reference/mine").mkdir(parents=True)
    Path("reference/mine/solution.py").write_text(marked)
    refused = run("exercise", "mine", "pick")
    assert refused.exit_code == 2
    assert "would show `pick` as it is: put `# BEGIN SOLUTION`" in " ".join(refused.output.split())
    assert not Path("assignments").exists()
    found = run("exercise", "mine", "count")
    assert found.exit_code == 0, found.output
    assert [file.name for file in Path("assignments/mine").iterdir()] == ["assignment.yaml"]
    assert is_green(fork, "mine")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("join", "annotate it as Tensor, int, float or bool"),
        ("refuses", "state the shape of each tensor in its docstring (`x: … of shape (N, D)`). What stopped the first"),
        ("silent", "`silent` has no docstring: it becomes the task"),
        ("absent", "no function or class `absent` at the top of `reference/mine/solution.py`. There is: pick, Affine,"),
        ("pcik", "no function or class `pcik` at the top of `reference/mine/solution.py`. Did you mean `pick`?"),
    ],
)
def test_what_cannot_be_begun_writes_nothing(name: str, words: str, run: Run) -> None:
    Path("reference/mine").mkdir(parents=True)
    Path("reference/mine/solution.py").write_text(FUNCTIONS)
    found = run("exercise", "mine", name)
    assert found.exit_code == 2 and words in found.output.replace("\n       ", " ")
    assert not Path("assignments").exists()
    assert [each.name for each in Path("reference/mine").iterdir()] == ["solution.py"]


def test_nothing_is_overwritten(run: Run) -> None:
    assert run("assignment", "first").exit_code == 0
    before = {file: file.read_bytes() for file in Path().rglob("*") if file.is_file()}
    for arguments in (("assignment", "first"), ("exercise", "first", "row_means"), ("course", ".")):
        found = run(*arguments)
        assert found.exit_code == 2 and "already" in found.output, found.output
    assert {file: file.read_bytes() for file in Path().rglob("*") if file.is_file()} == before


def test_what_stands_otherwise_is_added_to_or_left(run: Run, fork: Runner) -> None:
    assert run("assignment", "first").exit_code == 0
    solution, file = Path("reference/first/solution.py"), Path("assignments/first/assignment.yaml")
    solution.write_text(f"{FUNCTIONS}\n\n{solution.read_text()}")
    text = file.read_text()
    file.write_text(text.replace("\n  ", "\n"))  # no indentation before the dash
    found = run("exercise", "first", "count")
    assert found.exit_code == 0, found.output
    assert is_green(fork, "first", "count")
    file.write_text(text + "limits: {seconds: 5}\n")
    found = run("exercise", "first", "Affine")
    assert found.exit_code == 2 and "is `exercises` the last word there" in " ".join(found.output.split())
    assert file.read_text() == text + "limits: {seconds: 5}\n"


@pytest.mark.parametrize("name", ["../up", "a b", ""])
def test_names_that_are_none(name: str, run: Run) -> None:
    assert run("assignment", name).exit_code == 2
    assert not Path("reference").exists()
