"""Right numbers in other places, numbers that are none, and where the wrong ones lie."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from grader.diagnoses import Sight, partly
from grader.model.record import Raised
from grader.model.values import Sequence
from tests.diagnoses.asking import asked
from tests.diagnoses.conftest import id_of, rand, sight, t, told

SHAPES = [(3, 5), (6, 4), (4, 7)]
SQUARES = [(4, 4), (6, 6), (5, 5)]
IMAGES = [(2, 3, 5, 4), (3, 2, 6, 7)]
EMPTY = "import torch\ndef f(n):\n    return torch.empty(n)\n"
CAPITAL = "import torch\ndef f(n):\n    return torch.Tensor(n)\n"
ONES = "import torch\ndef f(x):\n    return torch.ones(x.shape)\n"
NEGATIVE = Raised("call", "RuntimeError", (), "Trying to create tensor with negative dimension -3: [-3]")

Change = Callable[[np.ndarray], object]


def each(change: Change, shapes: list[tuple[int, ...]] = SHAPES, **more: str) -> list[Sight]:
    return [sight(t(e), t(change(e)), **more) for e in (rand(*shape) for shape in shapes)]


def wrong_at(place: Callable[[np.ndarray], object], shapes: list[tuple[int, ...]] = SHAPES) -> list[Sight]:
    """Cases that are wrong at a place, which is set true in an array of false."""

    def spoiled(e: np.ndarray) -> np.ndarray:
        there = np.zeros(e.shape, dtype=bool)
        place(there)
        return np.where(there, rand(*e.shape, seed=8), e)

    return each(spoiled, shapes)


def put(*index: object) -> Callable[[np.ndarray], None]:
    return lambda there: there.__setitem__(index, True)


def border(there: np.ndarray) -> None:
    there[...] = True
    there[..., 1:-1, 1:-1] = False


def above(there: np.ndarray) -> None:
    there[np.triu_indices(len(there), 1)] = True


def diagonal(there: np.ndarray) -> None:
    there[np.diag_indices(len(there))] = True


def halves(x: np.ndarray) -> np.ndarray:
    return np.concatenate([x[:, 2:], x[:, :2]], 1)


def pair(expected: tuple[np.ndarray, ...], actual: tuple[np.ndarray, ...]) -> Sight:
    ours, theirs = (Sequence("tuple", tuple(map(t, each))) for each in (expected, actual))
    return sight(ours, theirs).at("result.0")


def kept(change: Change) -> list[Sight]:
    """What should be 0 in every other column is something of the input."""
    found = []
    for shape in SHAPES:
        x = rand(*shape)
        e = x * 2 + 1
        e[:, ::2] = 0
        found.append(sight(t(e), t(np.where(e == 0, change(x), e)), inputs={"x": t(x)}))
    return found


def spoiled_by(number: float, **more: str) -> list[Sight]:
    return each(lambda e: np.where(e > 0.3, number, e), **more)


def nearest(wins: int) -> list[Sight]:
    """Where the largest number stands twice: the first wins, or the last."""
    found = []
    for length in (5, 8):
        x = np.concatenate([rand(3, length), rand(3, length).max(1, keepdims=True)], 1)
        last = x.shape[1] - 1 - x[:, ::-1].argmax(1)
        found.append(sight(t(x.argmax(1)), t((x.argmax(1), last)[wins]), inputs={"x": t(x)}))
    return found


def yes(x: np.ndarray) -> np.ndarray:
    return (x >= 0).astype(np.int64)


def at_zero(actual: Callable[[np.ndarray], np.ndarray]) -> list[Sight]:
    return [
        asked(yes, actual, x=np.array([0.7, 0.0, -0.4, 0.0, 0.9])),
        asked(yes, actual, x=np.array([-0.7, 0.0, -0.4, 2.25])),
    ]


ROWS: dict[str, tuple[str | None, list[Sight]]] = {
    "reversed columns": ("reversed", each(lambda e: e[:, ::-1])),
    "reversed both ways": ("reversed", each(lambda e: e[::-1, ::-1])),
    "mirrored the wrong way": ("reversed", each(lambda e: e[..., ::-1, :], IMAGES)),
    "shifted": ("reversed", each(lambda e: np.roll(e, 1, 1))),
    "shifted back": ("reversed", each(lambda e: np.roll(e, -1, 0), [(9,), (5,)])),
    "halves exchanged": ("reordered", each(halves)),
    "sorted": ("reordered", each(lambda e: np.sort(e.ravel()).reshape(e.shape))),
    "sorted rows of numbers": (
        "reordered",
        [
            sight(t(e), t(e[e[:, 0].argsort()]))
            for e in (np.array([[8, 1, 1], [2, 7, 7], [5, 0, 0]]), np.array([[3, 3], [2, 2], [9, 1]]))
        ],
    ),
    "another order": ("partly_wrong", [sight(t(np.array([2, 0, 1, 3])), t(np.array([1, 0, 3, 2])))]),
    "items exchanged": (
        "reordered",
        [pair((rand(4), rand(4, seed=1)), (rand(4, seed=1), rand(4))), pair((rand(2), rand(3)), (rand(3), rand(2)))],
    ),
    "one item twice": (
        "partly_wrong",
        [pair((np.array([1.5, 2.5]), np.array([1.5, 9.25])), (np.array([1.5, 9.25]),) * 2)],
    ),
    "NaN": ("not_finite", spoiled_by(np.nan)),
    "infinite": ("not_finite", spoiled_by(np.inf)),
    "infinite where it is meant": (
        "partly_wrong",
        [sight(t(np.array([np.inf, 1.5, 2.5])), t(np.array([np.inf, 7.5, 9.25])))],
    ),
    "memory": ("uninitialised", spoiled_by(np.nan, text=EMPTY)),
    "large memory": ("uninitialised", spoiled_by(3e30, text=EMPTY)),
    "a size for a number": (
        "uninitialised",
        [
            sight(t(3.5), t(np.full(3, np.nan)), text=CAPITAL),
            sight(t(-3.5), None, text=CAPITAL, raised=NEGATIVE),
            sight(t(0.0), t(np.zeros(0)), text=CAPITAL),
        ],
    ),
    "all zero": ("never_filled", each(np.zeros_like)),
    "all one": ("never_filled", each(np.ones_like, text=ONES)),
    "all one, and nothing made": (None, each(np.ones_like)),
    "old content": ("old_content", kept(lambda x: x)),
    "other content": ("partly_wrong", kept(lambda x: np.cos(5 * x))),
    "the last row": ("partly_wrong", wrong_at(put(-1))),
    "the second column": ("partly_wrong", wrong_at(put(slice(None), 1))),
    "all but the first row": ("partly_wrong", wrong_at(put(slice(1, None)))),
    "the diagonal": ("partly_wrong", wrong_at(diagonal, SQUARES)),
    "above the diagonal": ("partly_wrong", wrong_at(above, SQUARES)),
    "the border": ("partly_wrong", wrong_at(border, IMAGES)),
    "the last of the batch": ("partly_wrong", wrong_at(put(-1), IMAGES)),
    "the last of ties": ("ties", nearest(1)),
    "the first of ties": (None, nearest(0)),
    "the limit does not count": ("ties", at_zero(lambda x: (x > 0).astype(np.int64))),
    "another limit": ("partly_wrong", at_zero(lambda x: (x > 0.8).astype(np.int64))),
    "close": ("nearly", each(lambda e: e * (1 + 1e-3 * np.sign(rand(*e.shape, seed=2))))),
    "some, anywhere": ("partly_wrong", each(lambda e: np.where(e > 0.3, e + e**2, e))),
}


@pytest.mark.parametrize(("expected", "sights"), ROWS.values(), ids=ROWS)
def test_places(expected: str | None, sights: list[Sight]) -> None:
    assert id_of(*sights) == expected


@pytest.mark.parametrize(
    ("place", "shapes", "where"),
    [
        (put(-1), SHAPES, "the last row"),
        (put(-1), IMAGES, "the last item of the batch"),
        (put(slice(None), 1), SHAPES, "column 1"),
        (put(slice(1, None)), SHAPES, "all but the first row"),
        (diagonal, SQUARES, "the diagonal"),
        (above, SQUARES, "what is above the diagonal"),
        (border, IMAGES, "the border"),
    ],
)
def test_a_region_has_its_name(
    place: Callable[[np.ndarray], object], shapes: list[tuple[int, ...]], where: str
) -> None:
    found = told(*wrong_at(place, shapes))
    assert found is not None and found.message.parameters["where"] == where


def test_a_region_of_few_numbers_is_none() -> None:
    found = told(*wrong_at(put(-1), [(2, 2)]))
    assert found is not None and "where" not in found.message.parameters


def test_cases_that_go_wrong_among_others_are_counted() -> None:
    right = sight(t(1.25), t(1.25), is_right=True)
    wrong = [sight(t(2.75), t(3.5)), sight(t(0.625), t(8.5))]
    found = told(right, right, *wrong)
    assert found is not None and found.message.parameters == {"count": 2, "total": 4, "what": "inputs"}
    assert told(right, *wrong) is None  # nothing is special about most of them


def test_a_long_matrix_has_no_more_places_than_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    zeros = np.zeros
    monkeypatch.setattr(np, "zeros", lambda *args, **options: made.append(args) or zeros(*args, **options))
    short, long = ([name for name, _ in partly._regions(shape)] for shape in ((9, 2), (5_000, 2)))
    assert short == long
    assert len(made) < 2 * len(short)
