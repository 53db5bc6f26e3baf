"""A page for a browser: one file that loads nothing and runs nothing, with charts that are drawn into it.

What has no score is counted apart, by cause, and is in no chart of scores. Names stand there only where they are asked
for.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.classreport.format import Format, Written
from grader.errors import UsageError
from grader.gradebook.standing import Standings
from grader.reporters.inert import inert

REMEDY = "`python -m pip install 'torch-grader[class]'`"


def _render(classes: Sequence[Standings], course: str, names: bool) -> Written:
    try:
        # Only here: the other formats do without, and it takes a second to load.
        from grader.classreport.page import page
    except ImportError as error:
        if (error.name or "").partition(".")[0] == "grader":
            raise
        why = "is not installed" if isinstance(error, ModuleNotFoundError) else f"does not load ({inert(str(error))})"
        text = f"the page's charts are drawn by matplotlib, which {why} here: {REMEDY}. The other formats do without it"
        raise UsageError(text) from None
    return Written(page(classes, course, names=names))


FORMAT: Format = Format(
    "a browser: one page of a class to look at, to print or to mail",
    "a count of its own, by cause, in no chart of scores",
    _render,
)
