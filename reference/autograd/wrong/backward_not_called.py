"""`.grad` is None until backward has run. Call `.backward()` on the result first."""
# diagnosis: no_backward

import torch


def slope(x: float) -> float:
    leaf = torch.tensor(float(x), requires_grad=True)
    leaf**2
    return leaf.grad.item()
