"""Ready-made modules, packed batches and stacks of one's own."""

import torch
from torch import Tensor, nn


class Reader(nn.Module):
    def __init__(self, in_features: int, hidden_features: int) -> None:
        super().__init__()
        self.memory = nn.Linear(hidden_features, hidden_features, bias=False)
        self.inputs = nn.Linear(in_features, hidden_features)

    def forward(self, sequences: list[Tensor]) -> Tensor:
        lengths = torch.tensor([len(sequence) for sequence in sequences])
        padded = nn.utils.rnn.pad_sequence(sequences, batch_first=True)
        h = padded.new_zeros(len(sequences), self.inputs.out_features)
        for at in range(padded.shape[1]):
            new = torch.tanh(self.inputs(padded[:, at]) + self.memory(h))
            h = torch.where((at < lengths)[:, None], new, h)
        return h


class Repeated(nn.Module):
    def __init__(self, features: int) -> None:
        super().__init__()
        self.layer = nn.Linear(features, features)

    def forward(self, x: Tensor, depth: int) -> Tensor:
        total = x
        while depth > 0:
            total = total + torch.tanh(total @ self.layer.weight.T + self.layer.bias)
            depth -= 1
        return total


class Tree(nn.Module):
    def __init__(self, features: int) -> None:
        super().__init__()
        self.join = nn.Linear(2 * features, features)

    def forward(self, tree: Tensor | tuple) -> Tensor:
        waiting, worth = [(tree, False)], []
        while waiting:
            part, is_done = waiting.pop()
            if isinstance(part, Tensor):
                worth.append(part)
            elif is_done:
                right, left = worth.pop(), worth.pop()
                worth.append(self.join(torch.hstack((left, right))).tanh())
            else:
                waiting += [(part, True), (part[1], False), (part[0], False)]
        return worth.pop()
