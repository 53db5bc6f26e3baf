"""The reference of `ecosystem` against NumPy, plain Python and formulas, without the grader."""

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from torch import nn

SOLUTION = Path(__file__).parents[2] / "reference" / "ecosystem" / "solution.py"


@pytest.fixture(scope="module")
def solution() -> ModuleType:
    module = ModuleType("ecosystem")
    exec(compile(SOLUTION.read_text("utf-8"), "ecosystem", "exec"), vars(module))
    return module


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_what_shares_memory_with_numpy_and_what_does_not(solution: ModuleType, dtype: type) -> None:
    array = np.zeros((3, 2), dtype)
    whole = solution.write_row(array, 1, torch.tensor([1.5, -2.0], requires_grad=True))
    assert array.tolist() == [[0, 0], [1.5, -2], [0, 0]]
    array[2, 0] = 7
    assert whole[2, 0] == 7 and whole.numpy().dtype == dtype
    layer = nn.Linear(3, 2)
    kept = solution.snapshot(layer), layer.weight.tolist()
    nn.init.zeros_(layer.weight)
    assert kept[0]["weight"].tolist() == kept[1]


@pytest.mark.parametrize(("shape", "size"), [((5, 4, 3), 2), ((7, 6, 3), 3), ((4, 4, 3), 4)])
@pytest.mark.parametrize("flip", [True, False])
def test_pictures_pixel_by_pixel(solution: ModuleType, shape: tuple[int, ...], size: int, flip: bool) -> None:
    image = np.random.RandomState(sum(shape)).randint(0, 256, shape, dtype=np.uint8)
    result = solution.prepare(image, size, mean := [0.4, 0.5, 0.6], std := [0.1, 0.2, 0.3], flip)
    top, left = (shape[0] - size) // 2, (shape[1] - size) // 2
    for channel, row, column in np.ndindex(3, size, size):
        pixel = image[top + row, left + (size - 1 - column if flip else column), channel]
        assert result[channel, row, column] == pytest.approx((pixel / 255 - mean[channel]) / std[channel], abs=1e-5)
    grey = solution.to_tensor(image[:, :, 0])
    np.testing.assert_allclose(grey, image[None, :, :, 0] / 255, rtol=1e-6)


def test_a_batch_is_what_its_texts_say(solution: ModuleType) -> None:
    vocabulary = {"<unk>": 9, "<pad>": 4, "a": 4, "b": 5}
    texts = ["a b c", "", "B a"]
    encoded = [solution.encode(text, vocabulary) for text in texts]
    assert [(each.tolist(), each.dtype) for each in encoded][1:] == [([], torch.int64), ([5, 4], torch.int64)]
    ids, mask = solution.pad_batch(encoded, 4)
    assert ids.tolist() == [[4, 5, 9], [4, 4, 4], [5, 4, 4]]
    assert mask.tolist() == [[True] * 3, [False] * 3, [True, True, False]]
    numbers = torch.randn(3, 3, 2)
    pieces = [numbers[0].numpy(), np.zeros((1, 2)), numbers[2, :2].numpy()]
    expected = [[*piece.mean(0), *piece.max(0)] for piece in pieces]
    np.testing.assert_allclose(solution.sentence_vectors(numbers, mask), expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(("count", "length"), [(9, 3), (4, 3), (3, 3), (1, 3)])
def test_the_dataset_is_like_a_list(solution: ModuleType, count: int, length: int) -> None:
    text = list(range(10, 10 + count))
    dataset = solution.NextToken(torch.tensor(text), length)
    pairs = [(text[i : i + length], text[i + 1 : i + 1 + length]) for i in range(count - length)]
    assert len(dataset) == len(pairs)
    assert [(x.tolist(), y.tolist()) for x, y in dataset] == pairs
    assert [dataset[i][0].tolist() for i in range(-len(pairs), 0)] == [x for x, _ in pairs]
    for index in (len(pairs), -len(pairs) - 1):
        with pytest.raises(IndexError):
            dataset[index]


def test_an_epoch_holds_every_text_once(solution: ModuleType) -> None:
    texts = [f"w{n}" for n in range(7)]
    vocabulary = {"<unk>": 0, "<pad>": 1, **{text: n + 2 for n, text in enumerate(texts)}}
    asked = [(False, 5), (False, 5), (False, 6), (True, 5)]
    epochs = [solution.text_batches(texts, vocabulary, 3, drop, seed) for drop, seed in asked]
    orders = [[number for ids, _ in epoch for number in ids.flatten().tolist()] for epoch in epochs]
    assert sorted(orders[0]) == list(range(2, 9))
    assert orders[0] == orders[1] != orders[2] and orders[3] == orders[0][:6]


def test_the_file_is_half_the_size_and_loads_what_fits(solution: ModuleType, tmp_path: Path) -> None:
    pytest.importorskip("safetensors")
    path, layer = tmp_path / "small.safetensors", nn.Linear(5, 3)
    assert solution.save_small(layer, str(path)) == (5 * 3 + 3) * 2
    header = int.from_bytes(path.read_bytes()[:8], "little")
    assert path.stat().st_size == 8 + header + 36
    other = nn.Linear(4, 3)
    assert solution.load_small(other, str(path)) == ["weight"]
    np.testing.assert_array_equal(other.bias.detach(), layer.bias.detach().numpy().astype(np.float16))


def test_a_tiny_gpt2_gives_probabilities_of_what_it_read(solution: ModuleType) -> None:
    pytest.importorskip("transformers")
    model = solution.TinyGPT2(11, 8, 2, 2).eval()
    result = model(torch.tensor([[1, 2, 3], [1, 2, 4]]))
    np.testing.assert_allclose(result.sum(1).detach(), 1, rtol=1e-5)
    assert not torch.allclose(result[0], result[1])
    count = 11 * 8 + 16 * 8 + 2 * (12 * 8 * 8 + 13 * 8) + 2 * 8
    assert sum(p.numel() for p in model.parameters()) == count


def test_only_the_head_is_tuned_along_its_slope(solution: ModuleType) -> None:
    transformers = pytest.importorskip("transformers")
    sizes = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 8}
    still = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    model = transformers.BertForSequenceClassification(transformers.BertConfig(vocab_size=9, **sizes, **still))
    ids, mask, labels = torch.tensor([[1, 2, 0], [3, 4, 5]]), torch.tensor([[1, 1, 0], [1, 1, 1]]), torch.tensor([0, 1])
    before = {name: p.detach().clone() for name, p in model.named_parameters()}
    features = model.bert(ids, attention_mask=mask).pooler_output.detach().double().numpy()
    weight, bias = before["classifier.weight"].numpy(), before["classifier.bias"].numpy()
    logits = features @ weight.T + bias
    chances = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    (loss,) = solution.fine_tune(model, ids, mask, labels, 1, 0.3)
    assert loss == pytest.approx(-np.log(chances[[0, 1], labels.numpy()]).mean(), rel=1e-4)
    slope = (chances - np.eye(2)[labels]).T @ features / 2
    np.testing.assert_allclose(model.classifier.weight.detach(), weight - 0.3 * slope, rtol=1e-3, atol=1e-5)
    assert all(p.equal(before[name]) for name, p in model.named_parameters() if not name.startswith("classifier"))
