"""You ask torch what this machine has. Look into `available`, which may be the list of another machine."""
# diagnosis: none

import torch


def choose_device(wanted: str, available: list[str]) -> torch.device:
    if wanted == "auto":
        wanted = "cuda" if torch.cuda.is_available() else "cpu"
    if torch.device(wanted).type not in available:
        raise ValueError(wanted)
    return torch.device(wanted)
