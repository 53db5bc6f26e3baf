"""Batches, drawn and put together in another way."""

import numpy as np
import torch
from torch import Tensor


def run_get_batch(dataset: np.ndarray, batch_size: int, context_length: int, device: str) -> tuple[Tensor, Tensor]:
    starts = np.random.randint(0, len(dataset) - context_length, size=batch_size)
    inputs = np.stack([dataset[start : start + context_length] for start in starts])
    targets = np.stack([dataset[start + 1 : start + 1 + context_length] for start in starts])
    return torch.tensor(inputs, device=device), torch.tensor(targets, device=device)
