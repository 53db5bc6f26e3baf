"""The other road where there are two: safetensors by way of NumPy, batches drawn from an iterator, whole sums."""

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader


def snapshot(module: nn.Module) -> dict[str, np.ndarray]:
    with torch.no_grad():
        return {name: np.copy(parameter.numpy()) for name, parameter in module.named_parameters()}


def sentence_vectors(embeddings: Tensor, mask: Tensor) -> Tensor:
    count = mask.sum(dim=1).unsqueeze(-1)
    mean = embeddings.masked_fill(~mask.unsqueeze(-1), 0.0).sum(dim=1) / count.masked_fill(count == 0, 1)
    filled = embeddings - 1e4 * (~mask.unsqueeze(-1)).to(embeddings.dtype)
    place = filled.argmax(dim=1, keepdim=True)
    largest = embeddings.gather(1, place).squeeze(1) * (count > 0)
    return torch.stack([mean, largest], dim=1).flatten(1)


def text_batches(
    texts: list[str], vocabulary: dict[str, int], size: int, drop_last: bool, seed: int
) -> list[tuple[Tensor, Tensor]]:
    generator = torch.Generator()
    generator.manual_seed(seed)
    loader = DataLoader(texts, size, shuffle=True, drop_last=drop_last, collate_fn=list, generator=generator)
    return [pad_batch([encode(text, vocabulary) for text in chosen], vocabulary["<pad>"]) for chosen in loader]


def save_small(model: nn.Module, path: str) -> int:
    from safetensors.numpy import save_file

    arrays = {name: np.array(tensor) for name, tensor in model.state_dict().items()}
    small = {name: a.astype(np.float16) if a.dtype.kind == "f" else a for name, a in arrays.items()}
    save_file(small, path)
    return sum(a.nbytes for a in small.values())


def load_small(model: nn.Module, path: str) -> list[str]:
    from safetensors.torch import load_file

    there, own = load_file(path), model.state_dict()
    rest = [name for name in there if name not in own or there[name].size() != own[name].size()]
    model.load_state_dict({**own, **{name: t.to(own[name].dtype) for name, t in there.items() if name not in rest}})
    return sorted(rest)
