"""The number of merges: one more than was asked for."""

from collections import Counter
from itertools import pairwise


class SimpleBPE:
    def __init__(self) -> None:
        self.merges: list[tuple[str, str]] = []

    def train(self, corpus: list[str], num_merges: int) -> None:
        words = [list(word) for word in corpus]
        for _ in range(num_merges + 1):
            counts = Counter(pair for word in words for pair in pairwise(word))
            if not counts:
                return
            self.merges.append(counts.most_common(1)[0][0])
            words = [merged(word, self.merges[-1]) for word in words]

    def encode(self, text: str) -> list[str]:
        tokens = list(text)
        for pair in self.merges:
            tokens = merged(tokens, pair)
        return tokens
