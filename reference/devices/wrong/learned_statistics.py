"""As parameters, mean and std would be learned. They are not: `register_buffer` makes them move and nothing more."""
# diagnosis: none

from torch import Tensor, nn


class Standardise(nn.Module):
    def __init__(self, mean: Tensor, std: Tensor) -> None:
        super().__init__()
        self.mean, self.std = nn.Parameter(mean), nn.Parameter(std)

    def forward(self, x: Tensor) -> Tensor:
        return (x - self.mean) / self.std
