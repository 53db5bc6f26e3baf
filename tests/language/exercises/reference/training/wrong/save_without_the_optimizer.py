"""What is saved: the optimizer's state is not, so that its averages start over."""

import torch
from torch import nn
from torch.optim import Optimizer


def run_save_checkpoint(model: nn.Module, optimizer: Optimizer, iteration: int, out: str) -> None:
    state = {"model": model.state_dict(), "optimizer": None, "iteration": iteration}
    torch.save(state, out)


def run_load_checkpoint(src: str, model: nn.Module, optimizer: Optimizer) -> int:
    state = torch.load(src)
    model.load_state_dict(state["model"])
    return state["iteration"]
