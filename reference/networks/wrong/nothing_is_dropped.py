"""p is stored but nothing is ever dropped. In train mode multiply x by a random mask."""

# diagnosis: dropout_unused

from torch import Tensor, nn


class Dropout(nn.Module):
    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        return x
