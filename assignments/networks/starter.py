"""The building blocks of networks, from a convolution to attention.

Replace each `raise NotImplementedError` with your own code. Tensor inputs must keep their values:
work on new tensors, never in place. Gradients must flow to every floating input and to every parameter.
"""

import torch
from torch import nn


def conv_output_size(size: int, kernel: int, stride: int, padding: int) -> int:
    """Return how many places a kernel has along one side of an image, as a Python int.

    size: the length of the side, at least 1; kernel: the length of the kernel, at least 1.
    stride: how far the kernel moves from one place to the next, at least 1.
    padding: how many zeros are put before the side, and as many again behind it; 0 or more.
    Every place must lie wholly inside the padded side: what is left over at the end is not used.
    Raises ValueError where the kernel is longer than the padded side.

    >>> conv_output_size(28, kernel=3, stride=2, padding=1)
    14

    Why it matters: most shape errors in convolutional networks are one of these numbers guessed wrong.
    """
    raise NotImplementedError


def convolve(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor, stride: int, padding: int) -> torch.Tensor:
    """Return the convolution of a batch of images, written without torch's convolutions (F.conv2d, nn.Conv2d, …).

    x: floating-point images of shape (B, C, H, W); B may be 1.
    weight: of shape (O, C, K, L), one kernel of height K and width L for each output channel and input channel.
    bias: of shape (O,), one number for each output channel. All have one dtype.
    stride: the step of the kernel, down and across; padding: the zeros on each of the four sides.
    The result has shape (B, O, places down, places across) and the dtype of x: each number is the sum of the
    products of a kernel (as it is, not turned round) and the patch of all channels under it, plus the bias.

    >>> image = torch.tensor([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]])
    >>> convolve(image, torch.tensor([[[[1.0, 0.0], [0.0, 2.0]]]]), torch.tensor([0.5]), stride=1, padding=0)
    tensor([[[[11.5000, 14.5000]]]])

    Why it matters: one small kernel finds its pattern wherever in the image it is.
    """
    raise NotImplementedError


def max_pool(x: torch.Tensor, window: int, stride: int) -> torch.Tensor:
    """Return the largest number of every window of an image, written without torch's pooling functions.

    x: floating-point images of shape (B, C, H, W); B may be 1, and numbers may be negative.
    window: the side of a square window, at most H and W; stride: its step, down and across. Windows may overlap,
    and may leave gaps. There is no padding: what is left over at the end of a row or column is not used.
    The result has shape (B, C, places down, places across) and the dtype of x.
    The gradient goes to the winner of each window, and a number that wins twice gets both.
    No two numbers of a window are equal in the tests.

    >>> max_pool(torch.tensor([[[[1.0, 5.0, 2.0, 0.0], [3.0, 4.0, 8.0, 6.0]]]]), window=2, stride=2)
    tensor([[[[5., 8.]]]])

    Why it matters: the image becomes smaller, and what was found in it stays.
    """
    raise NotImplementedError


def global_pool(x: torch.Tensor) -> torch.Tensor:
    """Return the mean of every channel of an image, and behind them the largest number of every channel.

    x: floating-point images of shape (B, C, H, W); B, H and W may be 1.
    The result has shape (B, 2·C) and the dtype of x: first C means, then C largest numbers, each over H and W.
    No two numbers of a channel are equal in the tests.

    >>> global_pool(torch.tensor([[[[1.0, 2.0], [3.0, 6.0]], [[0.0, -4.0], [-1.0, 1.0]]]]))
    tensor([[ 3., -1.,  6.,  1.]])

    Why it matters: images of any size become vectors of one length, which a linear layer can take.
    """
    raise NotImplementedError


class LayerNorm(nn.Module):
    """Layer normalisation: gamma · (x - mean) / √(variance + eps) + beta, written without torch's own.

    It has exactly two parameters, each an nn.Parameter of shape (width,), float32:
    `gamma`, which starts with ones, and `beta`, which starts with zeros.

    >>> LayerNorm(width=2, eps=3.0)(torch.tensor([[1.0, 3.0]])).tolist()
    [[-0.5, 0.5]]

    Why it matters: numbers of one size, whatever the layer before does, make deep networks trainable.
    """

    def __init__(self, width: int, eps: float) -> None:
        """Make the parameters `gamma` and `beta`."""
        super().__init__()
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return x normalised along its last dimension, each vector of it by its own mean and variance.

        x: a float32 tensor of shape (…, width), with one dimension or more.
        The variance divides by width (not by width - 1), and eps is added inside the root.
        The result has the shape of x. Gradients must flow to x, gamma and beta.
        """
        raise NotImplementedError


class BatchNorm(nn.Module):
    """Batch normalisation of vectors: gamma · (x - mean) / √(variance + eps) + beta, written without torch's own.

    Two parameters of shape (features,), float32: `gamma`, which starts with ones, and `beta`, which starts with zeros.
    Two buffers of shape (features,), float32: `running_mean`, which starts with zeros, and `running_var`, with ones.
    Nothing else is a parameter or a buffer.

    >>> BatchNorm(features=1, eps=3.0, momentum=0.5)(torch.tensor([[1.0], [3.0]])).tolist()
    [[-0.5], [0.5]]

    Why it matters: it behaves differently in training and in use, which is why `model.eval()` is never optional.
    """

    def __init__(self, features: int, eps: float, momentum: float) -> None:
        """Make the parameters `gamma` and `beta` and the buffers `running_mean` and `running_var`."""
        super().__init__()
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return x normalised feature by feature, in the shape of x.

        x: a float32 tensor of shape (batch, features); at least two rows in train mode, perhaps one in eval mode.
        In train mode each feature is normalised by its own mean and variance over the batch. This variance divides
        by batch; the gradient flows through both. Then both buffers become
        (1 - momentum) · old + momentum · new, without a graph; new is the mean, or the variance divided by batch - 1.
        In eval mode x is normalised by `running_mean` and `running_var`, and the buffers stay as they are.
        """
        raise NotImplementedError


