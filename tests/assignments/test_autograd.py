"""The reference of `autograd` against differences in double precision and formulas, without the grader.

The first six exercises have their tests in test_references.py.
"""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from torch import Tensor

SHAPES = [(), (1,), (5,), (3, 4)]


@pytest.fixture(scope="module")
def autograd() -> ModuleType:
    module = ModuleType("autograd")
    text = (Path(__file__).parents[2] / "reference" / "autograd" / "solution.py").read_text("utf-8")
    exec(compile(text, "autograd", "exec"), vars(module))
    return module


def draw(*shape: int, seed: int = 0) -> np.ndarray:
    return np.asarray(np.random.RandomState(sum(shape) + seed).standard_normal(shape))


def leaf(numbers: np.ndarray) -> Tensor:
    return torch.tensor(numbers, requires_grad=True)


def near(actual: Tensor, expected: np.ndarray) -> None:
    np.testing.assert_allclose(actual.detach().numpy(), expected, rtol=1e-6, atol=1e-7)


def slopes(f: Callable[[np.ndarray], np.ndarray], x: np.ndarray, step: float = 1e-6) -> np.ndarray:
    """The slope of the sum of f by each element of x."""
    result = np.zeros_like(x)
    for place in np.ndindex(*x.shape):
        shift = np.zeros_like(x)
        shift[place] = step
        result[place] = (f(x + shift).sum() - f(x - shift).sum()) / (2 * step)
    return result


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_the_chain_and_its_middle(autograd: ModuleType, shape: tuple[int, ...]) -> None:
    x, w = draw(*shape), draw(*shape, seed=1)
    y, outer, inner, both = autograd.chain_links(leaf(x))
    near(y, np.sin(x**2))
    near(outer, slopes(np.sin, np.asarray(x**2)))
    near(inner, slopes(np.square, x))
    near(both, slopes(lambda x: np.sin(x**2), x))
    by_h, by_w = autograd.middle_gradient(leaf(w), torch.tensor(x))
    near(by_h, slopes(lambda h: h**3, np.asarray(w * x)))
    near(by_w, slopes(lambda w: (w * x) ** 3, w))


def test_rounding_passes_gradients_and_a_target_none(autograd: ModuleType) -> None:
    x, weights = leaf(draw(3, 4) * 5), torch.tensor(draw(3, 4, seed=2))
    result = autograd.round_through(x)
    (result * weights).sum().backward()
    near(result, np.round(x.detach().numpy()))
    near(x.grad, weights.numpy())
    value, following, reward = leaf(draw(6)), leaf(draw(6, seed=1)), torch.tensor(draw(6, seed=2))
    loss = autograd.target_loss(value, following, reward, 0.9)
    loss.backward()
    error = value.detach() - reward - 0.9 * following.detach()
    near(loss, np.mean(error.numpy() ** 2))
    near(value.grad, error.numpy() / 3)
    assert following.grad is None


def test_steps_go_downhill(autograd: ModuleType) -> None:
    w, x, y = leaf(draw(3)), draw(7, 3), draw(7, seed=1)
    for lr in (0.1, 0.05):
        before = w.detach().numpy().copy()
        loss = autograd.gradient_step(w, torch.tensor(x), torch.tensor(y), lr)
        assert loss == pytest.approx(np.mean((x @ before - y) ** 2))
        near(w, before - lr * 2 / 7 * x.T @ (x @ before - y))
        assert w.is_leaf
        assert w.grad is None


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_derivatives_of_any_order(autograd: ModuleType, shape: tuple[int, ...]) -> None:
    x = draw(*shape)
    for n in range(5):
        turn = n * np.pi / 2
        near(autograd.nth_derivative(leaf(x), n), x * np.sin(x + turn) - n * np.cos(x + turn))


@pytest.mark.parametrize("n", [1, 2, 5])
def test_the_hessian_is_the_formula(autograd: ModuleType, n: int) -> None:
    x = draw(n)
    near(autograd.hessian(leaf(x)), 4 * x @ x * np.eye(n) + 8 * np.outer(x, x))


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_gradients_without_autograd(autograd: ModuleType, shape: tuple[int, ...]) -> None:
    x = draw(*shape)
    assert torch.autograd.gradcheck(lambda x: autograd.smooth_abs(x, 0.7), leaf(x))
    near(autograd.smooth_abs(leaf(x), 0.7), np.hypot(x, 0.7))
    actual = autograd.numeric_gradient(lambda x: torch.tanh(x).sum() ** 2, torch.tensor(x), 0.25)
    near(actual, slopes(lambda x: np.tanh(x).sum() ** 2, x, step=0.25))
