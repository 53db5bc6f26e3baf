"""You add up the squared differences. Take their mean, so that the loss does not grow with the batch."""
# diagnosis: sum_mean

from torch import Tensor


def target_loss(value: Tensor, next_value: Tensor, reward: Tensor, discount: float) -> Tensor:
    target = (reward + discount * next_value).detach()
    return ((value - target) ** 2).sum()
