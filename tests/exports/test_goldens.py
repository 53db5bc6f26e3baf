"""What each format looks like, as files: `--regenerate` writes them anew, and the diff is read before it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.exports import EXPORTS, exported
from grader.model.result import Result
from tests.exports.hosts import ENVIRONMENT
from tests.reporters.conftest import RESULTS

GOLDEN = Path(__file__).parent / "golden"
SUFFIXES = {
    "classroom": "env",
    "classroom50": "json",
    "github-annotations": "txt",
    "github-outputs": "txt",
    "gradescope": "json",
    "html": "html",
    "junit": "xml",
    "markdown": "md",
    "prairielearn": "json",
}
NAMES = ("some_failed", "not_all_graded")


def written(result: Result, to: str) -> str:
    try:
        return exported(result, to, ENVIRONMENT)
    except UsageError as error:
        return f"{error}\n"


def file_of(to: str, name: str) -> Path:
    return GOLDEN / f"{to}.{name}.{SUFFIXES[to]}"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("to", EXPORTS)
def test_golden(to: str, name: str, regenerate: bool) -> None:
    found = written(RESULTS[name][0], to)
    if regenerate:
        file_of(to, name).write_text(found, encoding="utf-8")
    assert found == file_of(to, name).read_text(encoding="utf-8")


def test_every_golden_file_has_its_result() -> None:
    assert set(GOLDEN.iterdir()) == {file_of(to, name) for to in EXPORTS for name in NAMES}


def test_the_same_result_is_written_the_same() -> None:
    for to in EXPORTS:
        assert written(RESULTS["some_failed"][0], to) == written(RESULTS["some_failed"][0], to)
