"""You count steps from 1 in the warm-up. They count from 0, so the first learning rate is 0."""
# diagnosis: none

import math


def learning_rate(step: int, warmup: int, total: int, peak: float, floor: float) -> float:
    if step < warmup:
        return peak * (step + 1) / warmup
    if step >= total:
        return floor
    progress = (step - warmup) / (total - warmup)
    return floor + (peak - floor) * (1 + math.cos(math.pi * progress)) / 2
