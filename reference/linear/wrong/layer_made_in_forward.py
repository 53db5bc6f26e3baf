"""A layer made inside `forward` starts afresh at every call and never learns. Make the parameters in `__init__`."""

# diagnosis: made_in_forward

from torch import Tensor, nn


class Affine(nn.Module):
    def __init__(self, in_features: int, out_features: int) -> None:
        super().__init__()
        self.in_features = in_features
        self.out_features = out_features

    def forward(self, x: Tensor) -> Tensor:
        return nn.Linear(self.in_features, self.out_features)(x)
