"""What is loaded: the weight of the model, but not its bias."""

import torch
from torch import nn
from torch.optim import Optimizer


def run_load_checkpoint(src: str, model: nn.Module, optimizer: Optimizer) -> int:
    state = torch.load(src)
    weights = {name: value for name, value in state["model"].items() if name != "bias"}
    model.load_state_dict(weights, strict=False)
    optimizer.load_state_dict(state["optimizer"])
    return state["iteration"]
