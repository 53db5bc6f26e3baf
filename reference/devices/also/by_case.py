"""One kind after another, each written out, and devices as objects."""

import numpy as np
import torch
from torch import Tensor, nn


def moved_sum(a: Tensor, b: Tensor, device: str) -> Tensor:
    place = torch.device(device)
    a, b = (tensor if tensor.device == place else tensor.to(place) for tensor in (a, b))
    return b + a


def column_of_ones(x: Tensor) -> Tensor:
    wider = x.new_empty(x.shape[0], x.shape[1] + 1)
    wider[:, :-1] = x
    wider[:, -1] = 1
    return wider


def batch_to_device(batch: object, device: str) -> object:
    match batch:
        case Tensor():
            return batch.to(device)
        case dict():
            moved = dict(batch)
            for key in moved:
                moved[key] = batch_to_device(moved[key], device)
            return moved
        case list():
            return [batch_to_device(item, device) for item in batch]
        case tuple():
            return tuple([batch_to_device(item, device) for item in batch])
    return batch


def beside_the_model(model: nn.Module, x: Tensor) -> Tensor:
    return model(x.to(list(model.parameters())[-1]))


def gpu_step(model: nn.Linear, x: Tensor, y: Tensor, device: str) -> tuple[float, np.ndarray]:
    with torch.device(device):
        model.to(device)
        error = model(x.to(device)) - y.to(device)
        (gradient,) = torch.autograd.grad(error.square().mean(), model.weight)
    return float(error.square().mean()), np.array(gradient.tolist(), dtype=np.float32)
