"""The students' copy of a course: made, recorded, and brought up to date."""

from grader.release.copying import Brought
from grader.release.release import release

__all__ = ["Brought", "release"]
