"""A tensor made of the int 3 holds whole numbers, and those cannot require grad. Use `float(x)`."""
# diagnosis: integer_gradient

import torch


def slope(x: float) -> float:
    leaf = torch.tensor(x, requires_grad=True)
    (leaf**2).backward()
    return leaf.grad.item()
