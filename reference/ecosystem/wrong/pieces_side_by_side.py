"""Your pieces stand side by side: example i begins at token i times length. It begins at token i."""

# diagnosis: none

from torch import Tensor
from torch.utils.data import Dataset


class NextToken(Dataset):
    def __init__(self, tokens: Tensor, length: int) -> None:
        self.tokens, self.length = tokens, length

    def __len__(self) -> int:
        return max(0, (len(self.tokens) - 1) // self.length)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        start = range(len(self))[index] * self.length
        return self.tokens[start : start + self.length], self.tokens[start + 1 : start + self.length + 1]
