"""You look for "cuda:1" in a list that only has "cuda". Compare the kind: `torch.device(wanted).type`."""
# diagnosis: none

import torch


def choose_device(wanted: str, available: list[str]) -> torch.device:
    if wanted == "auto":
        wanted = next(kind for kind in ("cuda", "mps", "cpu") if kind in available)
    if wanted not in available:
        raise ValueError(wanted)
    return torch.device(wanted)
