"""The numbers behind a verdict that says that they differ: both arrays whole, for an excerpt or a picture of them."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping as Map

from grader.judge.case import NO_OTHERS, NOT_MEASURED, NOTHING_DRAWN
from grader.judge.looking import place
from grader.judge.margins import Compared, comparisons
from grader.model.record import Record
from grader.model.result import Verdict
from grader.model.spec import Case
from grader.model.values import Tree

# What is said where types, shapes and dtypes are right, and numbers are not.
_NUMBERS = frozenset({"value.wrong", "value.differs", "value.not_finite"})


def differing(
    case: Case,
    expected: Record,
    actual: Record,
    inputs: Map[str, Tree],
    verdicts: Collection[Verdict],
    *,
    drawn: Map[str, object] = NOTHING_DRAWN,
    rtol: float | None = None,
    atol: float | None = None,
    others: Map[str, Map[str, Tree]] = NO_OTHERS,
    measured: Map[str, float] = NOT_MEASURED,
    resolution: float = 0.0,
) -> dict[int, Compared]:
    """What was compared, by the number of the verdict of ``verdicts`` that found it wrong; else as ``judge_case``.

    There is none for what is judged over several records, or within ``not`` and ``any_of``.
    """
    wrong = {n: v for n, v in enumerate(verdicts) if v.message is not None and v.message.id in _NUMBERS}
    if not wrong:
        return {}
    compared = comparisons(
        case,
        expected,
        actual,
        inputs,
        drawn=drawn,
        rtol=rtol,
        atol=atol,
        others=others,
        measured=measured,
        resolution=resolution,
    )
    found: dict[int, Compared] = {}
    for each in compared:
        for number, verdict in wrong.items():
            if verdict.kind == each.check.kind and verdict.path in _names(each):
                found.setdefault(number, each)
    return found


def _names(compared: Compared) -> tuple[str, ...]:
    """How its place is named, which is below the path of its check: ``self.weight`` where that is ``self.*``."""
    path = compared.check.path
    below = compared.path.removeprefix(str(path))
    return (compared.path, place(path, below)) if compared.path.startswith(str(path)) else (compared.path,)
