"""`target -= prediction` writes into the target that you were given. Make a new tensor: `prediction - target`."""

# diagnosis: input_changed

from torch import Tensor


def mse(prediction: Tensor, target: Tensor) -> Tensor:
    target -= prediction
    return (target**2).mean()
