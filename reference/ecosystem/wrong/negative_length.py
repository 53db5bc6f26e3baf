"""A text that is too short gives your dataset a negative length, which `len` refuses. It has `max(0, …)` examples."""

# diagnosis: none

from torch import Tensor
from torch.utils.data import Dataset


class NextToken(Dataset):
    def __init__(self, tokens: Tensor, length: int) -> None:
        self.tokens, self.length = tokens, length

    def __len__(self) -> int:
        return len(self.tokens) - self.length

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        start = range(len(self))[index]
        return self.tokens[start : start + self.length], self.tokens[start + 1 : start + self.length + 1]
