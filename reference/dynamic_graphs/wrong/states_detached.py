"""You detach the state, so the gradient ends at the last element. Let it flow through the whole sequence."""
# diagnosis: graph_cut

import torch
from torch import Tensor, nn


class Reader(nn.Module):
    def __init__(self, in_features: int, hidden_features: int) -> None:
        super().__init__()
        self.inputs = nn.Linear(in_features, hidden_features)
        self.memory = nn.Linear(hidden_features, hidden_features, bias=False)

    def forward(self, sequences: list[Tensor]) -> Tensor:
        states = []
        for sequence in sequences:
            h = torch.zeros(self.memory.in_features)
            for x in sequence:
                h = torch.tanh(self.inputs(x) + self.memory(h.detach()))
            states.append(h)
        return torch.stack(states)
