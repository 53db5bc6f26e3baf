"""A bar on a terminal that says what is done and how much is left, and is gone in the end. Nothing under a pipe."""

from __future__ import annotations

from typing import Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Column

from grader.reporters.inert import inert

# All of a line fits into eighty columns, and the bar stays where it is.
_TEXT, _BAR = 36, 20


class Bar:
    """A context manager around work of a known length; ``tell`` moves the bar."""

    def __init__(self, stream: TextIO, text: str = "") -> None:
        shown = TextColumn("{task.description}", markup=False, table_column=Column(width=_TEXT, no_wrap=True))
        columns = shown, BarColumn(_BAR), MofNCompleteColumn()
        console = Console(file=stream)
        quiet = not console.is_terminal
        self._progress = Progress(*columns, TimeElapsedColumn(), console=console, transient=True, disable=quiet)
        self._task = self._progress.add_task(inert(text, _TEXT), total=None)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def tell(self, text: str, done: int, total: int) -> None:
        self._progress.update(self._task, description=inert(text, _TEXT), completed=done, total=total)
