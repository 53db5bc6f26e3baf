"""Plain tensors stay behind when the module moves. Register them: `self.register_buffer("mean", mean)`."""
# diagnosis: plain_tensor

from torch import Tensor, nn


class Standardise(nn.Module):
    def __init__(self, mean: Tensor, std: Tensor) -> None:
        super().__init__()
        self.mean, self.std = mean, std

    def forward(self, x: Tensor) -> Tensor:
        return (x - self.mean) / self.std
