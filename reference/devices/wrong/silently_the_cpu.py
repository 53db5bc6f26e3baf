"""You fall back to the CPU where the wanted device is missing. Nobody would notice: raise a ValueError instead."""
# diagnosis: none

import torch


def choose_device(wanted: str, available: list[str]) -> torch.device:
    if wanted == "auto":
        wanted = next(kind for kind in ("cuda", "mps", "cpu") if kind in available)
    device = torch.device(wanted)
    return device if device.type in available else torch.device("cpu")
