"""A function at the end that is missing, one too many, or runs along another dimension."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from grader.diagnoses import Sight
from grader.diagnoses.activations import log_softmax, softmax
from tests.diagnoses.conftest import id_of, rand, sight, t

SHAPES = [(3, 5), (6, 2), (4, 7)]
LOGS = "import torch\ndef f(x):\n    return torch.log_softmax(x, dim=1)\n"

Change = Callable[[np.ndarray], np.ndarray]


def missing(function: Change, **more: str) -> list[Sight]:
    """What goes into the function is given back."""
    return [sight(t(function(x)), t(x), **more) for x in (rand(*shape) for shape in SHAPES)]


def twice(function: Change, **more: str) -> list[Sight]:
    """The function is applied to what is right already."""
    return [sight(t(x), t(function(x)), **more) for x in (rand(*shape) for shape in SHAPES)]


def both(expected: Change, actual: Change, **more: str) -> list[Sight]:
    return [sight(t(expected(x)), t(actual(x)), **more) for x in (rand(*shape) for shape in SHAPES)]


def relu(x: np.ndarray) -> np.ndarray:
    return np.maximum(x, 0)


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def rows(x: np.ndarray) -> np.ndarray:
    return softmax(x, 1)


def columns(x: np.ndarray) -> np.ndarray:
    return softmax(x, 0)


def log_rows(x: np.ndarray) -> np.ndarray:
    return log_softmax(x, 1)


MISSING = {"relu": relu, "sigmoid": sigmoid, "tanh": np.tanh, "softmax": rows, "log_softmax": log_rows, "exp": np.exp}
ROWS: dict[str, tuple[str | None, list[Sight]]] = {
    **{f"{name} missing": ("activation_missing", missing(function)) for name, function in MISSING.items()},
    **{f"{name} twice": ("activation_twice", twice(function)) for name, function in MISSING.items() if name != "exp"},
    "squares": ("activation_missing", both(np.abs, np.square)),
    "roots": ("activation_twice", both(np.square, np.abs)),
    "a logarithm left out": ("activation_missing", both(log_rows, rows)),
    "logarithms of probabilities": ("activation_missing", both(rows, log_rows)),
    "a logarithm that stands there": ("activation_twice", both(rows, log_rows, text=LOGS)),
    "absolute": ("activation_twice", twice(np.abs)),
    "turned round, not absolute": ("sign", both(np.abs, lambda x: -np.abs(x))),
    "softmax over the batch": ("softmax_dimension", both(rows, columns)),
    "softmax over the batch, also of one": (
        "softmax_dimension",
        [*both(rows, columns), *(sight(t(rows(x)), t(columns(x))) for x in (rand(1, 4), rand(1, 3)))],
    ),
    "log_softmax over the batch": ("softmax_dimension", both(log_rows, lambda x: log_softmax(x, 0))),
    "another function": (None, missing(lambda x: np.cos(3 * x))),
    "softmax of something else": (None, both(rows, lambda x: rows(np.sin(2 * x)))),
}


@pytest.mark.parametrize(("expected", "sights"), ROWS.values(), ids=ROWS)
def test_last_functions(expected: str | None, sights: list[Sight]) -> None:
    assert id_of(*sights) == expected
