"""The plugin for pytest: with `--grade` the exercises of a submission are its tests, and so in an editor's panel.

Every run of pytest loads this where the grader is installed: without the option, nothing else of ours is loaded.
"""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("grade", "exercises of a course as tests (torch-grader)")
    group.addoption(
        "--grade",
        action="store_true",
        help="check submissions, as `grade check` does: those named, or those in this folder. One test an exercise; "
        "their files are not imported here.",
    )
    group.addoption(
        "--grade-assignment", metavar="NAME", help="the assignment; else it follows from each submission's file name"
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--grade"):
        if pytest.version_tuple < (8,):
            raise pytest.UsageError("--grade needs pytest 8 or newer: `python -m pip install -U pytest`")
        from grader.plugin.panel import Panel

        config.pluginmanager.register(Panel(config), "grade-panel")
