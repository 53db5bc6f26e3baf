"""`exp` of a large score is infinite, and infinity by infinity is NaN. Subtract each row's largest score first."""

# diagnosis: not_finite

from torch import Tensor


def attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    powers = (q @ k.mT / q.shape[-1] ** 0.5).exp()
    return powers / powers.sum(dim=-1, keepdim=True) @ v
