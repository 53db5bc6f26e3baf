"""You return a list. Make a tensor of it: `torch.tensor(numbers, dtype=torch.int64)`."""

# diagnosis: not_a_tensor


def encode(text: str, vocabulary: dict[str, int]) -> list[int]:
    return [vocabulary.get(word, vocabulary["<unk>"]) for word in text.lower().split()]
