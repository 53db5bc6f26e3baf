"""You compare with the loss before this one. Compare with the best of all so far."""
# diagnosis: none

import copy
import math

from torch import nn


class EarlyStopping:
    def __init__(self, patience: int) -> None:
        self.patience, self.waited = patience, 0
        self.last = math.inf

    def update(self, loss: float, model: nn.Module) -> bool:
        self.waited += 1
        if loss < self.last:
            self.waited = 0
            self.state = copy.deepcopy(model.state_dict())
        self.last = loss
        return self.waited >= self.patience

    def restore(self, model: nn.Module) -> None:
        model.load_state_dict(self.state)