class Dropout(nn.Module):
    """Dropout: in train mode every number becomes 0 with probability p. Written without torch's own.

    It has no parameters and no buffers.

    >>> Dropout(p=0.5).eval()(torch.tensor([1.0, 2.0]))
    tensor([1., 2.])

    Why it matters: a network that cannot rely on any single number learns what holds more widely.
    """

    def __init__(self, p: float) -> None:
        """p: the probability that a number is dropped, at least 0 and less than 1."""
        super().__init__()
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return x with some of its numbers dropped in train mode, and x unchanged in eval mode.

        x: a float32 tensor of any shape. In train mode each number for itself is dropped with probability p, drawn
        anew at each call, and those that stay are divided by 1 - p, so that the mean stays what it was.
        The result has the shape and dtype of x; the gradient is 0 where a number was dropped, else 1 / (1 - p).
        """
        raise NotImplementedError


class ResidualBlock(nn.Module):
    """A residual block: x plus what two layers make of the normalised x.

    It has exactly these parameters, those of three layers, float32: `norm`, an nn.LayerNorm over width with its usual
    settings; `inner`, an nn.Linear from width to hidden; `outer`, an nn.Linear from hidden back to width.
    What they start with is up to you; the grader puts in numbers of its own.

    >>> ResidualBlock(width=4, hidden=16)(torch.zeros(3, 4)).shape
    torch.Size([3, 4])

    Why it matters: the sum is a way round the layers for the gradient, and a hundred blocks can be stacked.
    """

    def __init__(self, width: int, hidden: int) -> None:
        """Make the layers `norm`, `inner` and `outer`."""
        super().__init__()
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return x + outer(ReLU(inner(norm(x)))).

        x: a float32 tensor of shape (batch, width); the batch may be 1. It may not be changed.
        The result has the shape of x. Gradients must flow to x and to all parameters.
        """
        raise NotImplementedError


