"""The right numbers in another dtype, what that dtype did to them, and the wrong device."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grader.diagnoses import Sight
from grader.model.values import Named
from tests.diagnoses.conftest import id_of, rand, sight, t

WHOLE = np.array([[12, 7, 40], [3, 55, 21]])
LARGE = np.array([300, 20, 512, 260, 7])


def device(name: str) -> Named:
    return Named("torch.device", name)


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
    "bytes in a new tensor": (
        "default_dtype",
        [sight(t(WHOLE, "uint8"), t(WHOLE, "float32"), inputs={"x": t(WHOLE, "uint8")})] * 2,
    ),
    "cut off, some of them whole": (
        "truncated",
        [sight(t(rand(5) * 9), t(np.trunc(rand(5) * 9).astype(int))), sight(t([3.0, 5.0]), t([3, 5]))],
    ),
    "floored, and all below one": (
        "truncated",
        [sight(t([0.2, 1.0, 0.7]), t([0.0, 1.0, 0.0])), sight(t([0.2, 0.4]), t([0.0, 0.0]))],
    ),
    "no labels at all": ("labels_not_long", [sight(t(np.zeros(0, int)), t(np.zeros(0)))]),
    "on another device": ("wrong_device", [sight(device("meta"), device("cpu"), "result.device")]),
    "another device chosen": (None, [sight(device("cuda"), device("cpu"))]),
    "another dtype and other numbers": (None, [sight(t(rand(3, 4)), t(rand(3, 4, seed=1) + 9, "float64"))]),
    "rounded": (None, [sight(t(rand(3, 4) * 9), t(np.round(rand(3, 4) * 9)))]),
}


@pytest.mark.parametrize(("expected", "sights"), ROWS.values(), ids=ROWS)
def test_dtypes(expected: str | None, sights: list[Sight]) -> None:
    assert id_of(*sights) == expected
