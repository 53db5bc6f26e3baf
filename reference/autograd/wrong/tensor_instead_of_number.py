"""This is the right number, but still a tensor. `.item()` turns it into a Python float."""
# diagnosis: tensor_not_number

import torch


def slope(x: float) -> torch.Tensor:
    leaf = torch.tensor(float(x), requires_grad=True)
    (leaf**2).backward()
    return leaf.grad
