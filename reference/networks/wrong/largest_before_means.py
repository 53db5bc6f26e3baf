"""You put the largest numbers first. The means of all channels come first, the largest numbers behind them."""

# diagnosis: reordered

import torch
from torch import Tensor


def global_pool(x: Tensor) -> Tensor:
    return torch.cat((x.amax(dim=(2, 3)), x.mean(dim=(2, 3))), dim=1)
