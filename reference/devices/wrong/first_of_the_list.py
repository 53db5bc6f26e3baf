"""You take the first device of the list, in whatever order it stands there. The order to prefer is cuda, mps, cpu."""
# diagnosis: none

import torch


def choose_device(wanted: str, available: list[str]) -> torch.device:
    if wanted == "auto":
        wanted = available[0]
    device = torch.device(wanted)
    if device.type not in available:
        raise ValueError(wanted)
    return device
