"""A factor or an offset that is the same everywhere, and what it stands for."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from grader.diagnoses import Sight
from tests.diagnoses.conftest import id_of, rand, sight, t

SHAPES = [(3, 5), (6, 2), (4, 7)]


def times(factor: Callable[[np.ndarray], float], path: str = "result") -> list[Sight]:
    """Cases whose answer is the expected one, of the input's shape, times a factor that may follow from it."""
    drawn = [(rand(*shape), rand(*shape, seed=3)) for shape in SHAPES]
    return [sight(t(e), t(factor(x) * e), path, inputs={"x": t(x)}) for x, e in drawn]


def right(*shape: int) -> Sight:
    e = rand(*(shape or (5, 4)))
    return sight(t(e), t(e), inputs={"x": t(e)}, is_right=True)


def spread(call: str) -> list[Sight]:
    text = f"import torch\ndef f(x):\n    return {call}\n"
    shapes = [rand(*shape) for shape in SHAPES]
    return [sight(t(x), t(x * (len(x) - 1) / len(x)), inputs={"x": t(x)}, text=text) for x in shapes]


def losses(expected: Callable[..., float], actual: Callable[..., float]) -> list[Sight]:
    """Cases with a single number for an answer."""
    drawn = [(rand(*shape), rand(*shape, seed=3)) for shape in SHAPES]
    return [sight(t(expected(x, y)), t(actual(x, y)), inputs={"x": t(x), "y": t(y)}) for x, y in drawn]


def masked(actual: Callable[[np.ndarray, np.ndarray], float]) -> list[Sight]:
    found = []
    for shape in SHAPES:
        x, mask = rand(*shape), rand(*shape, seed=4) > 0
        e = (x * mask).sum() / mask.sum()
        found.append(sight(t(e), t(actual(x, mask)), inputs={"x": t(x), "mask": t(mask)}))
    return found


def ignored() -> list[Sight]:
    found = []
    for count in (7, 11):
        x, target = rand(count), np.arange(count) % 3
        e, a = x.sum() / (target != 0).sum(), x.sum() / count
        found.append(sight(t(e), t(a), inputs={"target": t(target), "ignored": 0}))
    return found


def shifted(by: Callable[[np.ndarray], object]) -> list[Sight]:
    return [sight(t(x), t(x + by(x))) for x in (rand(*shape) for shape in SHAPES)]


def biased(name: str, axis: int) -> list[Sight]:
    """Cases whose answer is right but for a bias along one dimension."""
    found = []
    for shape in SHAPES:
        bias, e = rand(shape[axis], seed=2), rand(*shape)
        along = bias.reshape(-1, 1) if axis == 0 else bias
        found.append(sight(t(e), t(e - along), inputs={name: t(bias)}))
    return found


def squares(x: np.ndarray, y: np.ndarray) -> float:
    return float(((x - y) ** 2).mean())


ROWS: dict[str, tuple[str | None, list[Sight]]] = {
    "turned round": ("sign", times(lambda x: -1)),
    "a loss without its minus": ("sign", losses(squares, lambda x, y: -squares(x, y))),
    "a sum for a mean": ("sum_mean", losses(squares, lambda x, y: squares(x, y) * x.size)),
    "a mean over rows only": ("sum_mean", losses(squares, lambda x, y: squares(x, y) * x.shape[1])),
    "a mean for a sum": ("sum_mean", times(lambda x: 1 / x.shape[0])),
    "a mean over two dimensions": ("sum_mean", times(lambda x: 1 / (x.shape[0] * x.shape[1]))),
    "a mean over what does not count": ("sum_mean", masked(lambda x, mask: (x * mask).mean())),
    "a mean over what is ignored": ("sum_mean", ignored()),
    "twice": ("factor_two", times(lambda x: 2)),
    "half a loss": ("factor_two", losses(squares, lambda x, y: squares(x, y) / 2)),
    "twice, but not where it is right all the same": (None, [*times(lambda x: 2), right()]),
    "turned round, but not where it is right all the same": (None, [*times(lambda x: -1), right()]),
    "a sum, but not where it is right all the same": (None, [*times(lambda x: x.size), right()]),
    "a sum, and right of a single number": ("sum_mean", [*times(lambda x: x.size), right(1, 1)]),
    "some number times": (None, times(lambda x: 3.7)),
    "another number in each case": (None, times(lambda x: float(x[0, 0]))),
    "the logarithm to base 2": ("log_base", times(lambda x: 1 / math.log(2))),
    "the logarithm to base 10": ("log_base", times(lambda x: 1 / math.log(10))),
    "the natural logarithm for that to base 2": ("log_base", times(lambda x: math.log(2))),
    "a spread over n": ("correction", times(lambda x: math.sqrt((x.shape[0] - 1) / x.shape[0]))),
    "a variance over n - 1": ("correction", times(lambda x: x.size / (x.size - 1))),
    "a spread, in code": ("correction", spread("x.std(0)")),
    "a fraction that is no spread": (None, [*spread("torch.linspace(0, 1, n)"), right()]),
    "one too many": ("offset", shifted(lambda x: 1)),
    "the same amount in each case": ("offset", shifted(lambda x: x.max())),
    "something along the rows": (None, shifted(lambda x: x[:1])),
    "a count from zero": ("offset", [sight(3, 2), sight(9, 8), sight(4, 3)]),
    "counts off by this and that": (None, [sight(3, 2), sight(9, 10)]),
    "a count off by three": (None, [sight(13, 10), sight(19, 16)]),
    "a bias": ("bias_missing", biased("bias", 1)),
    "a bias of the first layer": ("bias_missing", biased("b1", 1)),
    "a bias of channels": ("bias_missing", biased("out_bias", 0)),
    "something else along the rows": (None, biased("x", 1)),
    "all are nearly right": ("nearly", times(lambda x: 1 + 1e-6)),
}


@pytest.mark.parametrize(("expected", "sights"), ROWS.values(), ids=ROWS)
def test_factors_and_offsets(expected: str | None, sights: list[Sight]) -> None:
    assert id_of(*sights) == expected


def test_random_losses_have_no_diagnosis() -> None:
    random = np.random.RandomState(3)

    def case() -> Sight:
        shape = tuple(random.randint(2, 8, 2))
        inputs = {"x": t(random.standard_normal(shape)), "mask": t(random.standard_normal(shape) > 0)}
        return sight(t(abs(random.standard_normal())), t(abs(random.standard_normal())), inputs=inputs)

    assert [id_of(case(), case()) for _ in range(200)] == [None] * 200


def test_a_single_number_has_no_factor() -> None:
    assert id_of(sight(t(2.5), t(7.5), inputs={"x": t(rand(3))})) is None
