"""The type of an encoding: one text, where a list of tokens was asked for."""

from collections import Counter
from itertools import pairwise


class SimpleBPE:
    def __init__(self) -> None:
        self.merges: list[tuple[str, str]] = []

    def train(self, corpus: list[str], num_merges: int) -> None:
        words = [list(word) for word in corpus]
        for _ in range(num_merges):
            counts = Counter(pair for word in words for pair in pairwise(word))
            if not counts:
                return
            self.merges.append(counts.most_common(1)[0][0])
            words = [merged(word, self.merges[-1]) for word in words]

    def encode(self, text: str) -> str:
        tokens = list(text)
        for pair in self.merges:
            tokens = merged(tokens, pair)
        return " ".join(tokens)
