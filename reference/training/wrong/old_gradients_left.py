"""Frozen parameters still have their old gradients, and an optimizer would use them. Set their `.grad` to None."""
# diagnosis: accumulated

from torch import nn


def freeze_except(model: nn.Module, part: str) -> list[str]:
    model.requires_grad_(False)
    model.get_submodule(part).requires_grad_(True)
    return [name for name, parameter in model.named_parameters() if parameter.requires_grad]
