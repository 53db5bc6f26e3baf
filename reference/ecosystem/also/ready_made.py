"""The functions that torch has for it."""

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset, RandomSampler


def write_row(array: np.ndarray, row: int, values: Tensor) -> Tensor:
    with torch.no_grad():
        shared = torch.from_numpy(array)
        shared.select(0, row).copy_(values)
    return shared


def snapshot(module: nn.Module) -> dict[str, np.ndarray]:
    return {name: tensor.clone().numpy(force=True) for name, tensor in module.state_dict().items()}


def to_tensor(image: np.ndarray) -> Tensor:
    return torch.tensor(np.atleast_3d(image)).movedim(-1, 0).to(torch.float32).div(255)


def centre_crop(image: Tensor, height: int, width: int) -> Tensor:
    if image.size(-2) < height or image.size(-1) < width:
        raise ValueError("too small")
    rows = torch.arange(height) + (image.size(-2) - height) // 2
    columns = torch.arange(width) + (image.size(-1) - width) // 2
    return image.index_select(-2, rows).index_select(-1, columns)


def prepare(image: np.ndarray, size: int, mean: list[float], std: list[float], flip: bool) -> Tensor:
    picture = centre_crop(to_tensor(image), size, size)
    middle, spread = (torch.tensor(each).view(3, 1, 1) for each in (mean, std))
    normal = (picture - middle).div(spread)
    return torch.fliplr(normal.permute(1, 2, 0)).permute(2, 0, 1) if flip else normal


def encode(text: str, vocabulary: dict[str, int]) -> Tensor:
    return torch.LongTensor([vocabulary.get(word.casefold(), vocabulary["<unk>"]) for word in text.split()])


def pad_batch(sequences: list[Tensor], padding: int) -> tuple[Tensor, Tensor]:
    def padded(tensors: list[Tensor], value: int) -> Tensor:
        return nn.utils.rnn.pad_sequence(tensors, batch_first=True, padding_value=value)

    real = [torch.ones_like(sequence, dtype=torch.bool) for sequence in sequences]
    return padded(sequences, padding), padded(real, False)


def sentence_vectors(embeddings: Tensor, mask: Tensor) -> Tensor:
    weights = torch.nn.functional.normalize(mask.to(embeddings.dtype), p=1, dim=1)
    mean = torch.einsum("bl,bld->bd", weights, embeddings)
    lowest = torch.finfo(embeddings.dtype).min
    largest = torch.where(mask.unsqueeze(-1), embeddings, lowest).max(dim=1).values
    return torch.hstack([mean, largest * (largest > lowest)])


class NextToken(Dataset):
    def __init__(self, tokens: Tensor, length: int) -> None:
        enough = len(tokens) > length
        self.windows = tokens.unfold(0, length + 1, 1) if enough else tokens.new_empty(0, length + 1)

    def __len__(self) -> int:
        return self.windows.size(0)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        window = self.windows[index]
        return window[:-1], window[1:]


def text_batches(
    texts: list[str], vocabulary: dict[str, int], size: int, drop_last: bool, seed: int
) -> list[tuple[Tensor, Tensor]]:
    generator = torch.Generator()
    generator.manual_seed(seed)
    encoded = [encode(text, vocabulary) for text in texts]
    sampler = RandomSampler(encoded, generator=generator)
    loader = DataLoader(
        encoded,
        batch_size=size,
        sampler=sampler,
        drop_last=drop_last,
        collate_fn=lambda rows: pad_batch(rows, vocabulary["<pad>"]),
        generator=generator,
    )
    batches = []
    for ids, mask in loader:
        batches.append((ids, mask))
    return batches


def save_small(model: nn.Module, path: str) -> int:
    from pathlib import Path

    from safetensors.torch import save

    small = {}
    for name, tensor in model.state_dict().items():
        small[name] = tensor.to(torch.float16) if tensor.is_floating_point() else tensor.clone()
    Path(path).write_bytes(save(small))
    return sum(tensor.numel() * tensor.element_size() for tensor in small.values())


def load_small(model: nn.Module, path: str) -> list[str]:
    from safetensors import safe_open

    own, rest = model.state_dict(), []
    with safe_open(path, framework="pt") as file, torch.no_grad():
        for name in sorted(file.keys()):
            tensor = file.get_tensor(name)
            if name in own and own[name].shape == tensor.shape:
                own[name].copy_(tensor)
            else:
                rest.append(name)
    return rest


def fine_tune(model: nn.Module, ids: Tensor, mask: Tensor, labels: Tensor, steps: int, lr: float) -> list[float]:
    model.requires_grad_(False)
    model.classifier.requires_grad_(True)
    optimizer = torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=lr)
    losses = []
    while len(losses) < steps:
        optimizer.zero_grad(set_to_none=False)
        logits = model(ids, attention_mask=mask).logits
        loss = nn.CrossEntropyLoss()(logits, labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.detach().item())
    return losses
