"""You call `torch.cos` with a Python number, and it takes tensors only. For numbers there is `math.cos`."""

# diagnosis: arguments_unfit

import torch


def learning_rate(step: int, warmup: int, total: int, peak: float, floor: float) -> float:
    if step < warmup:
        return peak * step / warmup
    if step >= total:
        return floor
    progress = (step - warmup) / (total - warmup)
    return floor + (peak - floor) * (1 + torch.cos(torch.pi * progress)) / 2
