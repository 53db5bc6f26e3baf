"""Nothing bends between the layers, and two linear layers in a row are only one. Put a ReLU between them."""

# diagnosis: none

from torch import Tensor, nn


class TwoLayer(nn.Module):
    def __init__(self, in_features: int, hidden_features: int, out_features: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(in_features, hidden_features)
        self.output = nn.Linear(hidden_features, out_features)

    def forward(self, x: Tensor) -> Tensor:
        return self.output(self.hidden(x))
