"""A slice beyond the end is only shorter, so your dataset never ends. Look at the index, and raise an IndexError."""

# diagnosis: none

from torch import Tensor
from torch.utils.data import Dataset


class NextToken(Dataset):
    def __init__(self, tokens: Tensor, length: int) -> None:
        self.tokens, self.length = tokens, length

    def __len__(self) -> int:
        return max(0, len(self.tokens) - self.length)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        start = index % len(self) if index < 0 else index
        return self.tokens[start : start + self.length], self.tokens[start + 1 : start + self.length + 1]
