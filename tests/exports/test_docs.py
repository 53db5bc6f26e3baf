"""The instructors' page names every format and every host as the registries do."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.exports import EXPORTS
from grader.hosts import HOSTS

PAGE = (Path(__file__).parents[2] / "docs" / "instructors.md").read_text("utf-8")


@pytest.mark.parametrize("name", EXPORTS)
def test_a_format_stands_in_the_table(name: str) -> None:
    export = EXPORTS[name]
    assert f"| `{name}` | {export.reader} | {export.ungraded} |" in PAGE.splitlines()


@pytest.mark.parametrize("name", HOSTS)
def test_a_host_has_its_section(name: str) -> None:
    assert f"--for {name}`" in PAGE or f"--for {name}\n" in PAGE
    assert HOSTS[name].path.rpartition("/")[2] in PAGE or name in ("actions", "classroom")
