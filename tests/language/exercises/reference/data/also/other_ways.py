"""Both exercises, done in another way."""

import numpy as np
import torch
from torch import Tensor


def run_get_batch(dataset: np.ndarray, batch_size: int, context_length: int, device: str) -> tuple[Tensor, Tensor]:
    starts = np.random.randint(0, len(dataset) - context_length, size=batch_size)
    inputs = np.stack([dataset[start : start + context_length] for start in starts])
    targets = np.stack([dataset[start + 1 : start + 1 + context_length] for start in starts])
    return torch.tensor(inputs, device=device), torch.tensor(targets, device=device)


class SimpleBPE:
    def __init__(self) -> None:
        self.merges = []

    def train(self, corpus: list[str], num_merges: int) -> None:
        words = [tuple(word) for word in corpus]
        while len(self.merges) < num_merges:
            counts: dict[tuple[str, str], int] = {}
            for word in words:
                for left, right in zip(word, word[1:]):
                    counts[left, right] = counts.get((left, right), 0) + 1
            if not counts:
                break
            best = max(counts, key=counts.__getitem__)
            self.merges.append(best)
            words = [self.join(word, best) for word in words]

    def encode(self, text: str) -> list[str]:
        word = tuple(text)
        for pair in self.merges:
            word = self.join(word, pair)
        return list(word)

    def join(self, word: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
        for place in range(len(word) - 1):
            if word[place : place + 2] == pair:
                return (*word[:place], "".join(pair), *self.join(word[place + 2 :], pair))
        return word
