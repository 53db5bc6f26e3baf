"""You subtract while both pictures are still bytes, and bytes cannot go below zero, so -20 comes out as 236. Convert
both pictures to int16 first and subtract then."""
# diagnosis: wrapped

import torch


def motion(before: torch.Tensor, after: torch.Tensor) -> torch.Tensor:
    change = torch.zeros(before.shape, dtype=torch.int16)
    change[:] = after - before
    return change
