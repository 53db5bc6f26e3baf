"""PyTorch and its neighbours: NumPy, pictures, texts, data loaders, saved weights, Hugging Face models.

Replace each `raise NotImplementedError` with your own code. Inputs must keep their values, unless the
task says otherwise. An earlier function of yours may help with a later one.

Import `transformers` and `safetensors` inside the functions that use them, as in
`from safetensors.torch import save_file`. Then the rest of the file works where they are not installed.
"""

import numpy as np
import torch
from torch import nn
from torch.utils.data import Dataset


def write_row(array: np.ndarray, row: int, values: torch.Tensor) -> torch.Tensor:
    """Write values into one row of a NumPy array, and return the whole array as a tensor in the same memory.

    array: a floating-point NumPy array of shape (rows, columns). Its row is changed, and nothing else in it.
    row: which row, counted from 0.
    values: a floating-point tensor of shape (columns,), perhaps of another dtype. It may require grad,
    but no gradient flows through this function. It may not be changed.
    The result is a tensor of the array's shape and dtype that lies in the array's memory: who writes
    into one of the two sees it in the other. It does not require grad.

    >>> write_row(np.zeros((2, 3)), 1, torch.tensor([1.0, 2.0, 3.0]))
    tensor([[0., 0., 0.],
            [1., 2., 3.]], dtype=torch.float64)

    Why it matters: large data goes from NumPy to torch and back without a copy, and then both can change it.
    """
    raise NotImplementedError


def snapshot(module: nn.Module) -> dict[str, np.ndarray]:
    """Return a copy of each parameter of the module as a NumPy array, by the parameter's name.

    module: any nn.Module. Its parameters may not be changed, and some of them may be frozen.
    The result is a dictionary with one entry for each of `module.named_parameters()`: a NumPy array of the
    parameter's shape and dtype in a memory of its own. Training on must not change it.

    >>> sorted(snapshot(nn.Linear(2, 1)))
    ['bias', 'weight']

    Why it matters: `.numpy()` does not copy. A history of weights made with it shows the last ones everywhere.
    """
    raise NotImplementedError


def to_tensor(image: np.ndarray) -> torch.Tensor:
    """Return a picture as torch wants it: channels first, float32, from 0.0 to 1.0.

    image: a NumPy array of bytes (uint8, 0 to 255), as image files give it: of shape (height, width, 3) in
    colour, or (height, width) in grey.
    The result is a float32 tensor of shape (3, height, width) or (1, height, width), in which byte 0 is 0.0
    and byte 255 is 1.0.

    >>> to_tensor(np.array([[0, 255, 51]], dtype=np.uint8))
    tensor([[[0.0000, 1.0000, 0.2000]]])

    Why it matters: every vision model expects this form, and every camera delivers the other.
    """
    raise NotImplementedError


def centre_crop(image: torch.Tensor, height: int, width: int) -> torch.Tensor:
    """Return the middle of a picture, of shape (..., height, width).

    image: a tensor of shape (..., image height, image width) with any number of leading axes, and any dtype.
    height, width: what is kept, each at least 1.
    If what is cut away is odd, one row more goes at the bottom than at the top, and one column more at the
    right than at the left. The dtype stays. Whether the result shares memory with the picture does not matter.
    If the picture is lower than height or narrower than width, raise a ValueError.

    >>> centre_crop(torch.arange(12).reshape(3, 4), 1, 2)
    tensor([[5, 6]])

    Why it matters: what is photographed is mostly in the middle, and models want one size.
    """
    raise NotImplementedError


def prepare(image: np.ndarray, size: int, mean: list[float], std: list[float], flip: bool) -> torch.Tensor:
    """Return a picture that is ready for a model: as a tensor, cropped, perhaps mirrored, and normalised.

    image: a colour picture as a NumPy array of bytes (uint8) of shape (height, width, 3), never smaller than size.
    In this order: to floats from 0.0 to 1.0 with channels first, as `to_tensor` does; to the size by size
    pixels in the middle, as `centre_crop` does; mirrored so that left and right change places, only if
    flip is true; then each channel minus its mean, divided by its std.
    mean, std: three floats each, one for each channel. No std is zero.
    The result is a float32 tensor of shape (3, size, size).

    >>> prepare(np.full((5, 4, 3), 255, dtype=np.uint8), 2, [0.5, 0.0, 1.0], [0.5, 0.5, 0.5], False)[:, 0, 0]
    tensor([1., 2., 0.])

    Why it matters: a trained model works only on pictures that were prepared as those it was trained on.
    """
    raise NotImplementedError


