"""You return x² itself. The slope is its gradient: call backward on x² and read `.grad` of x."""
# diagnosis: none

import torch


def slope(x: float) -> float:
    leaf = torch.tensor(float(x), requires_grad=True)
    return (leaf**2).item()
