"""The reference of `linear` against NumPy in double precision and against autograd, without the grader."""

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from torch import Tensor, nn

SIZES = [(5, 3, 2), (1, 4, 3), (6, 2, 7)]


@pytest.fixture(scope="module")
def linear() -> ModuleType:
    module = ModuleType("linear")
    text = (Path(__file__).parents[2] / "reference" / "linear" / "solution.py").read_text("utf-8")
    exec(compile(text, "linear", "exec"), vars(module))
    return module


def draw(*shape: int) -> Tensor:
    return torch.tensor(np.random.RandomState(sum(shape)).standard_normal(shape), dtype=torch.float32)


def filled(module: nn.Module) -> dict[str, np.ndarray]:
    """Its parameters in double precision, after each got numbers of its own."""
    with torch.no_grad():
        for place, parameter in enumerate(module.parameters()):
            parameter.copy_(draw(*parameter.shape, place + 1)[..., 0])
    return {name: each.detach().double().numpy() for name, each in module.named_parameters()}


def near(actual: Tensor, expected: np.ndarray) -> None:
    np.testing.assert_allclose(actual.detach().numpy(), expected, rtol=1e-4, atol=1e-5)


def gradients(module: nn.Module, x: Tensor) -> set[str]:
    """Which parameters get a gradient from a call, of which x must get one too."""
    module(x.requires_grad_()).sum().backward()
    assert x.grad is not None
    return {name for name, each in module.named_parameters() if each.grad is not None}


@pytest.mark.parametrize(("batch", "wide", "high"), SIZES)
def test_the_formulas_are_what_autograd_finds(linear: ModuleType, batch: int, wide: int, high: int) -> None:
    layer, x, cotangent = nn.Linear(wide, high).double(), draw(batch, wide).double(), draw(batch, high).double()
    leaf = x.clone().requires_grad_()
    expected = torch.autograd.grad(layer(leaf), (leaf, layer.weight, layer.bias), cotangent)
    output, *actual = linear.layer_by_hand(layer, x, cotangent)
    assert torch.allclose(output, layer(x))
    assert all(map(torch.allclose, actual, expected))


def test_the_weight_gradient_is_the_input_and_the_output_is_not(linear: ModuleType) -> None:
    for seed in range(3):
        torch.manual_seed(seed)
        layer, x = nn.Linear(2, 1), torch.tensor([1.0, 2.0])
        output, _, of_weight, _ = linear.layer_by_hand(layer, x[None], torch.ones(1, 1))
        assert of_weight.tolist() == linear.weight_gradient(layer, x).tolist() == [[1.0, 2.0]]
        near(output, layer.weight.detach().numpy() @ [[1.0], [2.0]] + layer.bias.item())


@pytest.mark.parametrize(("sizes", "expected"), [([7], 0), ([2, 1], 3), ([784, 128, 10], 784 * 128 + 128 + 1290)])
def test_parameters_are_counted(linear: ModuleType, sizes: list[int], expected: int) -> None:
    assert linear.parameter_count(sizes) == expected
    assert linear.parameter_count(sizes, bias=False) == expected - sum(sizes[1:])


@pytest.mark.parametrize(("batch", "wide", "_"), SIZES)
def test_logistic_regression(linear: ModuleType, batch: int, wide: int, _: int) -> None:
    model, x = linear.LogisticRegression(wide), draw(batch, wide)
    p = filled(model)
    scores = (x.double().numpy() @ p["linear.weight"].T + p["linear.bias"])[:, 0]
    near(model(x), 1 / (1 + np.exp(-scores)))
    assert model.predict(x).tolist() == [int(score >= 0) for score in scores]
    assert gradients(model, x) == {"linear.weight", "linear.bias"}


@pytest.mark.parametrize("bias", [True, False])
def test_a_fresh_start_has_the_right_spread(linear: ModuleType, bias: bool) -> None:
    torch.manual_seed(0)
    layer = nn.Linear(50, 400, bias=bias)
    assert linear.fresh_start(layer) is layer
    assert layer.weight.requires_grad
    assert layer.weight.std().item() == pytest.approx(0.2, rel=0.02)
    assert layer.bias is None or not layer.bias.any()


@pytest.mark.parametrize(("batch", "wide", "high"), SIZES)
def test_frozen_features(linear: ModuleType, batch: int, wide: int, high: int) -> None:
    model, x = linear.FrozenFeatures(wide, 8, high), draw(batch, wide)
    p = filled(model)
    features = np.maximum(x.double().numpy() @ p["features.weight"].T + p["features.bias"], 0)
    near(model(x), features @ p["head.weight"].T + p["head.bias"])
    assert gradients(model, x) == {"head.weight", "head.bias"}


@pytest.mark.parametrize(("batch", "wide", "code"), SIZES)
def test_tied_autoencoder(linear: ModuleType, batch: int, wide: int, code: int) -> None:
    model, x = linear.TiedAutoencoder(wide, code), draw(batch, wide)
    p = filled(model)
    codes = np.maximum(x.double().numpy() @ p["weight"].T + p["code_bias"], 0)
    near(model(x), codes @ p["weight"] + p["output_bias"])
    assert gradients(model, x) == {"weight", "code_bias", "output_bias"}
    on = (codes > 0).astype(float)
    both = on.T * p["weight"].sum(1)[:, None] @ x.detach().double().numpy() + codes.sum(0)[:, None]
    near(model.weight.grad, both)


@pytest.mark.parametrize(("batch", "wide", "high"), SIZES)
def test_low_rank(linear: ModuleType, batch: int, wide: int, high: int) -> None:
    base, x = nn.Linear(wide, high), draw(batch, wide)
    model = linear.LowRank(base, rank=2)
    assert torch.equal(model(x), base(x))
    p = filled(model)
    near(model(x), x.double().numpy() @ (p["base.weight"] + p["up"] @ p["down"]).T + p["base.bias"])
    assert gradients(model, x) == {"down", "up"}
