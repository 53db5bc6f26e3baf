"""Batches: one right answer."""

import numpy as np
import torch
from torch import Tensor


def run_get_batch(dataset: np.ndarray, batch_size: int, context_length: int, device: str) -> tuple[Tensor, Tensor]:
    starts = torch.randint(len(dataset) - context_length, (batch_size, 1))
    windows = torch.from_numpy(dataset)[starts + torch.arange(context_length + 1)].to(device)
    return windows[:, :-1], windows[:, 1:]
