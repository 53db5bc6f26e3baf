"""Lines of a report as Rich ``Text``: wrapping, indenting, the gutter before student text. Markup is never read."""

from __future__ import annotations

from dataclasses import dataclass, field

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from grader.reporters.inert import at_line_start, inert
from grader.reporters.marks import Marks

_WIDEST = 100


@dataclass(slots=True)
class Page:
    """Collects the lines of one report, none wider than ``width`` but for code to paste."""

    width: int
    marks: Marks
    lines: list[Text] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.width = max(20, min(self.width, _WIDEST))

    def blank(self) -> None:
        if self.lines and self.lines[-1].plain:
            self.lines.append(Text())

    def say(self, *parts: str | tuple[str, str], indent: int = 0) -> None:
        """A paragraph of texts and (text, style) pairs, wrapped."""
        paragraph = Text.assemble(*parts)
        wrapped = paragraph.wrap(Console(width=self.width), self.width - indent, overflow="fold")
        for line in wrapped:
            line.rstrip()
            self._add(Text(" " * indent).append_text(line))

    def quote(self, lines: list[str], indent: int) -> None:
        """Student text, line by line behind the gutter."""
        room = self.width - indent - 2
        for line in lines:
            for part in Text(line).wrap(Console(width=self.width), room, overflow="fold") or [Text()]:
                part.rstrip()
                self._add(Text(" " * indent).append(f"{self.marks.gutter} ", "dim").append_text(part))

    def code(self, lines: list[str]) -> None:
        """Python to paste: as it is, from the first column on."""
        for line in lines:
            self.whole((line, "cyan"))

    def whole(self, *parts: str | tuple[str, str]) -> None:
        """A line that is never wrapped, because it is there to be copied."""
        self._add(Text.assemble(*parts))

    def row(self, mark: tuple[str, str], title: str, right: str) -> None:
        """A mark, a title and, at the right margin, a few characters."""
        room = self.width - cell_len(mark[0]) - cell_len(right) - 4
        text = Text(inert(title))
        text.truncate(room, overflow="ellipsis" if self.marks.gutter == "│" else "crop")
        gap = room - cell_len(text.plain) + 2
        self._add(Text.assemble(" ", mark, " ", text, " " * gap, right))

    def _add(self, line: Text) -> None:
        marked = at_line_start(line.plain)
        self.lines.append(line if marked == line.plain else Text(marked))
