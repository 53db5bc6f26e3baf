"""What a gradebook holds, for people and for other gradebooks: one file each. A new one is a file here, and a line."""

from __future__ import annotations

from collections.abc import Mapping

from grader.classreport import canvas, csv, html, moodle, nbgrader
from grader.classreport.format import Format, Written

FORMATS: Mapping[str, Format] = {
    "canvas": canvas.FORMAT,
    "csv": csv.FORMAT,
    "html": html.FORMAT,
    "moodle": moodle.FORMAT,
    "nbgrader": nbgrader.FORMAT,
}

__all__ = ["FORMATS", "Format", "Written"]
