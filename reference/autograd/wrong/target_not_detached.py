"""Gradients flow into next_value too. Take the target out of the graph with `.detach()`."""
# diagnosis: not_detached

from torch import Tensor


def target_loss(value: Tensor, next_value: Tensor, reward: Tensor, discount: float) -> Tensor:
    target = reward + discount * next_value
    return ((value - target) ** 2).mean()
