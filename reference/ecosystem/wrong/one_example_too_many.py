"""The last piece has no token after it, so it has no target. There are `len(tokens) - length` examples."""

# diagnosis: start_off

from torch import Tensor
from torch.utils.data import Dataset


class NextToken(Dataset):
    def __init__(self, tokens: Tensor, length: int) -> None:
        self.tokens, self.length = tokens, length

    def __len__(self) -> int:
        return max(0, len(self.tokens) - self.length + 1)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        start = range(len(self))[index]
        return self.tokens[start : start + self.length], self.tokens[start + 1 : start + self.length + 1]
