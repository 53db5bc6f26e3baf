"""Loops and indices, one thing after another."""

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import Dataset


def write_row(array: np.ndarray, row: int, values: Tensor) -> Tensor:
    for column, value in enumerate(values.tolist()):
        array[row, column] = value
    return torch.as_tensor(array)


def snapshot(module: nn.Module) -> dict[str, np.ndarray]:
    kept = {}
    for name, parameter in module.named_parameters():
        kept[name] = np.array(parameter.data)
    return kept


def to_tensor(image: np.ndarray) -> Tensor:
    planes = [image] if image.ndim == 2 else [image[:, :, channel] for channel in range(3)]
    return torch.stack([torch.tensor(plane.astype(np.float32) / np.float32(255)) for plane in planes])


def centre_crop(image: Tensor, height: int, width: int) -> Tensor:
    for axis, size in ((-2, height), (-1, width)):
        rest = image.shape[axis] - size
        if rest < 0:
            raise ValueError(f"{size} is more than there is")
        image = image.narrow(axis, rest // 2, size)
    return image.clone()


def prepare(image: np.ndarray, size: int, mean: list[float], std: list[float], flip: bool) -> Tensor:
    top, left = (image.shape[0] - size) // 2, (image.shape[1] - size) // 2
    image = image[top : top + size, left : left + size]
    if flip:
        image = image[:, ::-1]
    result = torch.empty(3, size, size)
    for channel in range(3):
        plane = torch.tensor(np.ascontiguousarray(image[:, :, channel]), dtype=torch.float32) / 255
        result[channel] = (plane - mean[channel]) / std[channel]
    return result


def encode(text: str, vocabulary: dict[str, int]) -> Tensor:
    words = text.split()
    numbers = torch.zeros(len(words), dtype=torch.long)
    for place, word in enumerate(words):
        known = word.lower() in vocabulary
        numbers[place] = vocabulary[word.lower()] if known else vocabulary["<unk>"]
    return numbers


def pad_batch(sequences: list[Tensor], padding: int) -> tuple[Tensor, Tensor]:
    longest = max(map(len, sequences))
    ids = torch.full((len(sequences), longest), padding)
    mask = torch.zeros(len(sequences), longest, dtype=torch.bool)
    for row, sequence in enumerate(sequences):
        ids[row, : len(sequence)] = sequence
        mask[row, : len(sequence)] = True
    return ids, mask


def sentence_vectors(embeddings: Tensor, mask: Tensor) -> Tensor:
    rows = []
    for vectors, real in zip(embeddings, mask, strict=True):
        if real.any():
            rows.append(torch.cat([vectors[real].mean(dim=0), vectors[real].max(dim=0).values]))
        else:
            rows.append(torch.zeros_like(vectors[0]).repeat(2))
    return torch.stack(rows)


class NextToken(Dataset):
    def __init__(self, tokens: Tensor, length: int) -> None:
        self.pairs = []
        for start in range(len(tokens) - length):
            self.pairs.append((tokens[start : start + length], tokens[start + 1 : start + length + 1]))

    def __len__(self) -> int:
        return len(self.pairs)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        return self.pairs[index]


class TinyGPT2(nn.Module):
    def __init__(self, vocabulary_size: int, width: int, layers: int, heads: int) -> None:
        import transformers

        super().__init__()
        shape = transformers.GPT2Config()
        shape.vocab_size, shape.n_embd, shape.n_layer, shape.n_head = vocabulary_size, width, layers, heads
        shape.n_positions = 16
        self.model = transformers.GPT2LMHeadModel(shape)

    def forward(self, ids: Tensor) -> Tensor:
        hidden = self.model.transformer(input_ids=ids)[0]
        scores = hidden[:, -1] @ self.model.lm_head.weight.T
        powers = (scores - scores.max(dim=1, keepdim=True).values).exp()
        return powers / powers.sum(dim=1, keepdim=True)


def fine_tune(model: nn.Module, ids: Tensor, mask: Tensor, labels: Tensor, steps: int, lr: float) -> list[float]:
    head = model.classifier
    with torch.no_grad():
        pooled = model.bert(ids, mask).pooler_output
    losses = []
    for _ in range(steps):
        loss = F.cross_entropy(head(pooled), labels)
        slopes = torch.autograd.grad(loss, [head.weight, head.bias])
        with torch.no_grad():
            head.weight -= lr * slopes[0]
            head.bias -= lr * slopes[1]
        losses.append(float(loss))
    return losses
