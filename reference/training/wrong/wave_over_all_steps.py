"""Your wave starts at step 0. It starts after the warm-up: progress is (step - warmup) / (total - warmup)."""
# diagnosis: none

import math


def learning_rate(step: int, warmup: int, total: int, peak: float, floor: float) -> float:
    if step < warmup:
        return peak * step / warmup
    if step >= total:
        return floor
    return floor + (peak - floor) * (1 + math.cos(math.pi * step / total)) / 2
