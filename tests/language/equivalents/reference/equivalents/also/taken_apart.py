"""The same numbers by other means: other orders, other formulas, one operation after another."""

import math

import torch
from torch import Tensor
from torch.nn import functional as F


def total(x: Tensor) -> Tensor:
    """Chunks from the back, added up one by one."""
    result = x.new_zeros(())
    for chunk in reversed(x.split(100)):
        result = result + chunk.flip(0).sum()
    return result


def mean(x: Tensor) -> Tensor:
    """A mean of the means of halves, weighted by their lengths."""
    first, second = x.tensor_split(2)
    return first.mean() * (len(first) / len(x)) + second.mean() * (len(second) / len(x))


def length(x: Tensor) -> Tensor:
    """A root of a product with itself."""
    return torch.einsum("bd,bd->b", x, x).sqrt()


def running_total(x: Tensor) -> Tensor:
    """A product with a triangle of ones."""
    return x @ torch.ones(x.shape[1], x.shape[1]).triu()


def variance(x: Tensor) -> Tensor:
    """Welford's updates, one column after another, in place of two passes."""
    average = spread = torch.zeros_like(x[:, 0])
    for count, column in enumerate(x.unbind(dim=1), start=1):
        away = column - average
        average = average + away / count
        spread = spread + away * (column - average)
    return spread / (x.shape[1] - 1)


def squared_error(prediction: Tensor, target: Tensor) -> Tensor:
    """A product with itself, over the number of elements."""
    error = (target - prediction).flatten()
    return error @ error / len(error)


def product(a: Tensor, b: Tensor) -> Tensor:
    """In blocks of 64 along the inner dimension."""
    return sum(left @ right for left, right in zip(a.split(64, dim=1), b.split(64, dim=0), strict=True))


def chain(x: Tensor, y: Tensor, z: Tensor) -> Tensor:
    """From the right."""
    return x @ (y @ z)


def bilinear(x: Tensor, y: Tensor, weight: Tensor) -> Tensor:
    """The other operand first, and by plain products."""
    return torch.einsum("oij,bj->boi", weight, y).mul(x[:, None]).sum(dim=-1)


def affine(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Broadcasting in place of a fused product."""
    return bias + (x[:, None, :] * weight).sum(dim=-1)


def convolution(images: Tensor, weight: Tensor) -> Tensor:
    """A product with the patches of the images."""
    batch, _, height, width = images.shape
    patches = F.unfold(images, kernel_size=3)
    return (weight.flatten(1) @ patches).reshape(batch, len(weight), height - 2, width - 2)


def polynomial(coefficients: Tensor, x: Tensor) -> Tensor:
    """Horner's rule."""
    result = torch.zeros_like(x)
    for coefficient in coefficients.flip(0):
        result = result * x + coefficient
    return result


def squared_distances(a: Tensor, b: Tensor) -> Tensor:
    """a² - 2ab + b²."""
    return a.square().sum(dim=1)[:, None] - 2 * a @ b.T + b.square().sum(dim=1)


def logsumexp(x: Tensor) -> Tensor:
    """By hand, the largest number taken out."""
    largest = x.max(dim=-1, keepdim=True).values
    return (x - largest).exp().sum(dim=-1).log() + largest.squeeze(-1)


def softmax(x: Tensor) -> Tensor:
    """Through logarithms."""
    return torch.exp(x - x.logsumexp(dim=-1, keepdim=True))


def sigmoid(x: Tensor) -> Tensor:
    """Half a hyperbolic tangent."""
    return 0.5 * (1 + torch.tanh(x / 2))


def softplus(x: Tensor) -> Tensor:
    """log(e⁰ + eˣ)."""
    return torch.logaddexp(x, torch.zeros_like(x))


def gelu(x: Tensor) -> Tensor:
    """The error function written out."""
    return x * 0.5 * (1 + torch.erf(x / math.sqrt(2)))


def cross_entropy(logits: Tensor, labels: Tensor) -> Tensor:
    """Picked by the label, sample by sample."""
    chosen = logits.gather(1, labels[:, None]).squeeze(1)
    return (logits.logsumexp(dim=1) - chosen).sum() / len(labels)


def divergence(p: Tensor, q: Tensor) -> Tensor:
    """Probabilities and the logarithm of their ratio."""
    p, q = p.softmax(dim=-1), q.softmax(dim=-1)
    return (p * (p / q).log()).sum(dim=-1).mean()


def layer_norm(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Mean, spread, rsqrt, one after another."""
    centred = x - x.mean(dim=-1, keepdim=True)
    return centred * torch.rsqrt(centred.pow(2).mean(dim=-1, keepdim=True) + 1e-5) * weight + bias


def rms_norm(x: Tensor) -> Tensor:
    """rsqrt and a product in place of sqrt and a quotient."""
    return x * torch.rsqrt(x.pow(2).sum(dim=-1, keepdim=True) / x.shape[-1] + 1e-6)


def batch_norm(x: Tensor, mean: Tensor, variance: Tensor) -> Tensor:
    """Folded into one scale and one shift."""
    scale = torch.rsqrt(variance + 1e-5)
    return x * scale - mean * scale


def attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """Scores, weights and values, with q scaled first."""
    scores = (q / math.sqrt(q.shape[-1])) @ k.transpose(-2, -1)
    weights = (scores - scores.amax(dim=-1, keepdim=True)).exp()
    return (weights @ v) / weights.sum(dim=-1, keepdim=True)


def cosine(a: Tensor, b: Tensor) -> Tensor:
    """Unit vectors first, their product afterwards."""
    return (F.normalize(a, dim=1) * F.normalize(b, dim=1)).sum(dim=1)


def rotary(x: Tensor, angles: Tensor) -> Tensor:
    """Real numbers, sine and cosine."""
    even, odd = x[..., 0::2], x[..., 1::2]
    turned = (even * angles.cos() - odd * angles.sin(), even * angles.sin() + odd * angles.cos())
    return torch.stack(turned, dim=-1).flatten(-2)


def moving_average(x: Tensor) -> Tensor:
    """All weights at once, as a matrix."""
    steps = torch.arange(x.shape[1])
    weights = (0.1 * 0.9 ** (steps - steps[:, None]).clamp(min=0)).triu()
    return x @ weights
