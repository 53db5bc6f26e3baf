"""h is made on the way, and autograd keeps gradients only for leaves, so `h.grad` is None. Call `h.retain_grad()`
before `backward`."""
# diagnosis: non_leaf

import torch


def middle_gradient(w: torch.Tensor, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    h = w * x
    total = torch.sum(h**3)
    total.backward()
    return h.grad, w.grad
