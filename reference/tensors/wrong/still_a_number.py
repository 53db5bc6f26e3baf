"""You return the Python number itself. `torch.tensor` makes a tensor of it."""

# diagnosis: python_number


def scalar(value: float) -> float:
    return float(value)
