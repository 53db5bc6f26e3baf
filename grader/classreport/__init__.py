"""What a gradebook holds, for people and for other gradebooks: one file each. A new one is a file here, and a line."""

from __future__ import annotations

from collections.abc import Mapping

from grader.classreport.canvas import FORMAT as CANVAS
from grader.classreport.csv import FORMAT as CSV
from grader.classreport.format import Format, Written
from grader.classreport.html import FORMAT as HTML
from grader.classreport.moodle import FORMAT as MOODLE
from grader.classreport.nbgrader import FORMAT as NBGRADER
from grader.classreport.standing import outdated

FORMATS: Mapping[str, Format] = {
    "canvas": CANVAS,
    "csv": CSV,
    "html": HTML,
    "moodle": MOODLE,
    "nbgrader": NBGRADER,
}

__all__ = ["FORMATS", "Format", "Written", "outdated"]
