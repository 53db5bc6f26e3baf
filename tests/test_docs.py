"""Documentation is executed: its exercises are loaded and graded, its commands run, its numbers and links looked up."""

from __future__ import annotations

import importlib
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import grader
from grader.checks import KINDS
from grader.cli import COMMANDS, cli
from grader.commands import options
from grader.laws import LAWS
from grader.model.spec import Assignment
from grader.pipeline import Request
from grader.pipeline import grade as run_pipeline
from grader.sandbox import Runner, start_runner
from grader.source import RULES
from grader.spec import find_course, load_assignment, load_course
from grader.spec.own import forget_own
from grader.spec.words import MAKERS

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/*.md")])
HEAD = "format: 1\ntitle: An example\nsubmission: example.py\nexercises:\n"
PROVIDED = {"points.npy": "", "inputs.py": "def spiral(count): ...\n"}
# Commands that take longer than a page may, or need a class: others run them.
SLOW = {"audit", "batch", "override", "release", "report"}
FINE = {"check": {0, 1}, "submit": {0, 1}}


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, and the comment just above it."""

    page: Path
    line: int
    language: str
    text: str
    mark: str

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks(page: Path) -> list[Block]:
    pattern = re.compile(r"(?:^<!-- (?P<mark>[^\n]*) -->\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.M | re.S)
    text = page.read_text("utf-8")
    return [
        Block(page, text.count("\n", 0, found.start("text")), found["language"], found["text"], found["mark"] or "")
        for found in pattern.finditer(text)
    ]


ALL = {page: blocks(page) for page in PAGES}
YAML = [block for page in PAGES for block in ALL[page] if block.language == "yaml"]
SOLVED = [
    (block, after)
    for page in PAGES
    for block, after in zip(ALL[page], ALL[page][1:], strict=False)
    if after.mark == "solution"
]


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with start_runner() as started:
        yield started


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Path]:
    """A copy of the shipped course, and beside it what a student handed in."""
    root = tmp_path / "course"
    for name in ("assignments", "reference"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "course.yaml", root)
    (tmp_path / "students" / "alice").mkdir(parents=True)
    shutil.copy(ROOT / "reference" / "linear" / "solution.py", tmp_path / "students" / "alice" / "linear.py")
    yield root
    forget_own()


def load(block: Block, root: Path) -> Assignment | None:
    """Whatever ``block`` is: a course, an assignment, or exercises of one."""
    if "assignments:" in block.text and "exercises:" not in block.text:
        (root / "course.yaml").write_text(block.text, "utf-8")
        load_course(root / "course.yaml")
        return None
    file = root / "assignments" / "example" / "assignment.yaml"
    file.parent.mkdir()
    file.write_text(block.text if "\nexercises:" in block.text else HEAD + block.text, "utf-8")
    for each in ALL[block.page]:
        if each.mark.startswith("in the course: "):
            own = root / each.mark.removeprefix("in the course: ")
            own.parent.mkdir(exist_ok=True)
            own.write_text(each.text, "utf-8")
    # What the examples of `file` and `call` ask for; `tests/explain/test_examples.py` grades them.
    for name, text in PROVIDED.items():
        (file.parent / name).write_text(text, "utf-8")
    return load_assignment(file, find_course(root))


@pytest.mark.parametrize("block", YAML, ids=str)
def test_yaml_loads(block: Block, course: Path) -> None:
    load(block, course)


@pytest.mark.parametrize(("block", "solution"), SOLVED, ids=lambda each: str(each))
def test_an_exercise_pays_its_solution_and_nothing_else(
    block: Block, solution: Block, course: Path, runner: Runner
) -> None:
    assignment = load(block, course)
    assert assignment is not None
    reference = course / "reference" / "example" / "solution.py"
    reference.parent.mkdir()
    reference.write_text(solution.text, "utf-8")
    empty = course / assignment.submission
    empty.write_text("", "utf-8")
    for file, share in ((reference, 1), (empty, 0)):
        result = run_pipeline(Request(file, assignment, find_course(course), 3, "option"), runner)
        assert result.complete
        assert result.score == share * result.points


def commands(page: Path) -> list[list[str]]:
    """What follows `$ grade` in its console blocks, and what the shell blocks run by way of an environment."""
    found = []
    for block in ALL[page]:
        if block.language == "console":
            assert all(line.startswith("$ ") for line in block.text.splitlines()), block
        if block.language in ("console", "sh"):
            found += re.findall(r"^(?:\$ |\.venv/bin/)grade (.*)$", block.text, re.M)
    return [shlex.split(line, comments=True) for line in found]


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=lambda page: page.name)
def test_commands_run(page: Path, course: Path, runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def shared(backend: str | None = None) -> Iterator[Runner]:
        assert backend is None
        yield runner

    monkeypatch.setattr(options, "start_runner", shared)
    monkeypatch.chdir(course)
    monkeypatch.setenv("COLUMNS", "80")
    reported = [block for block in ALL[page] if block.mark.startswith("reported by: ")]
    for arguments in commands(page):
        name = arguments[0]
        assert name in COMMANDS
        if name in SLOW:
            command: click.Command = importlib.import_module(f"grader.commands.{name}").command
            command.make_context(name, arguments[1:])
            continue
        if name == "check":
            write_work(page, course)
        done = CliRunner().invoke(cli, arguments, prog_name="grade")
        assert done.exit_code in FINE.get(name, {0}), done.output
        assert "defect" not in done.output
        for block in reported:
            if shlex.split(block.mark.removeprefix("reported by: grade ")) == arguments:
                assert_reports(block, done.output)
                reported = [other for other in reported if other is not block]
    assert not reported, "a report that no command of the page gives"


def write_work(page: Path, folder: Path) -> None:
    """What the page says that was written, below the starter that is there."""
    for block in ALL[page]:
        if block.mark.startswith("written in: "):
            file = folder / block.mark.removeprefix("written in: ")
            text = file.read_text("utf-8")
            file.write_text(f"{text}\n\n{block.text}" if block.text not in text else text, "utf-8")


def assert_reports(block: Block, output: str) -> None:
    """The block's lines stand in ``output`` in this order, perhaps with others in between."""
    lines = iter([line.rstrip() for line in output.splitlines()])
    for line in filter(None, block.text.splitlines()):
        assert line in lines, f"{block}: the report has no line {line!r} here:\n{output}"


def test_the_readme_has_the_commands_that_ci_runs() -> None:
    readme = {block.mark: block.text for block in ALL[ROOT / "README.md"]}
    grade, test = readme["ci: grade"], readme["ci: test"]
    assert "pip install -c constraints.txt" in grade and "grade submit reference/" in grade
    assert "pip install -c constraints.txt" in test and test.endswith("-m pytest -n logical\n")
    if (bash := shutil.which("bash")) is None:
        pytest.skip("no bash here")
    done = subprocess.run([bash, ROOT / ".ci" / "run", "--commands"], capture_output=True, text=True, check=True)
    assert done.stdout == grade + test


def test_constraints_pin_every_dependency_and_name_no_source() -> None:
    lines = [line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines), "a name and a version, nothing else"
    pinned = {line.partition("==")[0].lower().replace("_", "-") for line in lines}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *project["optional-dependencies"]["class"],
        *project["optional-dependencies"]["test"],
        *project["optional-dependencies"]["dev"],
        *project["optional-dependencies"]["ecosystem"],
    ]
    names = {re.match(r"[\w-]+", each)[0].lower() for each in wanted}  # type: ignore[index]
    assert names - {"torch-grader"} <= pinned


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_page_for_authors_names_all_that_a_specification_may_say() -> None:
    text = (ROOT / "docs" / "authors.md").read_text("utf-8")
    options = {option for named in MAKERS.values() for option in named}
    for word in (*MAKERS, *options, *KINDS, *LAWS, *RULES):
        assert re.search(rf"`[^`\n]*\b{word}\b[^`\n]*`", text), word
    assert "(language.md#values)" in text and "(language.md#laws)" in text


def test_the_page_on_the_course_lists_every_exercise_in_order() -> None:
    page = (ROOT / "docs" / "course.md").read_text("utf-8")
    sections = dict(re.findall(r"^### (\w+)$(.*?)(?=^##)", page, re.M | re.S))
    course = find_course(ROOT)
    assert list(sections) == list(course.order)
    for name, section in sections.items():
        assignment = load_assignment(ROOT / "assignments" / name / "assignment.yaml", course)
        listed = re.findall(r"^- `([\w-]+)`: \S", section, re.M)
        assert listed == [exercise.id for exercise in assignment.exercises], name
        assert f"| [`{name}`](#{name}) |" in page


def test_invariants_name_tests_that_exist() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text)
    assert len(named) > 10
    for file, function in named:
        assert (ROOT / file).is_file(), file
        assert not function or f"def {function}(" in (ROOT / file).read_text("utf-8"), function


def test_the_changelog_knows_this_version() -> None:
    assert f"\n## {grader.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
