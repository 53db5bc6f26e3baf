"""Every exercise, done in another way."""

import math
import pickle
from collections.abc import Iterable
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.optim import Optimizer


class MyAdam:
    """The form of the paper's second page: both corrections go into the step size."""

    def __init__(
        self, params: Iterable[Tensor], lr: float, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8
    ) -> None:
        self.state = [{"p": p, "m": 0.0, "v": 0.0, "t": 0} for p in params]
        self.lr, self.betas, self.eps = lr, betas, eps

    def step(self) -> None:
        b1, b2 = self.betas
        for each in self.state:
            gradient = each["p"].grad
            each["t"] += 1
            each["m"] = b1 * each["m"] + (1 - b1) * gradient
            each["v"] = b2 * each["v"] + (1 - b2) * gradient**2
            root = math.sqrt(1 - b2 ** each["t"])
            size = self.lr * root / (1 - b1 ** each["t"])
            each["p"].data.addcdiv_(each["m"], each["v"].sqrt() + self.eps * root, value=-size)

    def zero_grad(self) -> None:
        for each in self.state:
            each["p"].grad.zero_()


def accumulated_step(
    model: nn.Module, optimizer: Optimizer, loss_fn: nn.Module, micro_batches: list[tuple[Tensor, Tensor]]
) -> float:
    optimizer.zero_grad(set_to_none=False)
    losses = [loss_fn(model(x), y) for x, y in micro_batches]
    loss = sum(losses) / len(losses)
    loss.backward()
    optimizer.step()
    return float(loss)


def run_gradient_clipping(parameters: Iterable[nn.Parameter], max_l2_norm: float) -> None:
    nn.utils.clip_grad_norm_(list(parameters), max_l2_norm)


def cosine_lr_schedule(step: int, total_steps: int, warmup_steps: int, max_lr: float, min_lr: float) -> float:
    if step < warmup_steps:
        return step * (max_lr / warmup_steps)
    angle = math.pi * (step - warmup_steps) / (total_steps - warmup_steps)
    return max_lr * math.cos(angle / 2) ** 2 + min_lr * math.sin(angle / 2) ** 2


def run_save_checkpoint(model: nn.Module, optimizer: Optimizer, iteration: int, out: str) -> None:
    Path(out).write_bytes(pickle.dumps((model.state_dict(), optimizer.state_dict(), iteration)))


def run_load_checkpoint(src: str, model: nn.Module, optimizer: Optimizer) -> int:
    weights, state, iteration = pickle.loads(Path(src).read_bytes())
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(weights[name])
    optimizer.load_state_dict(state)
    return iteration