class DeepNetwork(nn.Module):
    """A network as deep as you like: depth linear layers, each followed by tanh, and a last linear layer.

    It has exactly these parameters, float32: those of `layers`, an nn.ModuleList of depth times
    nn.Linear(width, width), and those of `head`, an nn.Linear from width to classes. All have a bias.
    What they start with is up to you; the grader puts in numbers of its own.

    >>> len(list(DeepNetwork(width=4, depth=3, classes=2).parameters()))
    8

    Why it matters: layers in a plain Python list are not found by the optimizer, and never learn.
    """

    def __init__(self, width: int, depth: int, classes: int) -> None:
        """Make `layers` and `head`; depth may be 0, which leaves `head` alone."""
        super().__init__()
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return head(…) of what the layers make of x, one after the other, each followed by tanh.

        x: a float32 tensor of shape (batch, width); the batch may be 1. Nothing comes after `head`.
        The result has shape (batch, classes). Gradients must flow to x and to all parameters.
        """
        raise NotImplementedError


class Embedding(nn.Module):
    """A table with one vector for each token, written without torch's own (nn.Embedding, F.embedding).

    It has exactly one parameter, an nn.Parameter: `weight` of shape (count, width), float32. Row t belongs to token t.
    What it starts with is up to you; the grader puts in numbers of its own.

    >>> Embedding(count=10, width=4, padding_index=0)(torch.tensor([[3, 0], [7, 7]])).shape
    torch.Size([2, 2, 4])

    Why it matters: every language model begins here, with words turned into numbers that can learn.
    """

    def __init__(self, count: int, width: int, padding_index: int | None) -> None:
        """Make the parameter `weight`. padding_index: the token that only fills up, or None if there is none."""
        super().__init__()
        raise NotImplementedError

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        """Return the vector of each token.

        tokens: an int64 tensor of any shape, of numbers from 0 to count - 1.
        The result has one dimension more, of size width, and is float32. A token that equals padding_index gives a
        vector of zeros, whatever stands in its row of the weight.
        Gradients must flow to the rows that are used, once for each use; all other rows and that of the padding get 0.
        """
        raise NotImplementedError


def positional_encoding(length: int, width: int) -> torch.Tensor:
    """Return a table of waves, one row for each position 0, 1, …, length - 1.

    length: at least 1; width: an even number, at least 2.
    The result is a float32 tensor of shape (length, width). For position p and each i from 0 to width / 2 - 1,
    column 2i holds sin(p / 10000^(2i / width)) and column 2i + 1 the cosine of the same angle.

    >>> positional_encoding(length=2, width=2)
    tensor([[0.0000, 1.0000],
            [0.8415, 0.5403]])

    Why it matters: attention does not know the order of words; these numbers tell it.
    """
    raise NotImplementedError


def attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """Return scaled dot-product attention, written without torch's own attention functions.

    q: queries of shape (B, S, D); k: keys of shape (B, T, D); v: values of shape (B, T, V). B, S and T may be 1.
    All are floating-point tensors of one dtype.
    The score of a query and a key is their dot product divided by √D. A softmax makes the scores of each query into
    weights that sum to 1 over the keys; the result holds the values added up with these weights.
    The result has shape (B, S, V) and the dtype of q. Large scores, 10000 and more, must not overflow.

    >>> attention(torch.zeros(1, 1, 2), torch.ones(1, 2, 2), torch.tensor([[[2.0], [4.0]]]))
    tensor([[[3.]]])

    Why it matters: this one formula is the heart of every transformer.
    """
    raise NotImplementedError


def causal_attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """Return scaled dot-product attention that never looks ahead, written without torch's own attention functions.

    q, k: of shape (B, S, D); v: of shape (B, S, V). B and S may be 1. All are floating-point tensors of one dtype.
    It is `attention`, but for one thing: position i of the result uses the keys and values of positions 0 to i only,
    its own among them, and its weights sum to 1 over these.
    The result has shape (B, S, V) and the dtype of q, and is finite.

    >>> causal_attention(torch.zeros(1, 3, 2), torch.ones(1, 3, 2), torch.tensor([[[2.0], [4.0], [9.0]]]))
    tensor([[[2.],
             [3.],
             [5.]]])

    Why it matters: a model that can see the next word has nothing to learn.
    """
    raise NotImplementedError


class MultiHeadAttention(nn.Module):
    """Self-attention with several heads, each of which works on its own share of the features.

    It has exactly four parameters, those of the layers `query`, `key`, `value` and `output`, each an
    nn.Linear(width, width, bias=False), float32. width is a multiple of heads.
    What they start with is up to you; the grader puts in numbers of its own.

    >>> MultiHeadAttention(width=8, heads=2)(torch.zeros(3, 5, 8)).shape
    torch.Size([3, 5, 8])

    Why it matters: one head can follow the grammar while another looks for names.
    """

    def __init__(self, width: int, heads: int) -> None:
        """Make the layers `query`, `key`, `value` and `output`."""
        super().__init__()
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return output(all heads side by side).

        x: a float32 tensor of shape (B, S, width); B and S may be 1. Queries, keys and values are query(x), key(x)
        and value(x). With d = width // heads, head h gets the features h·d to h·d + d - 1 of each of the three, and
        computes scaled dot-product attention with them (the scores are divided by √d; there is no mask).
        Its result takes the same places among the features again, and then comes `output`.
        The result has the shape of x. Gradients must flow to x and to all parameters.
        Without positions the order means nothing: tokens of x in another order give the result in that order.
        """
        raise NotImplementedError


class SmallClassifier(nn.Module):
    """A small convolutional network that says which of several classes an image belongs to.

    It has exactly these parameters, float32: those of `conv1`, an nn.Conv2d from channels to filters, of `conv2`, an
    nn.Conv2d from filters to 2·filters, and of `head`, an nn.Linear from 2·filters to classes. Both convolutions have
    a 3x3 kernel and a padding of 1; all three have a bias. That makes
    (9·channels + 1)·filters + (9·filters + 1)·2·filters + (2·filters + 1)·classes numbers in all.
    What they start with is up to you; the grader puts in numbers of its own.

    >>> sum(p.numel() for p in SmallClassifier(channels=3, filters=8, classes=10).parameters())
    1562

    Why it matters: larger networks for images are this one with more of the same.
    """

    def __init__(self, channels: int, filters: int, classes: int) -> None:
        """Make the layers `conv1`, `conv2` and `head`."""
        super().__init__()
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return one score for each image and class, without a softmax.

        x: float32 images of shape (batch, channels, H, W), of any H and W from 2 on; the batch may be 1.
        After `conv1` come a ReLU and max pooling with windows of 2x2 and a stride of 2 (an odd last row or column is
        left out); after `conv2` come a ReLU and the mean of each channel over the whole image; then comes `head`.
        The result has shape (batch, classes). Gradients must flow to x and to all parameters.
        """
        raise NotImplementedError
