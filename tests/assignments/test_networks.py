"""The reference of `networks` is right by other means: torch's own layers, NumPy in double precision, or a law."""

import runpy
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

ROOT = Path(__file__).parents[2]
OWN = runpy.run_path(str(ROOT / "reference" / "networks" / "solution.py"))


def draw(*shape: int) -> Tensor:
    numbers = np.random.RandomState(sum(shape)).standard_normal(shape)
    return torch.tensor(numbers, dtype=torch.float32, requires_grad=True)


def same(actual: Tensor, expected: Tensor, *leaves: Tensor) -> None:
    """Equal results, and equal gradients for ``leaves``."""
    torch.testing.assert_close(actual, expected, rtol=1e-4, atol=1e-5)
    cotangent = draw(*actual.shape).detach() + 0.5
    slopes = (torch.autograd.grad(each, leaves, cotangent) for each in (actual, expected))
    torch.testing.assert_close(*slopes, rtol=1e-4, atol=1e-5)


def random_parameters(module: nn.Module) -> nn.Module:
    for number, parameter in enumerate(module.parameters()):
        parameter.data = draw(*parameter.shape).detach() * 0.7 + 0.1 * number
    return module


@pytest.mark.parametrize(("kernel", "stride", "padding"), [((3, 2), 1, 0), ((1, 4), 2, 1), ((5, 5), 3, 2)])
def test_convolution(kernel: tuple[int, int], stride: int, padding: int) -> None:
    x, weight, bias = draw(2, 3, 7, 6), draw(4, 3, *kernel), draw(4)
    expected = F.conv2d(x, weight, bias, stride, padding)
    same(OWN["convolve"](x, weight, bias, stride, padding), expected, x, weight, bias)
    sizes = [OWN["conv_output_size"](side, k, stride, padding) for side, k in zip((7, 6), kernel, strict=True)]
    assert sizes == list(expected.shape[2:])


@pytest.mark.parametrize(("window", "stride"), [(2, 2), (3, 1), (2, 3), (1, 1)])
def test_pooling(window: int, stride: int) -> None:
    x = draw(2, 3, 7, 6)
    same(OWN["max_pool"](x, window, stride), F.max_pool2d(x, window, stride), x)
    same(OWN["global_pool"](x), torch.cat((F.avg_pool2d(x, (7, 6)), F.max_pool2d(x, (7, 6))), 1).flatten(1), x)


@pytest.mark.parametrize("shape", [(5,), (3, 5), (2, 3, 5)])
def test_layer_norm(shape: tuple[int, ...]) -> None:
    layer, x = random_parameters(OWN["LayerNorm"](5, 0.5)), draw(*shape)
    same(layer(x), F.layer_norm(x, (5,), layer.gamma, layer.beta, 0.5), x, layer.gamma, layer.beta)


def test_batch_norm_in_both_modes() -> None:
    layer, theirs = random_parameters(OWN["BatchNorm"](4, 0.5, 0.3)), nn.BatchNorm1d(4, 0.5, 0.3)
    theirs.weight, theirs.bias = layer.gamma, layer.beta
    for training, x in ((True, draw(6, 4)), (True, draw(3, 4)), (False, draw(1, 4))):
        same(layer.train(training)(x), theirs.train(training)(x), x, layer.gamma, layer.beta)
        torch.testing.assert_close([*layer.buffers()], [theirs.running_mean, theirs.running_var])


@pytest.mark.parametrize("p", [0.0, 0.25, 0.7])
def test_dropout_keeps_the_mean_and_drops_its_share(p: float) -> None:
    torch.manual_seed(0)
    layer, x = OWN["Dropout"](p), torch.ones(100_000)
    dropped = layer(x)
    assert abs((dropped == 0).float().mean() - p) < 0.01
    assert abs(dropped.mean() - 1) < 0.02
    assert layer.eval()(x).equal(x)


def test_blocks_of_layers() -> None:
    x = draw(3, 4)
    block = random_parameters(OWN["ResidualBlock"](4, 7))
    same(block(x), x + nn.Sequential(block.norm, block.inner, nn.ReLU(), block.outer)(x), x, *block.parameters())
    for depth in (0, 1, 4):
        deep = random_parameters(OWN["DeepNetwork"](4, depth, 5))
        steps = [step for layer in deep.layers for step in (layer, nn.Tanh())]
        same(deep(x), nn.Sequential(*steps, deep.head)(x), x, *deep.parameters())


@pytest.mark.parametrize("padding", [None, 0, 6])
def test_embedding(padding: int | None) -> None:
    table, tokens = random_parameters(OWN["Embedding"](7, 3, padding)), torch.tensor([[6, 1, 0], [1, 1, 5]])
    kept = 1.0 if padding is None else (torch.arange(7) != padding).float().unsqueeze(1)
    same(table(tokens), F.embedding(tokens, table.weight * kept), table.weight)


@pytest.mark.parametrize(("length", "width"), [(1, 2), (7, 4), (50, 32)])
def test_positional_encoding(length: int, width: int) -> None:
    turns = np.arange(length)[:, None] * np.exp(-np.log(1e4) * np.arange(0, width, 2) / width)
    waves = np.exp(1j * turns).view(np.float64).reshape(length, -1, 2)[..., ::-1].reshape(length, width)
    np.testing.assert_allclose(OWN["positional_encoding"](length, width).numpy(), waves, atol=1e-5)


def test_attention_with_and_without_a_mask() -> None:
    q, k, v = draw(2, 3, 4), draw(2, 5, 4), draw(2, 5, 6)
    same(OWN["attention"](q, k, v), F.scaled_dot_product_attention(q, k, v), q, k, v)
    k, v = draw(2, 3, 4) * 2, draw(2, 3, 6)
    expected = F.scaled_dot_product_attention(q, k, v, is_causal=True)
    same(OWN["causal_attention"](q, k, v), expected, q, k, v)
    assert OWN["attention"](q * 1e4, k * 1e4, v).isfinite().all()


@pytest.mark.parametrize("heads", [1, 2, 6])
def test_heads(heads: int) -> None:
    own, x = random_parameters(OWN["MultiHeadAttention"](6, heads)), draw(2, 5, 6)
    theirs = nn.MultiheadAttention(6, heads, bias=False, batch_first=True)
    theirs.in_proj_weight.data = torch.cat([layer.weight.data for layer in (own.query, own.key, own.value)])
    theirs.out_proj.weight = own.output.weight
    same(own(x), theirs(x, x, x, need_weights=False)[0], x, own.output.weight)


def test_classifier() -> None:
    network, x = random_parameters(OWN["SmallClassifier"](3, 2, 5)), draw(2, 3, 5, 6)
    layers = [network.conv1, nn.ReLU(), nn.MaxPool2d(2), network.conv2, nn.ReLU(), nn.AdaptiveAvgPool2d(1)]
    same(network(x), nn.Sequential(*layers, nn.Flatten(), network.head)(x), x, *network.parameters())
