"""What torch loads lazily, exercised before children are forked: at once the least, and more where many will come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch


@dataclass(frozen=True, slots=True)
class Warmth:
    """How a runner warms up, and the ``devices`` that it found before.

    Without ``gradients`` none is computed: the first one takes every device that torch sees, for this process alone.
    """

    devices: tuple[str, ...]
    gradients: bool

    def warm_up(self) -> None:
        """Leave torch at one thread, with the lazy parts of linear algebra, convolution and randomness loaded."""
        torch.set_num_threads(1)
        torch.set_num_interop_threads(1)
        x = torch.ones(2, 3, 4, 4, requires_grad=True)
        image = torch.nn.functional.conv2d(x, torch.ones(2, 3, 3, 3))
        result = torch.nn.functional.linear(image.flatten(1), torch.ones(2, 8))
        self._backward(result * torch.ones(2, 2))
        _ = repr(result)
        # Seeded before every call; the first time imports most of numpy.random.
        np.random.seed(0)
        torch.manual_seed(0)

    def warm_further(self) -> None:
        """Load what takes long and only some exercises want: the compiler beneath optimizers, solvers, cells."""
        x = torch.ones(2, 3, requires_grad=True)
        self._backward(x * 2)
        torch.optim.SGD([x], lr=0.1).step()
        torch.nn.LSTM(2, 3)(torch.ones(2, 2, 2))
        torch.linalg.svd(torch.eye(3))
        torch.fft.fft(torch.ones(4))
        torch.manual_seed(0)

    def _backward(self, tensor: torch.Tensor) -> None:
        if self.gradients:
            tensor.backward(torch.ones_like(tensor))  # type: ignore[no-untyped-call]
