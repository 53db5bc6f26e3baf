"""The form of a merge: the joined text, where a pair was asked for."""

from collections import Counter
from itertools import pairwise


class SimpleBPE:
    def __init__(self) -> None:
        self.merges: list[str] = []

    def train(self, corpus: list[str], num_merges: int) -> None:
        words = [list(word) for word in corpus]
        for _ in range(num_merges):
            counts = Counter(pair for word in words for pair in pairwise(word))
            if not counts:
                return
            pair = counts.most_common(1)[0][0]
            self.merges.append("".join(pair))
            words = [merged(word, pair) for word in words]

    def encode(self, text: str) -> list[str]:
        tokens = list(text)
        for joined in self.merges:
            tokens = merged(tokens, (joined[:1], joined[1:]))
        return tokens
