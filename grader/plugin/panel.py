"""What `pytest --grade` changes of a session: what is collected, how it is graded, and what is said of it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from grader.plugin.chosen import Chosen, Submission, choose
from grader.plugin.nodes import GRADING, ExerciseItem, SubmissionFile
from grader.plugin.tally import Tally
from grader.sandbox import start_runner

_NARROW, _WIDE = 40, 96


class Panel:
    """One session. Under pytest-xdist each worker has one, and the process that they report to."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._is_worker = hasattr(config, "workerinput")
        self._chosen: Chosen | None = None
        self._tally = Tally()
        self._notes: list[str] = []
        self._ends = ExitStack()

    @property
    def _submissions(self) -> list[Submission]:
        return list(dict.fromkeys(self._chosen.submissions.values())) if self._chosen is not None else []

    def _submission(self, file: Path) -> Submission | None:
        return self._chosen.submissions.get(file) if self._chosen is not None else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        self._chosen = choose(self._config)
        self._config.args = self._chosen.arguments

    def pytest_report_header(self) -> list[str]:
        unread = [] if self._chosen is None else [f"grade: left out: {problem}" for problem in self._chosen.unread]
        return [
            f"grade: self-check of {', '.join(file.name for file in each.files)}, assignment {each.assignment.name}, "
            f"seed {each.seed}"
            for each in self._submissions
        ] + unread

    @pytest.hookimpl(tryfirst=True)
    def pytest_collect_directory(self, path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """No package: pytest would import its `__init__.py`, and that is a student's too."""
        holds_one = any(file.is_relative_to(path) for each in self._submissions for file in each.files)
        return pytest.Dir.from_parent(parent, path=path) if holds_one else None

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(
        self, file_path: Path, parent: pytest.Collector
    ) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
        """Nobody else collects a submission: they would import it."""
        others = yield
        submission = self._submission(file_path)
        if submission is None:
            return others
        file = SubmissionFile.from_parent(parent, path=file_path)
        file.submission = submission
        return [file]

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        selected: dict[Submission, list[str]] = {}
        for item in session.items:
            if isinstance(item, ExerciseItem):
                selected.setdefault(item.submission, []).append(item.exercise.id)
        if not selected or self._config.option.collectonly:
            return
        runner = self._ends.enter_context(start_runner())
        # Here, not above: torch loads in the runner's process while this one imports NumPy.
        from grader.plugin.checking import Checking

        checking = Checking(runner, selected, self._width(), one_by_one=self._is_worker)
        self._ends.callback(checking.close)
        self._config.stash[GRADING] = checking

    def _width(self) -> int:
        has_terminal = self._config.pluginmanager.hasplugin("terminalreporter")
        return max(_NARROW, min(_WIDE, self._config.get_terminal_writer().fullwidth)) if has_terminal else _WIDE

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if isinstance(item, ExerciseItem) and call.excinfo is not None:
            item.put_right(report, call.excinfo.value)
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not self._is_worker:
            self._tally.hear(report)

    def pytest_sessionfinish(self) -> None:
        if not self._is_worker:
            self._notes = list(self._tally.remember(self._submissions))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for line in [*self._tally.lines(self._submissions), *self._notes]:
            terminalreporter.write_line(f"grade: {line}")

    def pytest_unconfigure(self) -> None:
        self._ends.close()
