"""You write the moved tensors into the dict that you were given. Whoever called you still needs it: build a new one."""
# diagnosis: input_changed

from torch import Tensor


def batch_to_device(batch: object, device: str) -> object:
    if isinstance(batch, Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        for key in batch:
            batch[key] = batch_to_device(batch[key], device)
        return batch
    if isinstance(batch, list | tuple):
        return type(batch)(batch_to_device(item, device) for item in batch)
    return batch
