"""The reference of `devices` on the device `meta`, on the CPU in NumPy, and on the GPU where there is one."""

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from torch import nn

GPU = pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no GPU here")
DEVICES = ["cpu", "meta", pytest.param("cuda", marks=GPU)]


@pytest.fixture(scope="module")
def devices() -> ModuleType:
    module = ModuleType("devices")
    text = (Path(__file__).parents[2] / "reference" / "devices" / "solution.py").read_text("utf-8")
    exec(compile(text, "devices", "exec"), vars(module))
    return module


@pytest.mark.parametrize("device", DEVICES)
def test_results_are_where_they_are_wanted(devices: ModuleType, device: str) -> None:
    x = torch.arange(6.0).reshape(2, 3)
    moved = x.to(device)
    layer, bags = nn.Linear(3, 4, device=device), {"a": [x, (x[0], "text")], "b": None}
    bag = devices.batch_to_device(bags, device)
    scaled = devices.Standardise(x[0], x[1]).to(device)(moved)
    results = [devices.moved_sum(x, moved, device), devices.column_of_ones(moved), devices.beside_the_model(layer, x)]
    assert {tensor.device.type for tensor in (*results, bag["a"][0], bag["a"][1][0], scaled)} == {device}
    assert [tuple(tensor.shape) for tensor in results] == [(2, 3), (2, 4), (2, 4)]
    assert bag["a"][1][1:] == ("text",)
    assert bag["b"] is None
    assert bags["a"][0] is x
    layer = nn.Linear(3, 4)
    (group,) = devices.optimizer_after_move(layer, device, 0.1, 0.9).param_groups
    assert [id(each) for each in group["params"]] == [id(each) for each in layer.parameters()]
    assert layer.bias.device.type == device
    assert (group["lr"], group["momentum"]) == (0.1, 0.9)


def test_the_numbers_are_those_of_numpy(devices: ModuleType) -> None:
    numbers = np.random.RandomState(0).standard_normal((3, 2))
    x, std = torch.tensor(numbers), torch.tensor([2.0, 0.5])
    assert (devices.column_of_ones(x).numpy() == np.c_[numbers, np.ones(3)]).all()
    module = devices.Standardise(torch.tensor([1.0, -1.0]), std).double()
    np.testing.assert_allclose(module(x).numpy(), (numbers - [1, -1]) / [2, 0.5])
    assert list(module.state_dict()) == ["mean", "std"]
    assert list(module.parameters()) == []


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.bfloat16])
def test_arrays_have_memory_of_their_own(devices: ModuleType, dtype: torch.dtype) -> None:
    x = torch.tensor([1.5, -2.0], dtype=dtype, requires_grad=True)
    array = devices.to_numpy(x)
    x.data.zero_()
    assert array.dtype == np.float32
    assert array.tolist() == [1.5, -2.0]


def test_the_choice_of_a_device(devices: ModuleType) -> None:
    chosen = [devices.choose_device("auto", kinds).type for kinds in (["cpu"], ["cpu", "mps"], ["mps", "cpu", "cuda"])]
    assert chosen == ["cpu", "mps", "cuda"]
    assert devices.choose_device("cuda:1", ["cpu", "cuda"]) == torch.device("cuda", 1)
    for wanted in ("cuda", "cuda:1", "mps"):
        with pytest.raises(ValueError, match="no"):
            devices.choose_device(wanted, ["cpu"])


@pytest.mark.parametrize("device", ["cpu", pytest.param("cuda", marks=GPU)])
def test_a_step_there_and_back_is_what_numpy_finds(devices: ModuleType, device: str) -> None:
    layer, x, y = nn.Linear(3, 2), torch.ones(4, 3) * 0.5, torch.zeros(4, 2)
    weight, bias = (each.detach().double().numpy() for each in layer.parameters())
    error = x.double().numpy() @ weight.T + bias
    loss, gradient = devices.gpu_step(layer, x, y, device)
    assert loss == pytest.approx((error**2).mean(), rel=1e-5)
    np.testing.assert_allclose(gradient, 2 * error.T @ x.numpy() / error.size, rtol=1e-4, atol=1e-6)
