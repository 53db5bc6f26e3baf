"""What a law asks of the case that it stands in, as far as that can be told before anything is drawn."""

from __future__ import annotations

from collections.abc import Callable

from grader.laws.calls import fields, texts
from grader.laws.law import LawError
from grader.model.spec import Case
from grader.model.written import Constant, TensorMaker, ValueSpec

Fits = Callable[[object, Case], None]


def single_call(law: str) -> Fits:
    """For laws that are about one call."""

    def fits(argument: object, case: Case) -> None:  # noqa: ARG001 (whatever is asked)
        if case.steps:
            raise LawError(f"`{law}` is about a single call, and this case has steps")

    return fits


def has_axis(argument: object, case: Case) -> None:
    """Every input after ``of`` has the axis ``dim``, where its shape is stated."""
    named, given = fields(argument), dict(case.given)
    dim = int(str(named["dim"]))
    for name in texts(named["of"]):
        axes = _axes(given.get(name))
        if axes is not None and not -axes <= dim < axes:
            count = "1 axis" if axes == 1 else f"{axes} axes"
            raise LawError(f"`{name}` has {count}, and no dim {dim}")


def has_backward(argument: object, case: Case) -> None:  # noqa: ARG001 (whatever is asked)
    if not case.backward:
        raise LawError("it needs `backward` beside it, such as `backward: random`")


def _axes(value: ValueSpec | None) -> int | None:
    """How many axes a tensor has, None where that is not stated."""
    if not isinstance(value, TensorMaker):
        return None
    if value.shape is not None:
        return len(value.shape)
    rows = value.numbers.value if isinstance(value.numbers, Constant) else None
    axes = 0
    while isinstance(rows, list):
        axes += 1
        rows = rows[0] if rows else None
    return axes if isinstance(value.numbers, Constant) else None
