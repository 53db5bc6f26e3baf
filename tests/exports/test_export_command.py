"""`grade export`: from a file or standard input to a file or standard output, and what it says where it cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from click.testing import Result as Outcome_

from grader.cli import cli
from grader.exports import EXPORTS, exported, read_result
from grader.reporters.json_result import write
from tests.exports.hosts import ENVIRONMENT
from tests.reporters.conftest import RESULTS


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "grade-result.json"
    write(RESULTS["some_failed"][0], str(path))
    return str(path)


def run(*arguments: str, stdin: bytes | None = None, **environment: str) -> Outcome_:
    return CliRunner().invoke(
        cli, ["export", *arguments], prog_name="grade", input=stdin, env={"COLUMNS": "400", **environment}
    )


@pytest.mark.parametrize("to", EXPORTS)
def test_a_file_to_standard_output(to: str, file: str) -> None:
    found = run(file, "--to", to, **ENVIRONMENT)
    assert found.exit_code == 0, found.output
    assert found.stderr == ""
    assert found.stdout == exported(read_result(file), to, ENVIRONMENT)


@pytest.mark.parametrize("output", [(), ("-o", "-")], ids=["none", "dash"])
def test_standard_input(file: str, output: tuple[str, ...]) -> None:
    found = run("-", "--to", "github-outputs", *output, stdin=Path(file).read_bytes())
    assert (found.exit_code, found.stdout) == (0, run(file, "--to", "github-outputs").stdout)


def test_to_a_file(file: str, tmp_path: Path) -> None:
    target = tmp_path / "out.xml"
    found = run(file, "--to", "junit", "-o", str(target))
    assert (found.exit_code, found.output) == (0, "")
    assert target.read_text("utf-8") == run(file, "--to", "junit").stdout
    found = run(file, "--to", "junit", "-o", str(tmp_path / "none" / "out.xml"))
    assert found.exit_code == 3
    assert "out.xml` cannot be written" in found.stderr


def test_hidden_checks_are_told_where_asked_for(file: str) -> None:
    shown = run(file, "--to", "markdown").stdout
    assert "a hidden case is not passed" in shown
    assert '"one row"' not in shown
    assert '"one row"' in run(file, "--to", "markdown", "--with-hidden").stdout


def test_no_such_file(tmp_path: Path) -> None:
    found = run(str(tmp_path / "none.json"), "--to", "markdown")
    assert found.exit_code == 2
    assert "none.json` cannot be read: No such file or directory" in found.stderr


def test_no_json(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    file.write_text("<html>")
    found = run(str(file), "--to", "markdown")
    assert found.exit_code == 2
    assert "is no JSON: expected what `grade submit -o PATH` writes" in found.stderr
    assert found.stderr.count("\n") == 1


def test_no_such_format(file: str) -> None:
    for arguments in (("--to", "pdf"), ()):
        found = run(file, *arguments)
        assert found.exit_code == 2
        assert all(name in found.stderr for name in EXPORTS)


def test_a_refusal_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    write(RESULTS["not_all_graded"][0], str(file))
    found = run(str(file), "--to", "classroom50", **ENVIRONMENT)
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr.startswith("grade: Classroom 50 has no word for what could not be graded")


def test_what_utf_8_cannot_say(tmp_path: Path) -> None:
    """A lone surrogate comes from a file as an escape, and leaves as one."""
    file = tmp_path / "result.json"
    document = json.loads(Path(write_some(tmp_path)).read_text("utf-8"))
    document["reason"] = "\ud800"
    file.write_text(json.dumps(document), encoding="ascii")
    for to in EXPORTS:
        assert run(str(file), "--to", to, **ENVIRONMENT).exit_code == 0


def write_some(folder: Path) -> str:
    path = folder / "some.json"
    write(RESULTS["some_failed"][0], str(path))
    return str(path)
