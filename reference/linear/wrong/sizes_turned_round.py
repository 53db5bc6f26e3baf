"""nn.Linear takes what comes in first, then what goes out. Your sizes are the other way round."""

# diagnosis: features_swapped

import torch
from torch import Tensor, nn


class TwoLayer(nn.Module):
    def __init__(self, in_features: int, hidden_features: int, out_features: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(hidden_features, in_features)
        self.output = nn.Linear(out_features, hidden_features)

    def forward(self, x: Tensor) -> Tensor:
        return self.output(torch.relu(self.hidden(x)))
