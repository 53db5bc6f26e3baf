"""Gradients also flow to `next_value`, so the target runs towards the guess. Take the target out of the graph with
`.detach()` before you subtract."""
# diagnosis: not_detached

import torch


def target_loss(value: torch.Tensor, next_value: torch.Tensor, reward: torch.Tensor, discount: float) -> torch.Tensor:
    target = reward + discount * next_value
    loss_function = torch.nn.MSELoss()
    return loss_function(value, target)
