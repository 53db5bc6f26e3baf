"""`relu_` writes into the x that you were given. Leave x as it is, and bend only what `hidden` makes of it."""

# diagnosis: input_changed

import torch
from torch import Tensor, nn


class TwoLayer(nn.Module):
    def __init__(self, in_features: int, hidden_features: int, out_features: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(in_features, hidden_features)
        self.output = nn.Linear(hidden_features, out_features)

    def forward(self, x: Tensor) -> Tensor:
        with torch.no_grad():
            x.relu_()
        return self.output(torch.relu(self.hidden(x)))
