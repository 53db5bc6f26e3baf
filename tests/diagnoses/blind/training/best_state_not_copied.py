"""`.copy()` copies the dictionary, but not the tensors in it: they still are the model's own memory and change with
it. Use `copy.deepcopy(model.state_dict())`."""
# diagnosis: aliasing

from torch import nn


class EarlyStopping:
    def __init__(self, patience: int) -> None:
        self.patience = patience
        self.best_loss = None
        self.best_state = None
        self.counter = 0

    def update(self, loss: float, model: nn.Module) -> bool:
        if self.best_loss is None or loss < self.best_loss:
            self.best_loss = loss
            self.best_state = model.state_dict().copy()
            self.counter = 0
        else:
            self.counter += 1
        return self.counter >= self.patience

    def restore(self, model: nn.Module) -> None:
        model.load_state_dict(self.best_state)
