"""You hold the wrong side still. The target is the constant, and gradients flow to value."""
# diagnosis: not_detached

from torch import Tensor


def target_loss(value: Tensor, next_value: Tensor, reward: Tensor, discount: float) -> Tensor:
    target = reward + discount * next_value
    return ((value.detach() - target) ** 2).mean()
