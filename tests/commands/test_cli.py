"""The registry of commands, and what starting the program loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

import grader
from grader.cli import COMMANDS, cli

COMMAND_FILES = {
    file.stem
    for file in (Path(grader.__file__).parent / "commands").glob("*.py")
    if "\ndef command(" in file.read_text()
}
HEAVY = ["torch", "numpy", "rich"]


def test_every_command_is_registered_in_order() -> None:
    assert list(COMMANDS) == sorted(COMMAND_FILES)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, run) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.name == name
    assert command.help
    found = run(name, "--help")
    assert found.exit_code == 0
    assert all(len(line) <= 80 for line in found.stdout.splitlines())


@pytest.mark.parametrize("command", ["validate", "check"])
def test_a_name_that_no_file_can_have_is_no_defect(command: str, course: Path, run) -> None:
    found = run(command, "a" * 300)
    assert found.exit_code == 2
    assert "no file has so long a name: `aaa" in found.stderr


def test_help_names_every_command(run) -> None:
    found = run("--help")
    assert found.exit_code == 0
    for name, summary in COMMANDS.items():
        assert name in found.stdout
        assert summary in found.stdout
    assert run("--version").stdout == f"grade {grader.__version__}\n"
    assert run("sumbit").exit_code == 2


def loaded_by(code: str, folder: Path) -> set[str]:
    """Which heavy modules, and which of ours, a fresh Python has loaded after ``code``."""
    program = (
        f"import sys\n{code}\n"
        "print('LOADED', *sorted(m for m in sys.modules if m.startswith('grader') or m in "
        f"{HEAVY}))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True)
    return set(done.stdout.rpartition("LOADED")[2].split())


COMMAND = """
import grader.cli
try:
    grader.cli.cli({arguments}, prog_name="grade")
except SystemExit as end:
    assert end.code == 0, end.code
"""


def test_importing_the_package_imports_nothing_of_ours(tmp_path: Path) -> None:
    assert loaded_by("import grader", tmp_path) == {"grader"}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_loads_no_command(tmp_path: Path, arguments: list[str]) -> None:
    loaded = loaded_by(COMMAND.format(arguments=arguments), tmp_path)
    assert not loaded & set(HEAVY)
    assert not any(name.startswith("grader.commands") for name in loaded)


@pytest.mark.parametrize("arguments", [["list"], ["validate"], ["hint", "first/square"], ["start", "first"]])
def test_quick_commands_load_nothing_heavy(course: Path, arguments: list[str]) -> None:
    loaded = loaded_by(COMMAND.format(arguments=arguments), course)
    assert not loaded & set(HEAVY)


@pytest.mark.parametrize("arguments", [["explain", "shape"], ["explain", "first/square"]])
def test_explaining_words_and_exercises_loads_neither_torch_nor_numpy(course: Path, arguments: list[str]) -> None:
    assert not loaded_by(COMMAND.format(arguments=arguments), course) & {"torch", "numpy"}


@pytest.mark.parametrize("arguments", [["explain"], ["explain", "equal-sizes"]])
def test_explaining_rules_does_not_load_torch(course: Path, arguments: list[str]) -> None:
    assert "torch" not in loaded_by(COMMAND.format(arguments=arguments), course)


@pytest.mark.parametrize("command", ["check", "submit", "doctor"])
def test_grading_commands_load_nothing_heavy_before_the_runner_starts(tmp_path: Path, command: str) -> None:
    assert not loaded_by(f"import grader.commands.{command}", tmp_path) & set(HEAVY)
