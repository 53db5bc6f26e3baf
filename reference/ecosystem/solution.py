"""PyTorch and its neighbours: one right answer to each exercise."""

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset


def write_row(array: np.ndarray, row: int, values: Tensor) -> Tensor:
    whole = torch.from_numpy(array)
    whole[row] = values.detach()
    return whole


def snapshot(module: nn.Module) -> dict[str, np.ndarray]:
    return {name: parameter.detach().numpy().copy() for name, parameter in module.named_parameters()}


def to_tensor(image: np.ndarray) -> Tensor:
    if image.ndim == 2:
        image = image[:, :, None]
    return torch.from_numpy(image).permute(2, 0, 1) / 255


def centre_crop(image: Tensor, height: int, width: int) -> Tensor:
    top, left = (image.shape[-2] - height) // 2, (image.shape[-1] - width) // 2
    if top < 0 or left < 0:
        raise ValueError("the picture is smaller than what should be cut out of it")
    return image[..., top : top + height, left : left + width]


def prepare(image: np.ndarray, size: int, mean: list[float], std: list[float], flip: bool) -> Tensor:
    top, left = (image.shape[0] - size) // 2, (image.shape[1] - size) // 2
    picture = torch.from_numpy(image)[top : top + size, left : left + size].permute(2, 0, 1) / 255
    if flip:
        picture = picture.flip(-1)
    return (picture - torch.tensor(mean)[:, None, None]) / torch.tensor(std)[:, None, None]


def encode(text: str, vocabulary: dict[str, int]) -> Tensor:
    unknown = vocabulary["<unk>"]
    return torch.tensor([vocabulary.get(word, unknown) for word in text.lower().split()], dtype=torch.int64)


def pad_batch(sequences: list[Tensor], padding: int) -> tuple[Tensor, Tensor]:
    ids = nn.utils.rnn.pad_sequence(sequences, batch_first=True, padding_value=padding)
    lengths = torch.tensor([len(sequence) for sequence in sequences])
    return ids, torch.arange(ids.shape[1]) < lengths[:, None]


def sentence_vectors(embeddings: Tensor, mask: Tensor) -> Tensor:
    real = mask[:, :, None]
    mean = (embeddings * real).sum(dim=1) / real.sum(dim=1).clamp(min=1)
    largest = embeddings.masked_fill(~real, -torch.inf).amax(dim=1)
    return torch.cat([mean, largest.where(real.any(dim=1), 0.0)], dim=1)


class NextToken(Dataset):
    def __init__(self, tokens: Tensor, length: int) -> None:
        self.tokens = tokens
        self.length = length

    def __len__(self) -> int:
        return max(0, len(self.tokens) - self.length)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        start = range(len(self))[index]
        piece = self.tokens[start : start + self.length + 1]
        return piece[:-1], piece[1:]


def text_batches(
    texts: list[str], vocabulary: dict[str, int], size: int, drop_last: bool, seed: int
) -> list[tuple[Tensor, Tensor]]:
    def collate(chosen: list[str]) -> tuple[Tensor, Tensor]:
        rows = [[vocabulary.get(word, vocabulary["<unk>"]) for word in text.lower().split()] for text in chosen]
        longest = max(len(row) for row in rows)
        ids = [row + [vocabulary["<pad>"]] * (longest - len(row)) for row in rows]
        mask = [[place < len(row) for place in range(longest)] for row in rows]
        return torch.tensor(ids), torch.tensor(mask)

    generator = torch.Generator().manual_seed(seed)
    loader = DataLoader(
        texts, batch_size=size, shuffle=True, drop_last=drop_last, collate_fn=collate, generator=generator
    )
    return list(loader)


def save_small(model: nn.Module, path: str) -> int:
    from safetensors.torch import save_file

    small = {name: t.half() if t.is_floating_point() else t for name, t in model.state_dict().items()}
    save_file(small, path)
    return sum(t.nbytes for t in small.values())


def load_small(model: nn.Module, path: str) -> list[str]:
    from safetensors.torch import load_file

    there, own = load_file(path), model.state_dict()
    fits = {name: t for name, t in there.items() if name in own and own[name].shape == t.shape}
    model.load_state_dict(fits, strict=False)
    return sorted(there.keys() - fits.keys())


class TinyGPT2(nn.Module):
    def __init__(self, vocabulary_size: int, width: int, layers: int, heads: int) -> None:
        from transformers import GPT2Config, GPT2LMHeadModel

        super().__init__()
        shape = GPT2Config(vocab_size=vocabulary_size, n_embd=width, n_layer=layers, n_head=heads, n_positions=16)
        self.model = GPT2LMHeadModel(shape)

    def forward(self, ids: Tensor) -> Tensor:
        return self.model(ids).logits[:, -1].softmax(dim=-1)


def fine_tune(model: nn.Module, ids: Tensor, mask: Tensor, labels: Tensor, steps: int, lr: float) -> list[float]:
    optimizer = torch.optim.SGD(model.classifier.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = model(input_ids=ids, attention_mask=mask, labels=labels).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
