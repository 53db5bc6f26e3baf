"""The reference of `losses` against NumPy in double precision, at large numbers too, without the grader."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from torch import Tensor

SIZES = [(5, 3), (1, 4), (6, 2)]


@pytest.fixture(scope="module")
def losses() -> ModuleType:
    module = ModuleType("losses")
    text = (Path(__file__).parents[2] / "reference" / "losses" / "solution.py").read_text("utf-8")
    exec(compile(text, "losses", "exec"), vars(module))
    return module


def draw(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.RandomState(seed + sum(shape)).uniform(-1, 1, shape)


def logs(scores: np.ndarray) -> np.ndarray:
    shifted = scores - scores.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


def like(x: Tensor, numbers: np.ndarray) -> Tensor:
    return torch.tensor(numbers).to(x.dtype)


def right(actual: Callable[..., Tensor], expected: Callable[..., np.ndarray | float], *points: np.ndarray) -> None:
    """The result is as expected, in both precisions, and so are the gradients, by central differences."""
    for dtype in (torch.float32, torch.float64):
        leaves = [torch.tensor(each, dtype=dtype, requires_grad=True) for each in points]
        result = actual(*leaves)
        exact = [each.detach().double().numpy() for each in leaves]
        np.testing.assert_allclose(result.detach(), np.array(expected(*exact)), rtol=1e-5, atol=1e-5)
        assert result.dtype == dtype
    result.sum().backward()
    for place, leaf in enumerate(leaves):
        slopes, step = np.zeros_like(points[place]), 1e-5 * max(1.0, float(abs(points[place]).max()) ** 0.5)
        for index in np.ndindex(*points[place].shape):
            low, high = ([each.copy() for each in points] for _ in range(2))
            low[place][index] -= step
            high[place][index] += step
            slopes[index] = np.sum(expected(*high) - expected(*low)) / (2 * step)
        np.testing.assert_allclose(leaf.grad, slopes, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("shape", SIZES)
def test_masked_and_huber(losses: ModuleType, shape: tuple[int, ...]) -> None:
    target, mask = draw(*shape, seed=1), draw(*shape, seed=2) > -0.5
    gaps, keep = np.where(mask, target, np.nan), torch.tensor(mask)

    def masked(x: np.ndarray) -> float:
        return np.where(mask, (x - target) ** 2, 0).sum() / max(mask.sum(), 1)

    right(lambda x: losses.masked_mse(x, like(x, gaps), keep), masked, draw(*shape))
    assert losses.masked_mse(torch.ones(shape), torch.zeros(shape), torch.zeros(shape, dtype=torch.bool)) == 0
    for delta in (0.3, 2.5):

        def huber(x: np.ndarray, delta: float = delta) -> float:
            error = abs(x - target)
            return np.where(error <= delta, error**2 / 2, delta * (error - delta / 2)).mean()

        right(lambda x, d=delta: losses.huber(x, like(x, target), d), huber, draw(*shape))


@pytest.mark.parametrize("scale", [1.0, 1e4])
@pytest.mark.parametrize(("batch", "classes"), SIZES)
def test_losses_of_classes(losses: ModuleType, batch: int, classes: int, scale: float) -> None:
    scores, other, weights = (draw(batch, classes, seed=seed) * by for seed, by in ((0, scale), (4, scale), (3, 1)))
    target, wanted = np.arange(batch) % classes, torch.arange(batch) % classes

    def mean(x: np.ndarray, keep: np.ndarray) -> float:
        return -logs(x)[np.arange(batch)[keep], target[keep]].sum() / max(keep.sum(), 1)

    right(lambda x: losses.log_probabilities(x) * like(x, weights), lambda x: logs(x) * weights, scores)
    right(lambda x: losses.cross_entropy(x, wanted), lambda x: mean(x, target >= 0), scores)
    loss, accuracy = losses.loss_and_accuracy(torch.tensor(scores), wanted)
    assert loss.item() == pytest.approx(mean(scores, target >= 0))
    assert accuracy == (scores.argmax(1) == target).mean()
    right(lambda x: losses.sequence_loss(x[None], wanted[None], 1), lambda x: mean(x, target != 1), scores)
    padded = torch.where(wanted == 0, -7, wanted)
    right(lambda x: losses.sequence_loss(x[None], padded[None], -7), lambda x: mean(x, target != 0), scores)
    right(losses.kl_divergence, lambda p, q: (np.exp(logs(p)) * (logs(p) - logs(q))).sum() / batch, scores, other)


@pytest.mark.parametrize("scale", [1.0, 1e4])
@pytest.mark.parametrize("shape", SIZES)
def test_losses_of_yes_and_no(losses: ModuleType, shape: tuple[int, ...], scale: float) -> None:
    z, t = draw(*shape) * scale, draw(*shape, seed=5) / 2 + 0.5
    sign = np.where(t > 0.5, 1, -1)

    def entropy(x: np.ndarray) -> float:
        return (t * np.logaddexp(0, -x) + (1 - t) * np.logaddexp(0, x)).mean()

    right(lambda x: losses.binary_cross_entropy(x, like(x, t)), entropy, z)
    for gamma in (1.0, 2.5):

        def focal(x: np.ndarray, gamma: float = gamma) -> float:
            return (np.exp(-gamma * np.logaddexp(0, sign * x)) * np.logaddexp(0, -sign * x)).mean()

        right(lambda x, g=gamma: losses.focal_loss(x, like(x, t > 0.5), g), focal, z)


@pytest.mark.parametrize(("batch", "features"), SIZES)
def test_partners(losses: ModuleType, batch: int, features: int) -> None:
    def expected(a: np.ndarray, b: np.ndarray) -> float:
        cosine = (a @ b.T) / np.linalg.norm(a, axis=1)[:, None] / np.linalg.norm(b, axis=1)
        return -logs(cosine / 0.5).diagonal().mean()

    right(
        lambda a, b: losses.contrastive_loss(a, b, 0.5), expected, draw(batch, features), draw(batch, features, seed=7)
    )
