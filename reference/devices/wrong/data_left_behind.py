"""You move the model and leave x and y on the CPU. Move them too, and keep what `.to(device)` returns."""
# diagnosis: device_mixed

import numpy as np
from torch import Tensor, nn


def gpu_step(model: nn.Linear, x: Tensor, y: Tensor, device: str) -> tuple[float, np.ndarray]:
    model.to(device)
    loss = ((model(x) - y) ** 2).mean()
    loss.backward()
    return loss.item(), model.weight.grad.cpu().numpy()
