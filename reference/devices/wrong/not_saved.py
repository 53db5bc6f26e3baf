"""With `persistent=False` the buffers are missing in the state_dict, and so in every checkpoint. Leave it out."""
# diagnosis: state_names

from torch import Tensor, nn


class Standardise(nn.Module):
    def __init__(self, mean: Tensor, std: Tensor) -> None:
        super().__init__()
        self.register_buffer("mean", mean, persistent=False)
        self.register_buffer("std", std, persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        return (x - self.mean) / self.std
