"""A negative index begins your slice somewhere else than meant. Add `len(self)` to it first."""

# diagnosis: none

from torch import Tensor
from torch.utils.data import Dataset


class NextToken(Dataset):
    def __init__(self, tokens: Tensor, length: int) -> None:
        self.tokens, self.length = tokens, length

    def __len__(self) -> int:
        return max(0, len(self.tokens) - self.length)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self.tokens[index : index + self.length], self.tokens[index + 1 : index + self.length + 1]
