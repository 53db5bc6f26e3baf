"""Sights of cases that nobody ran: an expected and an actual value, and whatever else a rule wants to know."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from grader.diagnoses import RULES, Code, Sight, diagnose
from grader.model.calls import Call, Turn
from grader.model.diagnosis import Diagnosis
from grader.model.path import Path
from grader.model.record import Raised, Record
from grader.model.spec import Case, Limits
from grader.model.values import Tensor, Tree

DTYPES = {"f": "float32", "d": "float64", "l": "int64", "i": "int32", "B": "uint8", "?": "bool", "D": "complex128"}


def t(values: object, dtype: str | None = None, **changes: object) -> Tensor:
    """A tensor of these numbers; floats are float32 unless ``dtype`` says otherwise."""
    array = np.asarray(values)
    if dtype is None:
        dtype = "float32" if array.dtype.kind == "f" else DTYPES[array.dtype.char]
    array = np.ascontiguousarray(array.astype(dtype)).reshape(array.shape)
    return Tensor(dtype, array.shape, array.tobytes(), **changes)  # type: ignore[arg-type]


def rand(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.RandomState(seed + sum(shape)).standard_normal(shape)


def sight(
    expected: Tree,
    actual: Tree,
    path: str = "result",
    *,
    inputs: dict[str, Tree] | None = None,
    drawn: dict[str, object] | None = None,
    text: str = "",
    names: tuple[str, ...] = ("f",),
    raised: Raised | None = None,
    ask: Callable[[Call], Record | None] | None = None,
    call: Call | None = None,
    ours: dict[str, Tree] | None = None,
    theirs: dict[str, Tree] | None = None,
    warnings: Sequence[str] = (),
    printed: str = "",
    is_right: bool = False,
) -> Sight:
    """``ours`` and ``theirs`` are what is observed beside the path, of the reference and of the submission."""
    given = tuple((inputs or {}).items())
    return Sight(
        path=Path.parse(path),
        case=Case(None, None, False, (), (), (), (), "train", (), 1, True, (), limits=Limits()),
        call=call or Call((Turn("result", "", names, given),), given=given),
        reference=Record({path: expected, **(ours or {})}),
        submission=Record(
            {**({} if raised else {path: actual}), **(theirs or {})}, raised=raised, warnings=tuple(warnings)
        ),
        inputs=inputs or {},
        drawn=drawn or {},
        code=Code((("work.py", text.encode()),), names),
        ask=ask or (lambda _: None),
        printed=printed,
        is_right=is_right,
    )


def told(*sights: Sight) -> Diagnosis | None:
    """What all rules together make of the cases of one place."""
    return diagnose([sights], RULES)


def id_of(*sights: Sight) -> str | None:
    found = told(*sights)
    return None if found is None else found.id
