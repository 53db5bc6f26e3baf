"""You return one squared difference for each guess. A loss is a single number: finish with `.mean()`."""
# diagnosis: not_reduced

from torch import Tensor


def target_loss(value: Tensor, next_value: Tensor, reward: Tensor, discount: float) -> Tensor:
    target = (reward + discount * next_value).detach()
    return (value - target) ** 2
