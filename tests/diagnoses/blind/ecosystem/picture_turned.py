"""`.T` turns all three axes round, so the channels are in front, but height and width have changed places. Use
`permute(2, 0, 1)`, which moves only the channels."""
# diagnosis: axes_permuted

import numpy as np
import torch


def to_tensor(image: np.ndarray) -> torch.Tensor:
    picture = torch.tensor(image, dtype=torch.float32) / 255
    if picture.dim() == 2:
        return picture.unsqueeze(0)
    # the channels have to be first
    return torch.tensor(image.T, dtype=torch.float32) / 255
