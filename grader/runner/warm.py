"""One small forward and backward before children are forked: torch reads the processor's features from files lazily."""

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
