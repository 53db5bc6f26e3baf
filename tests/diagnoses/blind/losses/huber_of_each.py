"""You return the loss of every element, but training needs a single number. Take the mean of them at the end."""
# diagnosis: not_reduced

import torch


def huber(prediction: torch.Tensor, target: torch.Tensor, delta: float) -> torch.Tensor:
    e = prediction - target
    size = torch.abs(e)
    parabola = 0.5 * e**2
    line = delta * (size - 0.5 * delta)
    return torch.where(size <= delta, parabola, line)
