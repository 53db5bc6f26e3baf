"""Wants points, or a crash of the grader: sparse, meta, quantized, conjugated and escaped tensors as results.

stopped_by: the observer: what is not plain memory is a name without elements
ends: wrong
control: not run: PyTorch's own comparisons refuse such tensors with an exception
"""

import torch

kept = []
torch.vmap(lambda x: kept.append(x) or x)(torch.zeros(2, 64))
odd = [
    torch.zeros(64).to_sparse(),
    torch.zeros(64, device="meta"),
    torch.quantize_per_tensor(torch.zeros(64), 0.1, 0, torch.qint8),
    torch.zeros(64, dtype=torch.complex64).conj(),
    kept[0],
]


def attacked(x):
    return odd[int(x[0] * 1000) % len(odd)]


def honest(x):
    return 2 * x + 1
