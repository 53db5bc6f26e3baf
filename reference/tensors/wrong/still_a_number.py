"""You return the Python number itself. `torch.tensor` makes a tensor of it."""

# diagnosis: not_a_tensor


def scalar(value: float) -> float:
    return float(value)
