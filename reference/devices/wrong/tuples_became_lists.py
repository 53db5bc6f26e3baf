"""Your tuples come back as lists. Keep the kind of each container: `type(batch)(…)`."""
# diagnosis: none

from torch import Tensor


def batch_to_device(batch: object, device: str) -> object:
    if isinstance(batch, Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {key: batch_to_device(item, device) for key, item in batch.items()}
    if isinstance(batch, list | tuple):
        return [batch_to_device(item, device) for item in batch]
    return batch
