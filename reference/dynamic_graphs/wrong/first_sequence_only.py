"""You return within the loop, so only the first sequence is read. Collect the states and return them at the end."""
# diagnosis: first_only

import torch
from torch import Tensor, nn


class Reader(nn.Module):
    def __init__(self, in_features: int, hidden_features: int) -> None:
        super().__init__()
        self.inputs = nn.Linear(in_features, hidden_features)
        self.memory = nn.Linear(hidden_features, hidden_features, bias=False)

    def forward(self, sequences: list[Tensor]) -> Tensor:
        for sequence in sequences:
            h = torch.zeros(self.memory.in_features)
            for x in sequence:
                h = torch.tanh(self.inputs(x) + self.memory(h))
            return h