def encode(text: str, vocabulary: dict[str, int]) -> torch.Tensor:
    """Return the numbers of the words of a text.

    text: words with white space between them, in capital or small letters. It may be empty.
    vocabulary: the number of each known word, in small letters. It always has the entry "<unk>": the number
    for all words that are not in it.
    The result is an int64 tensor of shape (words,), also for a text without any word.

    >>> encode("The cat sat", {"<unk>": 7, "the": 4, "cat": 2})
    tensor([4, 2, 7])

    Why it matters: models read numbers, and every text holds a word that was not there in training.
    """
    raise NotImplementedError


def pad_batch(sequences: list[torch.Tensor], padding: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Return sequences of different lengths as one batch, with a mask that tells tokens from padding.

    sequences: int64 tensors of shape (length,), at least one. A length may be 0, but not all of them are.
    padding: the number that fills up the shorter ones, at their end. A real token may have the same number.
    The result is a tuple of two tensors of shape (batch, longest length), in the order of the sequences:
    the token numbers, int64, and the mask, bool, true where there is a real token.

    >>> pad_batch([torch.tensor([5, 6]), torch.tensor([7])], 0)
    (tensor([[5, 6],
            [7, 0]]), tensor([[ True,  True],
            [ True, False]]))

    Why it matters: a batch is one tensor, and texts are never of one length.
    """
    raise NotImplementedError


def sentence_vectors(embeddings: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Return one vector for each text: the mean of its tokens' vectors, and then the largest of their numbers.

    embeddings: a floating-point tensor of shape (batch, length, width). It may not be changed.
    mask: a bool tensor of shape (batch, length), true where there is a real token. The rest is padding,
    and what the embeddings hold there must not matter.
    The result has shape (batch, 2 * width) and the dtype of the embeddings. Its first half is the mean over
    the real tokens of each text, its second half the largest number at each place of the width among them.
    A text without any real token gives zeros. Gradients flow to the embeddings.

    >>> sentence_vectors(torch.tensor([[[1.0, 6.0], [3.0, 2.0], [9.0, 9.0]]]), torch.tensor([[True, True, False]]))
    tensor([[2., 4., 3., 6.]])

    Why it matters: one vector for a sentence, whatever its length, can be searched for and compared.
    """
    raise NotImplementedError


class NextToken(Dataset):
    """A dataset for a language model: pieces of a long text, each with the piece that is one token later.

    It keeps what it is given; `len(dataset)` and `dataset[index]` are what is asked.

    >>> NextToken(torch.tensor([3, 1, 4, 1, 5]), 2)[1]
    (tensor([1, 4]), tensor([4, 1]))

    Why it matters: with these two methods, a DataLoader can batch and shuffle whatever you have.
    """

    def __init__(self, tokens: torch.Tensor, length: int) -> None:
        """tokens: an int64 tensor of shape (tokens,). length: how many tokens a piece has, at least 1."""
        raise NotImplementedError

    def __len__(self) -> int:
        """Return how many examples there are: one for each piece that has a token after it, perhaps 0."""
        raise NotImplementedError

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Return example `index` as a tuple of two tensors of shape (length,), input and target.

        The input is the piece that begins at token `index`, the target the piece that begins one token later.
        A negative index counts from the end, as in a list: -1 is the last example.
        Where a list of this length would raise an IndexError, raise one.
        """
        raise NotImplementedError


def text_batches(
    texts: list[str], vocabulary: dict[str, int], size: int, drop_last: bool, seed: int
) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Return all batches of one epoch through the texts, shuffled, encoded and padded.

    texts: at least one text; each holds at least one word.
    vocabulary: as in `encode`. It also has "<pad>", the number that fills up shorter texts.
    size: the number of texts in a batch. drop_last: whether a last batch with fewer texts is left out.
    seed: it decides the order. Give the texts to a torch.utils.data.DataLoader with `shuffle=True` and
    with `generator` set to a new torch.Generator on which `manual_seed(seed)` was called, and go through
    it once. Use no workers (`num_workers` stays 0).
    The result is a list with a tuple for each batch: token numbers (int64) and mask (bool), both of shape
    (texts in the batch, longest text in the batch), as in `pad_batch`.

    >>> text_batches(["a b", "a"], {"<unk>": 1, "<pad>": 0, "a": 2}, size=2, drop_last=False, seed=3)[0][0].shape
    torch.Size([2, 2])

    Why it matters: a collate function is the place where examples of any kind become a batch.
    """
    raise NotImplementedError


def save_small(model: nn.Module, path: str) -> int:
    """Save a model's weights in half precision as a safetensors file. Return how many bytes the numbers take.

    model: any nn.Module. It may not be changed: its own numbers keep their precision.
    path: the name of the file to write.
    The file holds each tensor of `model.state_dict()` under its name: floating-point ones as float16, all
    others as they are. The result is a Python int: the bytes of all numbers in the file (two for a float16,
    eight for an int64), without names and header.

    >>> import os, tempfile
    >>> path = os.path.join(tempfile.mkdtemp(), "small.safetensors")
    >>> save_small(nn.Linear(3, 2), path)
    16

    Why it matters: half the size is half the download, and a safetensors file can be opened without risk.
    """
    raise NotImplementedError


def load_small(model: nn.Module, path: str) -> list[str]:
    """Load from a safetensors file what fits the model, and return the names of what does not fit.

    model: any nn.Module. A tensor of the file fits if `model.state_dict()` has its name, with the same shape.
    Those are copied into the model, in the model's own dtype, whatever the file's is. All else in the
    model stays as it is.
    path: the name of a safetensors file.
    The result is the list of the names in the file that do not fit, in alphabetical order.

    >>> import os, tempfile
    >>> path = os.path.join(tempfile.mkdtemp(), "small.safetensors")
    >>> bytes_written = save_small(nn.Linear(3, 2), path)
    >>> load_small(nn.Linear(4, 2), path)
    ['weight']

    Why it matters: taking over a trained body and giving it a new head is how most models are made.
    """
    raise NotImplementedError


class TinyGPT2(nn.Module):
    """A GPT-2 so small that it fits on this page, built from a configuration and asked for the next token.

    Its one attribute is `model`: a transformers.GPT2LMHeadModel, made from a transformers.GPT2Config in
    which `vocab_size`, `n_embd`, `n_layer` and `n_head` are the arguments below and `n_positions` is 16.
    Everything else in the configuration stays as it is. Nothing is downloaded, so its numbers are random;
    the grader puts in numbers of its own, and asks in eval mode.

    >>> sum(p.numel() for p in TinyGPT2(vocabulary_size=10, width=4, layers=1, heads=2).parameters())
    356

    Why it matters: the models that everyone talks about are this one, with larger numbers.
    """

    def __init__(self, vocabulary_size: int, width: int, layers: int, heads: int) -> None:
        """Make `model`. width can be divided by heads."""
        super().__init__()
        raise NotImplementedError

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Return the probability of each token of the vocabulary to come next, after each text.

        ids: int64 token numbers of shape (batch, length), length from 1 to 16. The batch may be 1.
        The result is float32 of shape (batch, vocabulary_size): a softmax over the vocabulary of the logits
        at the last token of each text.
        """
        raise NotImplementedError


def fine_tune(
    model: nn.Module, ids: torch.Tensor, mask: torch.Tensor, labels: torch.Tensor, steps: int, lr: float
) -> list[float]:
    """Train only the head of a BERT classifier for some steps. Return the loss before each step.

    model: a transformers.BertForSequenceClassification without dropout. `model.classifier` is its head, a
    linear layer. Only its weight and bias learn; all other parameters must end with the numbers they had.
    ids: int64 token numbers of shape (batch, length), padded.
    mask: int64 of shape (batch, length), 1 where there is a real token, 0 where there is padding. The model
    takes it as `attention_mask`.
    labels: the right class of each text, int64 of shape (batch,).
    steps: how often to step; 0 leaves the model as it is. Each time the loss is that of the whole batch,
    the mean cross-entropy, and each step is one of plain gradient descent (SGD) with learning rate lr.
    The result is a list of `steps` Python floats.

    >>> from transformers import BertConfig, BertForSequenceClassification
    >>> bert = BertForSequenceClassification(BertConfig(vocab_size=9, hidden_size=8, num_hidden_layers=1,
    ...     num_attention_heads=2, intermediate_size=8, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0))
    >>> ids = torch.tensor([[1, 2], [3, 4]])
    >>> before, after = fine_tune(bert, ids, torch.ones_like(ids), torch.tensor([0, 0]), steps=2, lr=0.1)
    >>> after < before
    True

    Why it matters: a few labelled texts and a small head make a classifier out of a large model.
    """
    raise NotImplementedError
