"""The reference of `dynamic_graphs` against NumPy in double precision and known derivatives, without the grader."""

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from torch import Tensor, nn


@pytest.fixture(scope="module")
def graphs() -> ModuleType:
    module = ModuleType("dynamic_graphs")
    text = (Path(__file__).parents[2] / "reference" / "dynamic_graphs" / "solution.py").read_text("utf-8")
    exec(compile(text, "dynamic_graphs", "exec"), vars(module))
    return module


def draw(*shape: int, seed: int = 0) -> np.ndarray:
    return np.asarray(np.random.RandomState(sum(shape) + seed).standard_normal(shape))


def leaf(numbers: np.ndarray | float) -> Tensor:
    return torch.tensor(numbers, dtype=torch.float64, requires_grad=True)


def near(actual: Tensor, expected: np.ndarray | float) -> None:
    digits = 1e-6 if actual.dtype == torch.float64 else 1e-4
    np.testing.assert_allclose(actual.detach().numpy(), expected, rtol=digits, atol=digits / 10)


def weights(module: nn.Module) -> dict[str, np.ndarray]:
    return {name: each.detach().double().numpy() for name, each in module.named_parameters()}


@pytest.mark.parametrize(("at", "value", "slope"), [(-3, 6, -2), (0, 0, 0), (1.5, 2.25, 3), (2, 4, -2), (5, -2, -2)])
def test_each_piece_has_its_value_and_slope(graphs: ModuleType, at: float, value: float, slope: float) -> None:
    x = leaf(at)
    result = graphs.three_pieces(x)
    result.backward()
    assert (result.item(), x.grad.item()) == (value, slope)


def test_roots_have_no_nan(graphs: ModuleType) -> None:
    numbers = np.array([4.0, 0.0, -9.0, 1e-6])
    x, inside = leaf(numbers), np.where(numbers > 0, numbers, np.inf)
    result = graphs.safe_root(x)
    result.sum().backward()
    near(result, np.sqrt(np.maximum(numbers, 0)))
    near(x.grad, 0.5 / np.sqrt(inside))


@pytest.mark.parametrize("bound", [0.3, 1.0, 1000.0])
def test_halving_is_a_power_of_two(graphs: ModuleType, bound: float) -> None:
    numbers = draw(3, 4)
    x, turns = leaf(numbers), max(0, int(np.ceil(np.log2(np.linalg.norm(numbers) / bound))))
    result, counted = graphs.halve(x, bound)
    result.sum().backward()
    near(result, numbers / 2**turns)
    near(x.grad, np.full((3, 4), 0.5**turns))
    assert counted == turns


@pytest.mark.parametrize("at", [-8.3, -1.0, -0.4, 0.9, 1.3, 4.5, 37.2])
def test_reflections_are_a_triangle_wave(graphs: ModuleType, at: float) -> None:
    x = leaf(at)
    result = graphs.reflect(x)
    result.backward()
    near(result, 2 / np.pi * np.arcsin(np.sin(np.pi / 2 * at)))
    assert abs(at) == 1 or x.grad.item() == np.sign(np.cos(np.pi / 2 * at))


@pytest.mark.parametrize("eccentricity", [0.0, 0.3, 0.8])
def test_kepler_has_the_gradient_of_the_implicit_function(graphs: ModuleType, eccentricity: float) -> None:
    angle = np.array([-1.2, 0.0, 0.7, 2.9, 5.5])
    M, e = leaf(angle - eccentricity * np.sin(angle)), leaf(eccentricity)
    result = graphs.kepler(M, e)
    result.sum().backward()
    slope = 1 / (1 - eccentricity * np.cos(angle))
    near(result, angle)
    near(M.grad, slope)
    near(e.grad, (np.sin(angle) * slope).sum())


def test_sequences_end_where_a_cell_of_torch_ends(graphs: ModuleType) -> None:
    reader, cell = graphs.Reader(3, 5), nn.RNN(3, 5)
    names = ("weight_hh_l0", "weight_ih_l0", "bias_ih_l0", "bias_hh_l0")
    parts = (reader.memory.weight, reader.inputs.weight, reader.inputs.bias, torch.zeros(5))
    cell.load_state_dict(dict(zip(names, parts, strict=True)))
    sequences = [torch.tensor(draw(length, 3)).float() for length in (4, 1, 6)]
    expected = torch.stack([cell(each)[1][0] for each in sequences])
    near(reader([*sequences, torch.zeros(0, 3)]), np.vstack([expected.detach().numpy(), np.zeros(5)]))


def test_networks_of_any_depth_and_shape(graphs: ModuleType) -> None:
    repeated, tree, x = graphs.Repeated(4), graphs.Tree(3), draw(2, 4)
    p, expected = weights(repeated), x
    for depth in range(4):
        near(repeated(torch.tensor(x).float(), depth), expected)
        expected = expected + np.tanh(expected @ p["layer.weight"].T + p["layer.bias"])
    p, (a, b, c) = weights(tree), draw(3, 3)
    low = np.tanh(p["join.weight"] @ np.hstack([b, c]) + p["join.bias"])
    high = np.tanh(p["join.weight"] @ np.hstack([a, low]) + p["join.bias"])
    near(tree((torch.tensor(a).float(), (torch.tensor(b).float(), torch.tensor(c).float()))), high)


@pytest.mark.parametrize("sure", [0.0, 0.3, 0.4, 0.5, 1.5])
def test_an_early_exit_leaves_the_rest_alone(graphs: ModuleType, sure: float) -> None:
    module, x = graphs.EarlyExit(4, 3, 5), draw(4)
    p, h, used, surest = weights(module), x, 0, -1.0
    while used < 5 and surest < sure:
        h = np.maximum(p[f"layers.{used}.weight"] @ h + p[f"layers.{used}.bias"], 0)
        scores = p[f"heads.{used}.weight"] @ h + p[f"heads.{used}.bias"]
        surest, used = np.max(np.exp(scores) / np.exp(scores).sum()), used + 1
    result, count = module(torch.tensor(x).float(), sure)
    result.sum().backward()
    near(result, scores)
    assert count == used
    assert [each.weight.grad is not None for each in module.layers] == [place < used for place in range(5)]
