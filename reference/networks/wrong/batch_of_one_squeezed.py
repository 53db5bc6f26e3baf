"""`squeeze()` removes every dimension of size 1, the batch's too. Say which ones should go."""

# diagnosis: batch_squeezed

import torch
from torch import Tensor


def global_pool(x: Tensor) -> Tensor:
    return torch.cat((x.mean(dim=(2, 3), keepdim=True), x.amax(dim=(2, 3), keepdim=True)), dim=1).squeeze()
