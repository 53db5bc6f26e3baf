"""Data and models for the exercises; students' code does not need them."""

import torch
from torch import Tensor, nn


def points(count: int, features: int, seed: int) -> Tensor:
    """``count`` points, the same for the same seed."""
    return torch.randn(count, features, generator=torch.Generator().manual_seed(seed))


def heights(x: Tensor, slopes: list[float], offset: float) -> Tensor:
    """The heights of a plane above the points x, with a little noise: a column."""
    noise = torch.randn(len(x), 1, generator=torch.Generator().manual_seed(len(x)))
    return x @ torch.tensor(slopes)[:, None] + offset + 0.01 * noise


class Witness(nn.Module):
    """A classifier with dropout that notes, each time it is called, whether it is in training and recorded."""

    def __init__(self, features: int, classes: int) -> None:
        super().__init__()
        self.dropout = nn.Dropout(0.5)
        self.scores = nn.Linear(features, classes)
        self.seen_training: list[bool] = []
        self.seen_recording: list[bool] = []

    def forward(self, x: Tensor) -> Tensor:
        self.seen_training.append(self.training)
        self.seen_recording.append(torch.is_grad_enabled())
        return self.scores(self.dropout(x))


def witness(features: int, classes: int) -> Witness:
    return Witness(features, classes)


class Network(nn.Module):
    """A body, a head and a layer whose name only begins like the head's."""

    def __init__(self, features: int, hidden: int, classes: int) -> None:
        super().__init__()
        self.body = nn.Linear(features, hidden)
        self.header = nn.Linear(hidden, hidden)
        self.head = nn.Linear(hidden, classes)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(torch.tanh(self.header(torch.tanh(self.body(x)))))


def network(features: int, hidden: int, classes: int) -> Network:
    return Network(features, hidden, classes)
