"""Every layer, written in another way."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def relu(x: Tensor) -> Tensor:
    return torch.where(x > 0, x, torch.zeros_like(x))


def my_softmax(x: Tensor, dim: int) -> Tensor:
    return torch.softmax(x, dim)


def my_layer_norm(x: Tensor, gamma: Tensor, beta: Tensor, eps: float = 1e-5) -> Tensor:
    return F.layer_norm(x, gamma.shape, gamma, beta, eps)


def my_batch_norm(
    x: Tensor, gamma: Tensor, beta: Tensor, running_mean: Tensor, running_var: Tensor, training: bool
) -> Tensor:
    return F.batch_norm(x, running_mean, running_var, gamma, beta, training)


class MyDropout(nn.Module):
    def __init__(self, p: float) -> None:
        super().__init__()
        self.keep = 1 - p

    def forward(self, x: Tensor) -> Tensor:
        if self.training:
            mask = torch.bernoulli(torch.full_like(x, self.keep))
            return x * mask.div(self.keep)
        return x


class MyEmbedding(nn.Module):
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(num_embeddings, embedding_dim))

    def forward(self, indices: Tensor) -> Tensor:
        return F.one_hot(indices, len(self.weight)).to(self.weight.dtype) @ self.weight


class LoRALinear(nn.Module):
    def __init__(self, in_features: int, out_features: int, rank: int, alpha: float) -> None:
        super().__init__()
        self.linear = nn.Linear(in_features, out_features)
        for parameter in self.linear.parameters():
            parameter.requires_grad = False
        self.lora_A = nn.Parameter(torch.empty(rank, in_features))
        self.lora_B = nn.Parameter(torch.empty(out_features, rank))
        nn.init.kaiming_uniform_(self.lora_A)
        nn.init.zeros_(self.lora_B)
        self.alpha, self.rank = alpha, rank

    def forward(self, x: Tensor) -> Tensor:
        change = self.lora_B @ self.lora_A * (self.alpha / self.rank)
        return F.linear(x, self.linear.weight + change, self.linear.bias)
