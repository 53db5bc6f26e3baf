"""What is shown of numbers that differ: an excerpt of each kind of difference, and whole arrays for who asked for them.

Nothing of a hidden case is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeAlias

from grader.judge import Compared, Picture, differing, excerpt_of, picture_of
from grader.model.spec import Course
from grader.pipeline.runs import Run

__all__ = ["Differing", "Hear", "Picture", "show_differences"]

# So many excerpts an exercise has at most: a result stays small.
_MOST = 12


@dataclass(frozen=True, slots=True)
class Differing:
    """What ``compared`` has, whole, at ``path`` of one case of an exercise."""

    exercise: str
    case: str | None
    path: str
    compared: Compared

    def picture(self) -> Picture | None:
        """As a picture; None where it is no matrix and no image."""
        return picture_of(self.compared)


Hear: TypeAlias = Callable[[Differing], None]


def show_differences(exercise: str, runs: Sequence[Run], course: Course, hear: Hear | None) -> None:
    """Give verdicts of ``runs`` their excerpts: of equal checks of one case the first, so that the smallest come first.

    ``hear`` is told of the same ones, with the arrays as they are.
    """
    shown: set[tuple[str | None, str, str]] = set()
    looked_at: set[tuple[str | None, str, str, str]] = set()
    for run in runs:
        if run.passed or not run.is_answered or run.expected.draft.is_hidden or len(shown) >= _MOST:
            continue
        title = run.expected.draft.case.title
        wrong = {(title, each.path, each.kind, each.message.id) for each in run.verdicts if each.message is not None}
        if wrong <= looked_at:
            continue
        looked_at |= wrong
        for number, compared in _differing(run, course).items():
            verdict = run.verdicts[number]
            key = title, verdict.path, verdict.kind
            if key in shown or len(shown) >= _MOST:
                continue
            shown.add(key)
            with suppress(Exception):  # what numbers do to what is only there to be looked at costs nobody a grade
                run.verdicts[number] = replace(verdict, excerpt=excerpt_of(compared))
                if hear is not None:
                    hear(Differing(exercise, title, verdict.path, compared))


def _differing(run: Run, course: Course) -> dict[int, Compared]:
    expected = run.expected
    assert run.record is not None
    return differing(
        expected.draft.case,
        expected.record,
        run.record,
        expected.draft.inputs,
        run.verdicts,
        drawn=expected.draft.names,
        rtol=course.rtol,
        atol=course.atol,
        others=expected.elsewhere,
        measured=expected.measured,
        resolution=expected.resolution,
    )
