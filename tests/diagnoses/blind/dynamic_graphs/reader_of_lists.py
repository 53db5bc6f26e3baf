"""The numbers are right, but `tolist()` makes plain Python numbers of the states, and no gradient finds its way back
from those. Keep the tensors and put them together with `torch.stack`."""
# diagnosis: graph_cut

import torch
from torch import nn


class Reader(nn.Module):
    def __init__(self, in_features: int, hidden_features: int) -> None:
        super().__init__()
        self.hidden_features = hidden_features
        self.inputs = nn.Linear(in_features, hidden_features)
        self.memory = nn.Linear(hidden_features, hidden_features, bias=False)

    def forward(self, sequences: list[torch.Tensor]) -> torch.Tensor:
        last_states = []
        for sequence in sequences:
            h = torch.zeros(self.hidden_features)
            for i in range(len(sequence)):
                h = torch.tanh(self.inputs(sequence[i]) + self.memory(h))
            last_states.append(h.tolist())
        return torch.tensor(last_states)
