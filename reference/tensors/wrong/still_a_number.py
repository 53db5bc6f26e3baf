"""You return the Python number itself. `torch.tensor` makes a tensor of it."""


def scalar(value: float) -> float:
    return float(value)
