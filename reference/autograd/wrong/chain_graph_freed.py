"""The first gradient frees the graph that the next one needs. Ask to keep it: `retain_graph=True`."""
# diagnosis: second_backward

import torch
from torch import Tensor


def chain_links(x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    u = x**2
    y = torch.sin(u)
    (outer,) = torch.autograd.grad(y.sum(), u)
    (inner,) = torch.autograd.grad(u.sum(), x)
    (both,) = torch.autograd.grad(y.sum(), x)
    return y, outer, inner, both
