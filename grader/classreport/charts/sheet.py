"""A sheet to draw on, measured as the page is, from its upper left corner; and how a drawing becomes part of the page.

A drawing has no colours and no typeface of its own: a paint is the name of a class of the page's style sheet, so that
the dark page has its own colours, and words are in the page's letters and can be selected.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from enum import StrEnum
from io import StringIO
from itertools import count
from typing import Literal
from xml.etree import ElementTree

from matplotlib import rc_context, style
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from grader.exports.html_parts import Html, element, text
from grader.reporters.inert import inert

SMALL, NORMAL = 11.0, 12.5
# Roughly, of a letter in the page's typefaces, as a share of its height.
_LETTER, _BOLD = 0.56, 0.66
_POINTS = 72
_SPACE = "{http://www.w3.org/2000/svg}"
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
_KEPT = ("stroke-width", "stroke-dasharray", "font-size", "font-weight", "text-anchor")


class Paint(StrEnum):
    """What a colour is for. Its class in the style sheet is ``ink-`` and this."""

    TEXT = "text"
    DIM = "dim"
    LINE = "line"
    MAIN = "main"
    LOST = "lost"
    FAINT = "faint"


# Any seven that differ: they stand for their paints between two steps of one program, and nobody sees them.
_COLOURS = {paint: f"#0000{number:02x}" for number, paint in enumerate(Paint, 1)}
_PAINTS = {colour: paint for paint, colour in _COLOURS.items()}


class Sheet:
    """``width`` and ``height`` in the page's pixels. Everything is drawn where it is said, and nothing is cut off."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        # Whatever a `matplotlibrc` says.
        with style.context("default"):
            self._figure = Figure(figsize=(width / _POINTS, height / _POINTS), dpi=_POINTS)
            FigureCanvasSVG(self._figure)
            self._figure.patch.set_visible(False)
            self._axes = self._figure.add_axes((0, 0, 1, 1))
            self._axes.set_xlim(0, width)
            self._axes.set_ylim(height, 0)
            self._axes.set_axis_off()
        self._order = count()

    def bar(self, x: float, y: float, width: float, height: float, paint: Paint = Paint.MAIN) -> None:
        self._axes.bar(
            x,
            height,
            width,
            y,
            align="edge",
            color=_COLOURS[paint],
            linewidth=0,
            clip_on=False,
            zorder=next(self._order),
        )

    def line(self, x: float, y: float, to_x: float, to_y: float, paint: Paint = Paint.LINE, width: float = 1) -> None:
        self._axes.plot(
            [x, to_x], [y, to_y], color=_COLOURS[paint], linewidth=width, clip_on=False, zorder=next(self._order)
        )

    def words(
        self,
        x: float,
        y: float,
        words: str,
        paint: Paint = Paint.TEXT,
        *,
        side: Literal["left", "center", "right"] = "left",
        size: float = NORMAL,
        is_bold: bool = False,
        room: float | None = None,
    ) -> None:
        """One line that stands on ``y``, cut where it would need more than ``room``."""
        shown = inert(words) if room is None else fitting(words, room, size, is_bold=is_bold)
        weight = "bold" if is_bold else "normal"
        self._axes.text(
            x, y, shown, color=_COLOURS[paint], ha=side, va="baseline", size=size, weight=weight, parse_math=False
        )

    def markup(self, title: str, description: str, class_: str = "chart") -> Html:
        """The drawing as an element of the page, with what is said of it to those who do not see it."""
        written = StringIO()
        with (
            style.context("default"),
            rc_context({"svg.fonttype": "none", "svg.hashsalt": "-"}),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")  # of letters that its font lacks: the page has its own
            self._figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
        root = ElementTree.fromstring(written.getvalue())  # noqa: S314 - written here, just above
        return element(
            "svg",
            element("title", text(title)),
            element("desc", text(description)),
            *_shapes(root),
            viewBox=f"0 0 {self.width:g} {self.height:g}",
            role="img",
            class_=class_,
            focusable="false",
        )


def fitting(words: str, room: float, size: float = NORMAL, *, is_bold: bool = False) -> str:
    """``words``, or as much of their beginning as ``room`` pixels hold."""
    shown = inert(words)
    letters = max(int(room / ((_BOLD if is_bold else _LETTER) * size)), 2)
    return shown if len(shown) <= letters else f"{shown[: letters - 1].rstrip()}…"


def _shapes(root: ElementTree.Element) -> Iterator[Html]:
    """Shapes and words alone, in the order in which they were drawn: no style sheet, no name, no link comes along."""
    for each in root.iter():
        given = _declared(each)
        if each.tag == f"{_SPACE}path":
            yield element("path", d=_rounded(" ".join(each.attrib["d"].split())), **given)
        elif each.tag == f"{_SPACE}text":
            yield element("text", text(each.text or ""), x=_rounded(each.attrib["x"]), y=_rounded(each.attrib["y"]),
                          **given)  # fmt: skip


def _declared(each: ElementTree.Element) -> dict[str, str]:
    """Its style as attributes, which a page may have where it forbids styles; paints as classes."""
    pairs = (part.partition(":") for part in each.attrib.get("style", "").split(";") if part)
    style = {name.strip(): value.strip() for name, _, value in pairs}
    kept = {name: _rounded(value.removesuffix("px")) for name, value in style.items() if name in _KEPT}
    paints = [f"{name}-{_PAINTS[style[name]]}" for name in ("fill", "stroke") if style.get(name) in _PAINTS]
    return {**kept, **({"class": " ".join(paints)} if paints else {})}


def _rounded(numbers: str) -> str:
    return _LONG_NUMBER.sub(lambda found: f"{round(float(found[0]), 2):g}", numbers)
