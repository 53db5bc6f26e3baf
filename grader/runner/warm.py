"""What torch loads lazily, exercised before children are forked: at once the least, and more where many will come."""

from __future__ import annotations

import numpy as np
import torch


def warm_up() -> None:
    """Leave torch at one thread, with the lazy parts of linear algebra, convolution, autograd and randomness loaded."""
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    x = torch.ones(2, 3, 4, 4, requires_grad=True)
    image = torch.nn.functional.conv2d(x, torch.ones(2, 3, 3, 3))
    result = torch.nn.functional.linear(image.flatten(1), torch.ones(2, 8))
    (result * torch.ones(2, 2)).sum().backward()  # type: ignore[no-untyped-call]
    _ = repr(result)
    # Seeded before every call; the first time imports most of numpy.random.
    np.random.seed(0)
    torch.manual_seed(0)


def warm_further() -> None:
    """Load what takes long and only some exercises want: symbols, the compiler beneath optimizers, solvers, cells."""
    x = torch.ones(2, 3, requires_grad=True)
    (x * 2).backward(torch.ones(2, 3))  # type: ignore[no-untyped-call]
    torch.optim.SGD([x], lr=0.1).step()
    torch.nn.LSTM(2, 3)(torch.ones(2, 2, 2))
    torch.linalg.svd(torch.eye(3))
    torch.fft.fft(torch.ones(4))
    torch.manual_seed(0)
