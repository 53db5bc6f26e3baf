"""You move the tensors of the outermost dict or list only. What is deeper stays behind: call yourself for each item."""
# diagnosis: wrong_device

from torch import Tensor


def batch_to_device(batch: object, device: str) -> object:
    def moved(item: object) -> object:
        return item.to(device) if isinstance(item, Tensor) else item

    if isinstance(batch, dict):
        return {key: moved(item) for key, item in batch.items()}
    if isinstance(batch, list | tuple):
        return type(batch)(moved(item) for item in batch)
    return moved(batch)
