"""The loss is right, but still a tensor on the GPU. `.item()` brings it back as a Python number."""
# diagnosis: tensor_not_number

import numpy as np
from torch import Tensor, nn


def gpu_step(model: nn.Linear, x: Tensor, y: Tensor, device: str) -> tuple[Tensor, np.ndarray]:
    model.to(device)
    loss = ((model(x.to(device)) - y.to(device)) ** 2).mean()
    loss.backward()
    return loss.detach(), model.weight.grad.cpu().numpy()
