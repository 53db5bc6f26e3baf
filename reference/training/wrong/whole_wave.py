"""cos(2π · progress) comes back up to the peak. Half a wave ends at the floor: `math.cos(math.pi * progress)`."""
# diagnosis: none

import math


def learning_rate(step: int, warmup: int, total: int, peak: float, floor: float) -> float:
    if step < warmup:
        return peak * step / warmup
    if step >= total:
        return floor
    progress = (step - warmup) / (total - warmup)
    return floor + (peak - floor) * (1 + math.cos(2 * math.pi * progress)) / 2
