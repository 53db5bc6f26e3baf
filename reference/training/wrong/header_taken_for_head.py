"""You compare the beginning of the name, and "header" begins like "head". Compare with the part and a dot."""
# diagnosis: not_detached

from torch import nn


def freeze_except(model: nn.Module, part: str) -> list[str]:
    trainable = []
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(name.startswith(part))
        if parameter.requires_grad:
            trainable.append(name)
        else:
            parameter.grad = None
    return trainable
