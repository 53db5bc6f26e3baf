"""Your target is the input once more: there is nothing to predict. It begins one token later."""

# diagnosis: none

from torch import Tensor
from torch.utils.data import Dataset


class NextToken(Dataset):
    def __init__(self, tokens: Tensor, length: int) -> None:
        self.tokens, self.length = tokens, length

    def __len__(self) -> int:
        return max(0, len(self.tokens) - self.length)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        start = range(len(self))[index]
        piece = self.tokens[start : start + self.length]
        return piece, piece
