"""The end: the rate falls to zero, below its smallest value."""

import math


def cosine_lr_schedule(step: int, total_steps: int, warmup_steps: int, max_lr: float, min_lr: float) -> float:
    if step < warmup_steps:
        return max_lr * step / warmup_steps
    progress = (step - warmup_steps) / (total_steps - warmup_steps)
    return max_lr * (1 + math.cos(math.pi * progress)) / 2
