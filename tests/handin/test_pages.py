"""Where a remote's pages are, by its address."""

from __future__ import annotations

import pytest

from grader.handin import pages_of
from grader.handin.git import without_credentials

HUB, LAB = "https://github.com/ada/work", "https://gitlab.com/a/b/work"


@pytest.mark.parametrize(
    ("address", "grade"),
    [
        ("https://github.com/ada/work.git", f"{HUB}/actions"),
        ("https://github.com/ada/work", f"{HUB}/actions"),
        ("https://github.com/ada/work/", f"{HUB}/actions"),
        ("https://ada:secret@github.com/ada/work.git", f"{HUB}/actions"),
        ("https://x-token@GitHub.com/ada/work.git", f"{HUB}/actions"),
        ("http://github.example.edu:8080/ada/work.git", "http://github.example.edu:8080/ada/work/actions"),
        ("git@github.com:ada/work.git", f"{HUB}/actions"),
        ("git@github.com:ada/work", f"{HUB}/actions"),
        ("github.com:/ada/work.git", f"{HUB}/actions"),
        ("ssh://git@github.com/ada/work.git", f"{HUB}/actions"),
        ("ssh://git@github.com:22/ada/work", f"{HUB}/actions"),
        ("ssh://git@ssh.github.com:443/ada/work.git", f"{HUB}/actions"),
        ("git@github.com-school:ada/work.git", f"{HUB}/actions"),
        ("git://github.com/ada/work.git", f"{HUB}/actions"),
        ("git@github.example.edu:ada/my.work.git", "https://github.example.edu/ada/my.work/actions"),
        ("https://gitlab.com/a/b/work.git", f"{LAB}/-/pipelines"),
        ("git@gitlab.com:a/b/work.git", f"{LAB}/-/pipelines"),
        ("https://gitlab.example.edu/a/work", "https://gitlab.example.edu/a/work/-/pipelines"),
        ("https://git.example.edu/ada/work.git", None),
        ("https://example.edu/github/work.git", None),
        ("git@github-school:ada/work.git", None),
        ("https://github.com/ada", None),
        ("https://github.com/ada/work/more", None),
        ("https://github.com/../work", None),
        ("https://github.com/ada/wo rk\x1b[31m", None),
        ("https://github.com:port/ada/work", None),
        ("https://[github.com/ada/work", None),
        ("file:///data/github.com/ada/work", None),
        ("/data/github.com/ada/work.git", None),
        ("../github.com/work.git", None),
        (r"C:\github.com\ada\work", None),
        ("", None),
    ],
)
def test_the_page_of_the_runs(address: str, grade: str | None) -> None:
    found = pages_of(address)
    assert (found and found.grade) == grade
    assert found is None or "secret" not in found.commit


def test_the_page_of_a_commit() -> None:
    assert pages_of("git@github.com:ada/work.git").commit == f"{HUB}/commit/"  # type: ignore[union-attr]
    assert pages_of("git@gitlab.com:a/b/work").commit == f"{LAB}/-/commit/"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("unable to access 'https://ada:pw@host/x'", "unable to access 'https://host/x'"),
        ("https://ada:p@w@host/x and https://t@host", "https://host/x and https://host"),
        ("git@github.com:ada/work", "git@github.com:ada/work"),
    ],
)
def test_nobody_reads_credentials(text: str, shown: str) -> None:
    assert without_credentials(text) == shown
