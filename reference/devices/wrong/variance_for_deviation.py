"""You divide by the square root of std. It is a standard deviation already: divide by std itself."""
# diagnosis: none

from torch import Tensor, nn


class Standardise(nn.Module):
    def __init__(self, mean: Tensor, std: Tensor) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("std", std)

    def forward(self, x: Tensor) -> Tensor:
        return (x - self.mean) / self.std.sqrt()
