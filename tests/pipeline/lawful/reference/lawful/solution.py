"""Keeps every law."""

import torch
from torch import nn


def softmax(x):
    shifted = (x - x.amax(-1, keepdim=True)).exp()
    return shifted / shifted.sum(-1, keepdim=True)


def attention(q, k, v):
    scores = q @ k.mT / q.shape[-1] ** 0.5
    later = torch.ones_like(scores, dtype=torch.bool).triu(1)
    return scores.masked_fill(later, float("-inf")).softmax(-1) @ v


def normalise(x):
    return (x - x.mean(1, keepdim=True)) / x.std(1, keepdim=True)


def masked_mean(x, mask):
    return (x * mask).sum() / mask.sum()


class Cell(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(size, size))

    def forward(self, x, state=None):
        state = torch.zeros(x.shape[0], x.shape[2]) if state is None else state
        out = []
        for now in x.unbind(1):
            state = torch.tanh(now + state @ self.weight)
            out.append(state)
        return torch.stack(out, 1), state


def encrypt(text, key):
    return "".join(chr((ord(letter) - 97 + key) % 26 + 97) for letter in text)


def decrypt(text, key):
    return encrypt(text, -key)


class Tokenizer:
    def __init__(self, alphabet):
        self.alphabet = alphabet

    def encode(self, text):
        return [self.alphabet.index(letter) for letter in text]

    def decode(self, numbers):
        return "".join(self.alphabet[number] for number in numbers)


class _Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x.sigmoid()

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        s = x.sigmoid()
        return gradient * (s + x * s * (1 - s))


def swish(x):
    return _Swish.apply(x)


def positions(x):
    return x + torch.arange(x.shape[-1], device=x.device)


class Twice(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(3))

    def forward(self, x):
        return torch.tanh(x * self.weight)
