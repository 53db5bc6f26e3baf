"""What the page says of one assignment, a section a file. A new one is a file here, and a line in its place below.

Each is a function of the standings, the beginning of its ids and whether names may stand there. It is empty where there
is nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from grader.classreport.sections import absent, decided, difficulty, late, mistakes, near, scores, timing, ungraded
from grader.exports.html_parts import Html
from grader.gradebook.standing import Standings

Section: TypeAlias = Callable[[Standings, str, bool], Html]

SECTIONS: tuple[Section, ...] = (
    scores.section,
    difficulty.section,
    mistakes.section,
    near.section,
    ungraded.section,
    absent.section,
    decided.section,
    late.section,
    timing.section,
)

__all__ = ["SECTIONS", "Section"]
