"""A picture of what differs as a PNG of three panels, drawn by matplotlib: imported only where one is asked for."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path
from typing import Literal

from matplotlib import colormaps, style
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.ticker import MaxNLocator

from grader.judge import Picture
from grader.judge.arrays import Array
from grader.reporters.inert import inert

# Inches, and dots an inch: 1,500 pixels wide.
_WIDTH, _HEIGHT, _DOTS = 12.5, 4.3, 120
_NUMBERS, _DIFFERENCE = "viridis", "RdBu_r"
_NOT_FINITE = "0.6"
# Longer strips fill their panel instead of keeping square numbers.
_LONGEST_STRIP = 4.0
# Numbers that go further beyond the expected ones than their own spread, so many times, do not set the scale.
_BEYOND = 3.0
# A spread of so much of the numbers themselves is rounding.
_ROUNDING = 1e-6
# Numbers beyond are drawn as this one: the ends of a scale are subtracted from each other.
_LARGEST = 1e300
_TITLE = 110


def draw(picture: Picture, title: str, file: Path) -> None:
    """Write the picture to ``file``. Raises ``OSError`` where that cannot be written."""
    expected, actual, difference = (
        each.clip(-_LARGEST, _LARGEST) for each in (picture.expected, picture.actual, picture.difference)
    )
    # Whatever a `matplotlibrc` says, of the user or of the folder that was handed in.
    with style.context("default"), warnings.catch_warnings():
        # Of letters that its font lacks, and of numbers too near each other for an axis: nothing that one could mend.
        warnings.simplefilter("ignore")
        _draw(replace(picture, expected=expected, actual=actual, difference=difference), title, file)


def _draw(picture: Picture, title: str, file: Path) -> None:
    figure = Figure(figsize=(_WIDTH, _HEIGHT), layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(inert(f"{title}{picture.part}", _TITLE), x=0.01, ha="left", parse_math=False)
    panels = figure.subplots(1, 3)
    kind = "absolute value" if picture.is_absolute else "value"
    low, high = _scale(picture)
    for axes, name, numbers in zip(panels, ("expected", "got"), (picture.expected, picture.actual), strict=False):
        image = _panel(axes, name, numbers.clip(0, 1) if picture.is_coloured else numbers, _NUMBERS, low, high)
        if not picture.is_coloured:
            figure.colorbar(image, ax=axes, label=kind, extend=_extend(numbers, low, high), shrink=0.85)
    most = float(abs(picture.difference[picture.difference == picture.difference]).max(initial=0.0)) or 1.0
    image = _panel(panels[2], "got minus expected", picture.difference, _DIFFERENCE, -most, most)
    label = "largest difference of the three colours" if picture.is_coloured else "difference"
    figure.colorbar(image, ax=panels[2], label=label, shrink=0.85)
    if any((numbers != numbers).any() for numbers in (picture.expected, picture.actual, picture.difference)):
        figure.supxlabel("grey: NaN or infinite", fontsize="small")
    figure.savefig(file, dpi=_DOTS, metadata={"Software": None})


def _panel(axes: Axes, name: str, numbers: Array, colours: str, low: float, high: float) -> AxesImage:
    height, width = numbers.shape[:2]
    axes.set_title(name)
    axes.set_facecolor(_NOT_FINITE)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    aspect: Literal["equal", "auto"] = "equal" if max(height, width) <= _LONGEST_STRIP * min(height, width) else "auto"
    return axes.imshow(
        numbers,
        cmap=colormaps[colours].with_extremes(bad=_NOT_FINITE),
        norm=Normalize(low, high),
        aspect=aspect,
        interpolation="nearest",
    )


def _scale(picture: Picture) -> tuple[float, float]:
    """The ends of the scale that expected and actual numbers share, so that equal colours are equal numbers."""
    ours, theirs = (numbers[numbers == numbers] for numbers in (picture.expected, picture.actual))
    if not ours.size:
        ours = theirs
    if not ours.size:
        return 0.0, 1.0
    low, high = float(ours.min()), float(ours.max())
    largest = max(abs(low), abs(high)) or 1.0
    spread = high - low if high - low > _ROUNDING * largest else largest
    if theirs.size and theirs.min() >= low - _BEYOND * spread and theirs.max() <= high + _BEYOND * spread:
        low, high = min(low, float(theirs.min())), max(high, float(theirs.max()))
    return (low, high) if high - low > _ROUNDING * largest else (low - largest / 2, high + largest / 2)


def _extend(numbers: Array, low: float, high: float) -> str:
    """Which ends of the scale something lies beyond, as matplotlib calls it."""
    below, above = bool((numbers < low).any()), bool((numbers > high).any())
    return {(False, False): "neither", (True, False): "min", (False, True): "max", (True, True): "both"}[below, above]
