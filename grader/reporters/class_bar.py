"""How far the grading of a class is: a bar on a terminal, and a line now and then in a log."""

from __future__ import annotations

import time
from typing import Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

# Seconds between two lines of a log.
_SELDOM = 30.0
_BAR = 16


class _Rate(ProgressColumn):
    """Submissions a second, or seconds for one."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        if not speed:
            return Text("")
        return Text(f"{speed:.1f}/s" if speed >= 1 else f"{1 / speed:.1f} s each")


class ClassBar:
    """A context manager; ``tell`` says how far it is, and what came of it so far in ``outcomes``."""

    def __init__(self, stream: TextIO) -> None:
        console = Console(file=stream)
        self._stream, self._is_live = stream, console.is_terminal
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(_BAR),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(compact=True),
            TextColumn("{task.fields[outcomes]}", markup=False),
            console=console,
            transient=True,
            disable=not self._is_live,
        )
        self._task = self._progress.add_task("grading", total=None, outcomes="")
        self._said = time.monotonic()

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def tell(self, text: str, done: int, total: int, outcomes: str) -> None:
        self._progress.update(self._task, description=text, completed=done, total=total, outcomes=outcomes)
        now = time.monotonic()
        if not self._is_live and done < total and now - self._said >= _SELDOM:
            self._said = now
            self._stream.write(f"{text}: {done} of {total}, {outcomes}\n")
            self._stream.flush()
