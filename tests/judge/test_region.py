"""Where all that differs lies: each region is named, and what is no region is not."""

from __future__ import annotations

import numpy as np
import pytest

from grader.judge.arrays import Array
from grader.judge.region import MESSAGES, region


def of(*shape: int, at: object) -> Array:
    mask = np.zeros(shape, dtype=bool)
    mask[at] = True  # type: ignore[call-overload]
    return mask


def but(mask: Array, *index: int) -> Array:
    mask = mask.copy()
    mask[index] = not mask[index]
    return mask


ALL = slice(None)
SQUARE = np.ones((5, 5), dtype=bool)
INSIDE = of(6, 7, at=(slice(1, -1), slice(1, -1)))

NAMED = [
    (of(4, 5, at=0), "row 0, the first"),
    (of(4, 5, at=2), "row 2"),
    (of(4, 5, at=3), "row 3, the last"),
    (of(4, 5, at=(ALL, 0)), "column 0, the first"),
    (of(4, 5, at=(ALL, 2)), "column 2"),
    (of(4, 5, at=(ALL, 4)), "column 4, the last"),
    (but(of(9, 4, at=(ALL, 2)), 3, 2), "column 2"),
    (of(2, 3, 4, at=(ALL, ALL, 1)), "column 1 of each matrix"),
    (of(1, 3, 4, at=(ALL, 2)), "row 2, the last"),
    (of(3, 4, 5, at=1), "[1], index 1 of dimension 0"),
    (of(3, 4, 5, at=2), "[2], index 2 of dimension 0, the last"),
    (of(2, 3, 4, 4, at=1), "[1], one entry of the batch"),
    (of(2, 3, 4, 4, at=(ALL, 1)), "[:, 1], one channel or head"),
    (of(2, 3, 4, 4, at=(1, 2)), "[1, 2]"),
    (of(2, 3, 4, 4, at=(1, 2, 3)), "[1, 2, 3]"),
    (of(9, at=slice(4, None)), "from entry 4 on"),
    (of(9, at=slice(4)), "before entry 4"),
    (of(6, 3, at=slice(2, None)), "from row 2 on"),
    (of(2, 3, 6, at=(ALL, ALL, slice(4))), "before column 4 of each matrix"),
    (of(5, 2, 2, at=slice(2, None)), "from [2], index 2 of dimension 0 on"),
    (of(9, at=slice(1, None, 2)), "every second entry, from 1 on"),
    (of(8, 3, at=slice(0, None, 2)), "every second row, from 0 on"),
    (of(3, 8, at=(ALL, slice(1, None, 2))), "every second column, from 1 on"),
    (of(6, 2, 2, at=slice(0, None, 2)), "every second index of dimension 0, from 0 on"),
    (of(5, 5, at=(range(5), range(5))), "on the diagonal"),
    (~of(5, 5, at=(range(5), range(5))), "off the diagonal"),
    (np.triu(SQUARE, 1), "above the diagonal"),
    (np.tril(SQUARE, -1), "below the diagonal"),
    (np.triu(SQUARE), "on and above the diagonal"),
    (np.tril(SQUARE), "on and below the diagonal"),
    (np.triu(np.ones((4, 6), dtype=bool), 1), "above the diagonal"),
    (np.triu(np.ones((2, 3, 5, 5), dtype=bool), 1), "above the diagonal"),
    (but(np.triu(SQUARE, 1), 0, 3), "above the diagonal"),
    (INSIDE, "inside the border"),
    (~INSIDE, "on the border"),
    (~of(3, 4, at=(1, slice(1, 3))), "on the border"),
    (of(8, 9, at=(slice(2, 5), slice(3, 6))), "[2:5, 3:6]"),
    (of(8, 9, at=(3, slice(3, 7))), "[3, 3:7]"),
    (of(8, 4, at=slice(2, 5)), "rows 2 to 4"),
    (of(2, 2, 8, 4, at=(ALL, ALL, ALL, slice(1, 3))), "columns 1 to 2 of each matrix"),
    (of(12, at=slice(3, 7)), "[3:7]"),
]


@pytest.mark.parametrize(("mask", "said"), NAMED, ids=[f"{mask.shape} {said}" for mask, said in NAMED])
def test_it_is_named(mask: Array, said: str) -> None:
    found = region(mask)
    assert found is not None
    words = MESSAGES[found.id].format(**found.parameters)
    assert words.removeprefix("all that differs lies ").removeprefix("in ") == said


CHECKERED = np.indices((6, 6)).sum(axis=0) % 2 == 0
UNNAMED = {
    "everything": np.ones((4, 5), dtype=bool),
    "nothing": np.zeros((4, 5), dtype=bool),
    "no entry at all": np.zeros((0, 3), dtype=bool),
    "a single number": np.array(True),
    "a single entry": of(4, 5, at=(2, 3)),
    "half of the only row": of(1, 8, at=(0, [0, 1, 5, 7])),
    "two corners": of(5, 5, at=([0, 4], [4, 0])),
    "a row and an entry": but(of(4, 5, at=2), 0, 0),
    "half a row": of(4, 8, at=(2, [0, 2, 3, 6])),
    "two rows apart": of(7, 3, at=[1, 5]),
    "two numbers of a few": of(2, 2, at=0),
    "above the diagonal, and one below": but(np.triu(SQUARE, 1), 3, 1),
    "half of what is above the diagonal": np.triu(SQUARE, 1) & (np.indices((5, 5)).sum(axis=0) % 2 == 0),
    "above the diagonal of one matrix, below it in another": np.stack([np.triu(SQUARE, 1), np.tril(SQUARE, -1)]),
    "a chequerboard": CHECKERED,
    "the border with a gap": ~INSIDE & (np.indices((6, 7)).sum(axis=0) % 3 > 0),
    "every third": of(9, at=slice(0, None, 3)),
}


@pytest.mark.parametrize("mask", UNNAMED.values(), ids=UNNAMED)
def test_it_is_not_named(mask: Array) -> None:
    assert region(mask) is None


@pytest.mark.parametrize("shape", [(30,), (5, 7), (3, 3, 5), (2, 3, 4, 4)])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_chance_is_not_named(shape: tuple[int, ...], share: float) -> None:
    chance = np.random.RandomState(7)
    named = [region(chance.random_sample(shape) < share) for _ in range(500)]
    assert not any(named)
