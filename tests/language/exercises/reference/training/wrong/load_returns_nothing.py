"""The result: both states are loaded, but the iteration is not returned."""

import torch
from torch import nn
from torch.optim import Optimizer


def run_load_checkpoint(src: str, model: nn.Module, optimizer: Optimizer) -> None:
    state = torch.load(src)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
