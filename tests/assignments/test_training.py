"""The reference of `training` against torch's own optimizers, schedules and loops, and NumPy, without the grader."""

import math
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

OPTIMIZERS = [
    ("Momentum", torch.optim.SGD, {"lr": 0.3, "momentum": 0.7}),
    ("AdamW", torch.optim.AdamW, {"lr": 0.1, "betas": (0.7, 0.9), "eps": 0.1, "weight_decay": 0.3}),
]


@pytest.fixture(scope="module")
def training() -> ModuleType:
    module = ModuleType("training")
    text = (Path(__file__).parents[2] / "reference" / "training" / "solution.py").read_text("utf-8")
    exec(compile(text, "training", "exec"), vars(module))
    return module


def draw(*shape: int, leaf: bool = False) -> Tensor:
    numbers = np.random.RandomState(sum(shape)).standard_normal(shape)
    return torch.tensor(numbers, dtype=torch.float32, requires_grad=leaf)


def pair() -> tuple[nn.Linear, nn.Linear]:
    """Two layers with the same numbers."""
    one, other = nn.Linear(3, 2), nn.Linear(3, 2)
    other.load_state_dict(one.state_dict())
    return one, other


def alike(one: nn.Module, other: nn.Module) -> bool:
    pairs = zip(one.parameters(), other.parameters(), strict=True)
    return all(torch.allclose(a, b, rtol=1e-5, atol=1e-6) for a, b in pairs)


@pytest.mark.parametrize(("name", "model", "options"), OPTIMIZERS)
def test_optimizers_go_the_way_of_torch(training: ModuleType, name: str, model: type, options: dict) -> None:
    w, v = draw(4, 3, leaf=True), draw(4, 3, leaf=True)
    ours, theirs = getattr(training, name)(iter([w]), **options), model([v], **options)
    for turn in range(6):
        w.grad, v.grad = draw(4, 3) + turn, draw(4, 3) + turn
        ours.step()
        theirs.step()
        assert torch.allclose(w, v, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(("warmup", "total"), [(3, 12), (0, 7), (6, 7)])
def test_the_schedule_is_linear_and_then_torchs_cosine(training: ModuleType, warmup: int, total: int) -> None:
    optimizer = torch.optim.SGD([draw(2, leaf=True)], lr=0.8)
    cosine = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, total - warmup, eta_min=0.1)
    for step in range(total + 5):
        rate = training.learning_rate(step, warmup, total, 0.8, 0.1)
        expected = 0.1 if step > total else 0.8 * step / warmup if step < warmup else cosine.get_last_lr()[0]
        assert rate == pytest.approx(expected)
        if warmup <= step < total:
            optimizer.step()
            cosine.step()


def test_a_step_in_pieces_is_a_step_of_the_whole(training: ModuleType) -> None:
    one, other = pair()
    x, y = draw(7, 3), draw(7, 2)
    one.weight.grad = draw(2, 3)
    sgd = [torch.optim.SGD(each.parameters(), lr=0.1) for each in (one, other)]
    pieces = list(zip(x.split([4, 1, 2]), y.split([4, 1, 2]), strict=True))
    expected = F.mse_loss(other(x), y).item()
    losses = training.accumulated_step(one, sgd[0], pieces), training.train_step(other, sgd[1], x, y)
    assert losses == pytest.approx((expected, expected))
    assert alike(one, other)


@pytest.mark.parametrize("limit", [0.5, 50.0])
def test_clipping_is_torchs(training: ModuleType, limit: float) -> None:
    one, other = pair()
    for layer in (one, other):
        layer.weight.grad, layer.bias.grad = draw(2, 3), draw(1, 2)[0]
    norm = training.clip_gradients(one.parameters(), limit)
    assert norm == pytest.approx(nn.utils.clip_grad_norm_(other.parameters(), limit).item())
    assert all(torch.allclose(a.grad, b.grad) for a, b in zip(one.parameters(), other.parameters(), strict=True))


def test_the_loop_finds_the_least_squares(training: ModuleType) -> None:
    layer, x = nn.Linear(2, 1), draw(18, 2)
    y = x @ torch.tensor([[2.0], [-1.0]]) + 0.5
    losses = training.fit(layer, torch.optim.SGD(layer.parameters(), lr=0.1), x, y, 60, 5)
    solved, *_ = np.linalg.lstsq(np.c_[x.numpy(), np.ones(18)], y.numpy(), rcond=None)
    np.testing.assert_allclose([*layer.weight[0].tolist(), layer.bias.item()], solved[:, 0], atol=1e-3)
    assert len(losses) == 60
    assert losses[-1] < 1e-5 < losses[0]


@pytest.mark.parametrize("mode", [True, False])
def test_accuracy_is_that_of_eval_mode(training: ModuleType, mode: bool) -> None:
    model = nn.Sequential(nn.Dropout(0.5), nn.Linear(3, 4)).train(mode)
    x, labels = draw(11, 3), torch.arange(11) % 4
    expected = np.mean(model[1](x).detach().numpy().argmax(1) == labels.numpy())
    assert training.accuracy(model, zip(x.split(4), labels.split(4), strict=True)) == pytest.approx(expected)
    assert model.training is mode


def test_training_goes_on_after_a_checkpoint(training: ModuleType, tmp_path: Path) -> None:
    one, other = pair()
    adamw = [torch.optim.AdamW(each.parameters(), lr=0.1) for each in (one, other)]
    x, y, file = draw(5, 3), draw(5, 2), str(tmp_path / "run.pt")
    training.train_step(one, adamw[0], x, y)
    training.save_checkpoint(file, one, adamw[0], 4)
    assert training.load_checkpoint(file, other, adamw[1]) == 4
    assert training.train_step(one, adamw[0], x, y) == training.train_step(other, adamw[1], x, y)
    assert alike(one, other)


def test_stopping_early_brings_the_best_back(training: ModuleType) -> None:
    layer, stopping = nn.Linear(2, 1), training.EarlyStopping(patience=2)
    for loss, stop in ((math.inf, False), (3.0, False), (-1.0, False), (0.0, False), (-1.0, True)):
        nn.init.constant_(layer.weight, loss)
        assert stopping.update(loss, layer) is stop
        nn.init.zeros_(layer.weight)
    stopping.restore(layer)
    assert layer.weight.tolist() == [[-1.0, -1.0]]
