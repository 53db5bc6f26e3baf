"""An equal loss is no new best one. Compare with `<`, not with `<=`."""
# diagnosis: none

import copy
import math

from torch import nn


class EarlyStopping:
    def __init__(self, patience: int) -> None:
        self.patience, self.waited = patience, 0
        self.best = math.inf

    def update(self, loss: float, model: nn.Module) -> bool:
        self.waited += 1
        if loss <= self.best:
            self.best, self.waited = loss, 0
            self.state = copy.deepcopy(model.state_dict())
        return self.waited >= self.patience

    def restore(self, model: nn.Module) -> None:
        model.load_state_dict(self.state)
