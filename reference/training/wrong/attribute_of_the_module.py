"""`model.requires_grad = False` makes an attribute that nothing reads. `model.requires_grad_(False)` switches."""
# diagnosis: not_detached

from torch import nn


def freeze_except(model: nn.Module, part: str) -> list[str]:
    model.requires_grad = False
    model.get_submodule(part).requires_grad = True
    return [name for name, _ in model.named_parameters() if name.startswith(f"{part}.")]
