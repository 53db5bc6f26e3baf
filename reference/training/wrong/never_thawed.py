"""You only switch off. A part that was frozen before stays frozen: set requires_grad to True for its parameters."""
# diagnosis: no_requires_grad

from torch import nn


def freeze_except(model: nn.Module, part: str) -> list[str]:
    trainable = []
    for name, parameter in model.named_parameters():
        if name.startswith(f"{part}."):
            trainable.append(name)
        else:
            parameter.requires_grad_(False)
            parameter.grad = None
    return trainable
