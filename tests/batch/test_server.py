"""A gradebook on a server: the same grades, several at once, and nothing lost when the server dies."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.gradebook import Gradebook
from tests.postgres import Server

from .conftest import command, content, environment
from .made import KINDS, make_class

KINDS_HERE = {name: KINDS[name] for name in ("right", "wrong", "half", "syntax")}
CLASS = 10
OTHER = "other"


@pytest.fixture
def url(postgres: Server) -> str:
    return postgres.database()


def popen(course: Path, gradebook: object, *arguments: object, assignment: str = "small") -> subprocess.Popen[str]:
    words = command("handed-in", "--seed", 5, "--workers", 1, *arguments, gradebook=gradebook)  # type: ignore[arg-type]
    words[words.index("small")] = assignment
    return subprocess.Popen(
        words, cwd=course, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Its exit code, and all that it said."""
    out, errors = process.communicate()
    return process.returncode, out + errors


def rows(url: str) -> int:
    with Gradebook.open(url) as book:
        found = book._connection.exec_driver_sql("SELECT count(*) FROM gradings").scalar()
        book._connection.rollback()
    return int(found or 0)


def with_another(course: Path) -> None:
    """A second assignment, which asks for the same under another name, and for which the same class handed in."""
    for folder in ("assignments", "reference"):
        shutil.copytree(course / folder / "small", course / folder / OTHER)
    file = course / "assignments" / OTHER / "assignment.yaml"
    file.write_text(file.read_text().replace("small.py", f"{OTHER}.py"))
    for each in (course / "handed-in").rglob("small.py"):
        shutil.copy(each, each.with_name(f"{OTHER}.py"))


@pytest.mark.thorough
def test_two_at_once_and_a_report_while_the_server_dies(course: Path, url: str, postgres: Server) -> None:
    make_class(course, 2 * CLASS, KINDS_HERE)
    with_another(course)
    report = [sys.executable, "-m", "grader", "report", url, "--to", "csv"]

    def both() -> list[subprocess.Popen[str]]:
        return [popen(course, url, assignment=name) for name in ("small", OTHER)]

    def reported() -> subprocess.CompletedProcess[str]:
        return subprocess.run(report, cwd=course, env=environment(), capture_output=True, text=True, check=False)

    first = both()
    while any(process.poll() is None for process in first) and (not _begun(url) or rows(url) < CLASS):
        time.sleep(0.05)
    postgres.kill()
    codes, texts = zip(*map(ended, first), strict=True)
    assert codes == (3, 3), texts
    assert "cannot be used" in reported().stderr
    postgres.start()
    kept = rows(url)
    assert CLASS <= kept < 4 * CLASS
    second, reports = both(), []
    while any(process.poll() is None for process in second):
        reports.append(reported())
    codes, texts = zip(*map(ended, second), strict=True)
    assert codes == (1, 1), texts
    assert {done.returncode for done in reports} == {0} and "defect" not in "".join(done.stderr for done in reports)
    with Gradebook.open(url) as book:
        small, other = ([each.score for each in book.standings(name).students] for name in ("small", OTHER))
    assert small == other and len(small) == 2 * CLASS and None not in small


@pytest.mark.slow
def test_one_assignment_is_graded_by_one(course: Path, url: str) -> None:
    make_class(course, 1, KINDS_HERE)
    with Gradebook.open(url, make=True) as book:
        assert book.claim("small") and book.claim(OTHER)
        code, text = ended(popen(course, url))
        assert code == 2 and "secret" not in text
        assert "another `grade batch` is grading small into `postgresql://grader@/" in text
    code, text = ended(popen(course, url))
    assert code == 0, text


def _begun(url: str) -> bool:
    try:
        return rows(url) > 0
    except Exception:  # not made yet
        return False


@pytest.mark.slow
def test_a_server_that_dies_loses_nothing(course: Path, gradebook: Path, url: str, postgres: Server) -> None:
    make_class(course, CLASS, KINDS_HERE)
    process = popen(course, url)
    while process.poll() is None and (not _begun(url) or rows(url) < 4):
        time.sleep(0.02)
    postgres.kill()
    code, text = ended(process)
    assert code == 3
    assert "cannot be used" in text and "run the same command again" in text and "Traceback" not in text
    code, text = ended(popen(course, url))
    assert code == 3 and "Connection refused" in text and "secret" not in text
    postgres.start()
    before = rows(url)
    assert 4 <= before < CLASS
    code, text = ended(popen(course, url))
    assert code == 1, text
    assert ended(popen(course, gradebook))[0] == 1
    assert content(gradebook) == content(url)  # type: ignore[arg-type]
    with Gradebook.open(gradebook) as book:
        gradings = book._connection.exec_driver_sql("SELECT count(*) FROM gradings").scalar()
    assert rows(url) == gradings  # none was made twice


def test_what_is_no_gradebook(course: Path, url: str) -> None:
    """A wrong address, a database that has none, and one of another program."""
    for address, words in (
        ("postgresql://nobody@localhost:port/class", "is no address: write `postgresql://USER@HOST/DATABASE`"),
        (url, "there is no gradebook in `postgresql://grader@/"),
        (url.replace("/class", "/gone"), 'database "gone'),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "grader", "report", address, "--to", "csv"],
            cwd=course,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in (2, 3) and words in done.stderr and "secret" not in done.stderr
        assert len(done.stderr.splitlines()) == 1
