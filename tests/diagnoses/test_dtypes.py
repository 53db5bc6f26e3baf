"""The right numbers in another dtype, what that dtype did to them, and the wrong device."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grader.diagnoses import Sight
from tests.diagnoses.conftest import id_of, rand, sight, t

WHOLE = np.array([[12, 7, 40], [3, 55, 21]])
LARGE = np.array([300, 20, 512, 260, 7])

ROWS: dict[str, tuple[str | None, list[Sight]]] = {
    "whole numbers": ("integers", [sight(t(WHOLE.astype(float)), t(WHOLE)), sight(t(WHOLE.T * 1.0), t(WHOLE.T))]),
    "from NumPy": ("double", [sight(t(rand(3, 4)), t(rand(3, 4), "float64"))]),
    "a new tensor for doubles": (
        "default_dtype",
        [sight(t(rand(3, 4), "float64"), t(rand(3, 4)), inputs={"x": t(rand(3, 4), "float64")})],
    ),
    "a comparison": ("booleans", [sight(t(WHOLE > 20, "float32"), t(WHOLE > 20))]),
    "labels as int32": ("labels_not_long", [sight(t(WHOLE), t(WHOLE, "int32"))]),
    "cut off": (
        "truncated",
        [
            sight(t(rand(3, 4) * 9), t(np.trunc(np.float32(rand(3, 4) * 9)))),
            sight(t(rand(5) * 9), t(np.trunc(rand(5) * 9))),
        ],
    ),
    "floored": ("truncated", [sight(t(rand(3, 4) * 9), t(np.floor(rand(3, 4) * 9)))]),
    "wrapped round": ("wrapped", [sight(t(LARGE), t(LARGE % 256)), sight(t(LARGE * 3.0), t(LARGE * 3 % 256, "uint8"))]),
    "on the GPU": ("wrong_device", [sight(t(rand(3)), replace(t(rand(3)), device="cuda:0"))]),
    "another dtype and other numbers": (None, [sight(t(rand(3, 4)), t(rand(3, 4, seed=1) + 9, "float64"))]),
    "rounded": (None, [sight(t(rand(3, 4) * 9), t(np.round(rand(3, 4) * 9)))]),
}


@pytest.mark.parametrize(("expected", "sights"), ROWS.values(), ids=ROWS)
def test_dtypes(expected: str | None, sights: list[Sight]) -> None:
    assert id_of(*sights) == expected
