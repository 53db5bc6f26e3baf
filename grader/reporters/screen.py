"""What `grade check --watch` shows: the report under a head line, redrawn in place; a pipe gets one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TextIO

from rich.text import Text

from grader.model.result import Result
from grader.reporters.inert import inert, inert_lines
from grader.reporters.marks import Marks, marks_for
from grader.reporters.page import Page
from grader.reporters.terminal import Surroundings, console_for, lines, put


class Screen:
    """One stream. ``keys`` are what may be typed and what it does: told where the screen is redrawn."""

    def __init__(self, stream: TextIO, keys: Mapping[str, str]) -> None:
        self._stream = stream
        console = console_for(stream)
        self.is_redrawn = stream.isatty() and console.is_terminal and not console.is_dumb_terminal
        self._keys = ", ".join(f"{key} {what}" for key, what in keys.items()) if self.is_redrawn else ""
        self._size = console.size

    @property
    def was_resized(self) -> bool:
        """Whether it has another size than when it was drawn."""
        return self.is_redrawn and console_for(self._stream).size != self._size

    def draw(
        self,
        state: Sequence[str],
        notes: Sequence[tuple[str, str]],
        result: Result,
        around: Surroundings,
        *,
        is_new: bool,
    ) -> None:
        """Show the parts of ``state`` in one line, below it ``notes`` with their styles, and the report.

        Of what is longer than the screen the end is seen: then state and notes stand there. What is not redrawn still
        stands above, so that a report that is not new is left out.
        """
        console, marks = console_for(self._stream), marks_for(self._stream)
        self._size = console.size
        head = self._head(state, notes, Page(console.width, marks), marks)
        report = lines(result, console.width, marks, around) if is_new or self.is_redrawn else []
        if self.is_redrawn:
            console.clear()
        is_long = self.is_redrawn and len(head) + len(report) + 2 > console.height
        put(console, [*report, Text(), *head] if is_long else [*head, Text(), *report])
        self._stream.flush()

    def _head(self, state: Sequence[str], notes: Sequence[tuple[str, str]], page: Page, marks: Marks) -> list[Text]:
        line, keys = f" {marks.dot} ".join(map(inert, state)), f" ({self._keys})" if self._keys else ""
        if len(line) + len(keys) < page.width:
            page.say((line, "bold"), (keys, "dim"), indent=1)
        else:
            page.say((line, "bold"), indent=1)
            page.say((keys.strip(), "dim"), indent=1)
        for text, style in notes:
            for each in inert_lines(text):
                page.say((each, style), indent=1)
        return page.lines
