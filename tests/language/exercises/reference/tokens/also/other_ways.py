"""Byte pairs, counted and joined in another way."""


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
