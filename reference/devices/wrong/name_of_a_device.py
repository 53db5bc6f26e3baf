"""You return the name of the device. Make a device of it: `torch.device(name)`."""
# diagnosis: none


def choose_device(wanted: str, available: list[str]) -> str:
    if wanted == "auto":
        wanted = next(kind for kind in ("cuda", "mps", "cpu") if kind in available)
    if wanted.partition(":")[0] not in available:
        raise ValueError(wanted)
    return wanted
