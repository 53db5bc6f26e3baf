"""After the last step your wave climbs again. From step `total` on the learning rate is the floor."""
# diagnosis: none

import math


def learning_rate(step: int, warmup: int, total: int, peak: float, floor: float) -> float:
    if step < warmup:
        return peak * step / warmup
    progress = (step - warmup) / (total - warmup)
    return floor + (peak - floor) * (1 + math.cos(math.pi * progress)) / 2
