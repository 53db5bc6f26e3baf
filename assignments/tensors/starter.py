"""Tensors: numbers, pictures and videos in boxes.

Replace each `raise NotImplementedError` with your own code; most answers are one to three lines.
Tensors that you are given must keep their values.
"""

import torch


def scalar(value: float) -> torch.Tensor:
    """Return a tensor that holds `value` and has no dimensions.

    value: a Python number, a float or an int.
    The result has the shape (). Of a float it is float32; of an int any dtype will do.

    >>> scalar(3.5)
    tensor(3.5000)

    Why it matters: a loss is a scalar, and training is about making this one number smaller.
    """
    raise NotImplementedError


def vector(values: list[float]) -> torch.Tensor:
    """Return a tensor with one dimension that holds `values` in their order.

    values: a list of at least one Python number, floats or ints.
    The result has the shape (len(values),) and is float32, also where all of them are ints.

    >>> vector([1.5, -2.0, 0.25])
    tensor([ 1.5000, -2.0000,  0.2500])

    Why it matters: words, users and songs are vectors before a network can read them.
    """
    raise NotImplementedError


def matrix(rows: list[list[float]]) -> torch.Tensor:
    """Return a tensor with two dimensions: one row for each inner list, with zeros where a list is too short.

    rows: a list of at least one list of Python floats. Lengths may differ, and some may be 0, but not all.
    The result has the shape (number of rows, length of the longest row) and is float32.

    >>> matrix([[1.5, 2.0, -3.0], [4.0, 0.5]])
    tensor([[ 1.5000,  2.0000, -3.0000],
            [ 4.0000,  0.5000,  0.0000]])

    Why it matters: the weights of a layer are a matrix, and so is a table of data.
    """
    raise NotImplementedError


def rgb_image(height: int, width: int) -> torch.Tensor:
    """Return a picture of random numbers, with its three channels (red, green, blue) in front.

    height, width: ints, at least 1.
    The result has the shape (3, height, width) and is float32. Its numbers are evenly spread from 0 to 1, 1 itself
    left out, and each is drawn for itself. Every call makes a new picture, so set no seed.

    >>> rgb_image(4, 5).shape
    torch.Size([3, 4, 5])

    Why it matters: torch keeps channels first, while most pictures on disk keep them last.
    """
    raise NotImplementedError


def image_batch(batch: int, channels: int, height: int, width: int) -> torch.Tensor:
    """Return `batch` pictures of random numbers in one tensor.

    batch, channels, height, width: ints, at least 1.
    The result has the shape (batch, channels, height, width), also where a size is 1, and is float32.
    Its numbers are evenly spread from -1 to 1, each drawn for itself and new in each call.

    >>> image_batch(8, 3, 32, 32).shape
    torch.Size([8, 3, 32, 32])

    Why it matters: this is what a network for pictures takes. It always works on a batch.
    """
    raise NotImplementedError


def video(batch: int, channels: int, frames: int, height: int, width: int) -> torch.Tensor:
    """Return `batch` videos in one tensor, in each of which every frame shows the same random picture.

    batch, channels, frames, height, width: ints, at least 1.
    The result has the shape (batch, channels, frames, height, width), also where a size is 1, and is float32.
    The numbers of a frame are evenly spread from 0 to 1, each drawn for itself, different for every video and new
    in each call. All frames of one video are equal.

    >>> video(2, 3, 16, 32, 32).shape
    torch.Size([2, 3, 16, 32, 32])

    Why it matters: more dimensions are only more sizes. Nothing else changes.
    """
    raise NotImplementedError


def describe(t: torch.Tensor) -> dict[str, object]:
    """Return what one asks first about a tensor, as a dictionary of four entries.

    t: a tensor of any shape and dtype; it may have no dimensions, or no elements.
    The entries are `ndim`: the number of dimensions, an int; `shape`: a tuple of ints; `dtype`: a text such as
    "float32", without "torch." in front; `numel`: the number of elements, an int.

    >>> describe(torch.zeros(2, 3))
    {'ndim': 2, 'shape': (2, 3), 'dtype': 'float32', 'numel': 6}

    Why it matters: when something does not work, shape and dtype are the first two things to print.
    """
    raise NotImplementedError


def to_batch(images: list[torch.Tensor]) -> torch.Tensor:
    """Return all images as one tensor with a new first dimension, the batch, and with three channels each.

    images: a list of at least one tensor of shape (3, height, width) or, where it is grey, (1, height, width); all of
        the same height, width and dtype.
    The result has the shape (len(images), 3, height, width) and their dtype. Element i of it is image i; the three
    channels of a grey image are equal.

    >>> to_batch([torch.zeros(3, 4, 5), torch.ones(1, 4, 5)]).shape
    torch.Size([2, 3, 4, 5])

    Why it matters: this is what a data loader does with the samples that it collects.
    """
    raise NotImplementedError


def fade(height: int, width: int) -> torch.Tensor:
    """Return a grey picture that goes from black on the left to white on the right.

    height, width: ints, at least 1.
    The result has the shape (height, width) and is float32. The first column is 0, the last one 1, and in between it
    grows in equal steps; all rows are the same. Where the width is 1 the only column is 0.

    >>> fade(2, 5)
    tensor([[0.0000, 0.2500, 0.5000, 0.7500, 1.0000],
            [0.0000, 0.2500, 0.5000, 0.7500, 1.0000]])

    Why it matters: evenly spaced numbers are the axis of every plot, and the schedule of many a learning rate.
    """
    raise NotImplementedError


def split_time(seconds: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return whole minutes, left-over seconds and exact minutes, as a tuple of three tensors.

    seconds: an int64 tensor of any shape, also an empty one, without negative numbers.
    All three results have the shape of `seconds`. The first two are int64, the exact minutes are float32.

    >>> split_time(torch.tensor([90, 59]))
    (tensor([1, 0]), tensor([30, 59]), tensor([1.5000, 0.9833]))

    Why it matters: `/` of whole numbers gives floats and `//` does not. Indices must be whole, means rarely are.
    """
    raise NotImplementedError


def motion(before: torch.Tensor, after: torch.Tensor) -> torch.Tensor:
    """Return how much each number of a picture has changed: after minus before.

    before, after: uint8 tensors of one shape.
    The result has that shape and is int16. Its numbers go from -255 to 255.

    >>> motion(torch.tensor([30, 10], dtype=torch.uint8), torch.tensor([10, 30], dtype=torch.uint8))
    tensor([-20,  20], dtype=torch.int16)

    Why it matters: arithmetic with bytes wraps around at 0 and 256 without a word, and pictures come as bytes.
    """
    raise NotImplementedError


def thumbnails(photos: torch.Tensor) -> torch.Tensor:
    """Return photographs at half their size, as a network wants them.

    photos: uint8, of shape (batch, height, width, 3): channels last.
    The result has every second row and column of them, beginning with the first. Its shape is (batch, 3, rows, columns)
    with rows = height / 2 and columns = width / 2, both rounded up; it is float32, with 0 for 0 and 1 for 255.

    >>> thumbnails(torch.full((2, 6, 5, 3), 255, dtype=torch.uint8)).shape
    torch.Size([2, 3, 3, 3])

    Why it matters: files and cameras keep channels last and bytes, networks want channels first and floats.
    """
    raise NotImplementedError


def select_rows(table: torch.Tensor, limit: float) -> torch.Tensor:
    """Return the rows of a table whose last number is greater than `limit`.

    table: floats, of shape (rows, columns), at least one of each.
    limit: a Python float.
    The result has the shape (rows that pass, columns), with the rows in their order, also where none passes.

    >>> select_rows(torch.tensor([[1.5, 4.0], [9.0, 2.5], [0.5, 7.5]]), 2.5)
    tensor([[1.5000, 4.0000],
            [0.5000, 7.5000]])

    Why it matters: a mask picks the samples to keep: those that are long enough, sure enough, labelled at all.
    """
    raise NotImplementedError


def score_of_label(scores: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Return the score that each row gives to its own label.

    scores: floats, of shape (batch, classes).
    labels: int64, of shape (batch,), from 0 to classes - 1.
    The result has the shape (batch,), also where the batch is 1. Element i of it is scores[i, labels[i]].

    >>> score_of_label(torch.tensor([[1.5, 2.5], [7.5, 8.5]]), torch.tensor([1, 0]))
    tensor([2.5000, 7.5000])

    Why it matters: the loss of a classifier looks at exactly this number in every row.
    """
    raise NotImplementedError


def view_and_copy(t: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the last column of `t` as a view, and a copy of `t` in which that column is zero.

    t: a matrix of shape (rows, columns), at least one of each.
    The first result has the shape (rows,) and shares memory with t. The second has the shape of t and memory of its
    own: the last column is 0, the others are those of t. Both have the dtype of t, and t keeps its values.

    >>> view_and_copy(torch.tensor([[1.5, 2.0], [4.0, 5.0]]))
    (tensor([2., 5.]), tensor([[1.5000, 0.0000],
            [4.0000, 0.0000]]))

    Why it matters: who writes into a view changes the tensor behind it, and often does not know.
    """
    raise NotImplementedError


def column_by_column(m: torch.Tensor) -> torch.Tensor:
    """Return the numbers of a matrix in one dimension, column after column.

    m: a matrix of shape (rows, columns). It may lie in memory in any way, also transposed or with gaps.
    The result has the shape (rows * columns,) and the dtype of m. It may share memory with m or not.

    >>> column_by_column(torch.tensor([[1, 2, 3], [4, 5, 6]]))
    tensor([1, 4, 2, 5, 3, 6])

    Why it matters: shape and order in memory are two things. `.view` refuses where the second does not fit.
    """
    raise NotImplementedError


def distances(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Return the distance from each point of `a` to each point of `b`.

    a: floats, of shape (n, coordinates).
    b: floats, of shape (m, coordinates).
    The result has the shape (n, m). Element (i, j) is the root of the sum of the squares of a[i] - b[j].
    Use broadcasting. There must be no loop, and none of `cdist`, `dist`, `norm`, `vector_norm`, `pairwise_distance`.

    >>> distances(torch.zeros(1, 2), torch.tensor([[3.0, 4.0], [0.0, 2.0]]))
    tensor([[5., 2.]])

    Why it matters: nearest neighbours, clusters and kernels all begin with this table.
    """
    raise NotImplementedError


def standardise(images: torch.Tensor) -> torch.Tensor:
    """Return pictures in which each channel has the mean 0 and the standard deviation 1.

    images: floats, of shape (batch, channels, height, width). No channel is constant.
    The result has that shape. From each number its channel's mean is subtracted, and the rest is divided by the
    channel's standard deviation; both are taken over batch, height and width, and the standard deviation with
    correction=0, which divides by the number of values.

    >>> standardise(torch.tensor([[[[1.5, 3.5]], [[30.0, 10.0]]]])).tolist()
    [[[[-1.0, 1.0]], [[1.0, -1.0]]]]

    Why it matters: networks learn faster from numbers around zero, and batch normalisation does just this.
    """
    raise NotImplementedError


def votes(scores: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the ballots and the counts of an election in which each row votes for its highest score.

    scores: floats, of shape (voters, candidates). The highest score of a row is there only once.
    The ballots have the shape (voters, candidates) and are float32: 1 for the chosen candidate, 0 elsewhere.
    The counts have the shape (candidates,) and are int64, with a 0 for candidates without a vote.

    >>> votes(torch.tensor([[0.5, 2.5, 1.0], [-1.0, -0.5, -2.0]]))
    (tensor([[0., 1., 0.],
            [0., 1., 0.]]), tensor([0, 2, 0]))

    Why it matters: such rows of a single 1 are called one-hot. They turn a class into numbers that a network can use.
    """
    raise NotImplementedError


def masked_mean(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Return the mean of each row of `x`, taken only where the mask is True.

    x: floats, of shape (batch, length).
    mask: bool, of shape (batch, length).
    The result has the shape (batch,). Where no number of a row counts it is 0.

    >>> masked_mean(torch.tensor([[1.5, 9.0, 2.5]]), torch.tensor([[True, False, True]]))
    tensor([2.])

    Why it matters: sentences in a batch are filled up to one length, and the filling must not count.
    """
    raise NotImplementedError


def running_mean(x: torch.Tensor) -> torch.Tensor:
    """Return the mean of everything so far, at each place.

    x: floats, of shape (n,), n at least 1.
    The result has the shape (n,). Element k of it is the mean of x[0] to x[k], both included. There must be no loop.

    >>> running_mean(torch.tensor([1.5, 2.5, 5.0]))
    tensor([1.5000, 2.0000, 3.0000])

    Why it matters: a curve of losses is easier to read when it is smoothed.
    """
    raise NotImplementedError


def products_and_traces(a: torch.Tensor, b: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the matrix products of two stacks, and the trace of each product.

    a: floats, of shape (batch, n, k).
    b: floats, of shape (batch, k, n).
    The products have the shape (batch, n, n): number i is a[i] times b[i]. The traces have the shape (batch,): each is
    the sum along the diagonal of its product. There must be no loop.

    >>> products_and_traces(torch.tensor([[[1.5], [2.0]]]), torch.tensor([[[4.0, 3.0]]]))
    (tensor([[[6.0000, 4.5000],
             [8.0000, 6.0000]]]), tensor([12.]))

    Why it matters: attention multiplies whole stacks of matrices at once, one for each sentence and head.
    """
    raise NotImplementedError


def bilinear(x: torch.Tensor, w: torch.Tensor, y: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    """Return, for each sample and output, x times a matrix times y, plus a bias.

    x: floats, of shape (batch, i).
    w: floats, of shape (outputs, i, j): one matrix for each output.
    y: floats, of shape (batch, j).
    bias: floats, of shape (outputs,).
    The result has the shape (batch, outputs). Element (s, o) is bias[o] plus the sum of x[s, i] * w[o, i, j] * y[s, j]
    over all i and j. Use `torch.einsum`.

    >>> bilinear(torch.tensor([[1.0, 2.0]]), torch.ones(1, 2, 3), torch.tensor([[2.0, 1.0, 4.0]]), torch.tensor([0.5]))
    tensor([[21.5000]])

    Why it matters: with `einsum` one line says which dimensions meet, and no transposition is needed.
    """
    raise NotImplementedError


def keep_largest(x: torch.Tensor, k: int) -> torch.Tensor:
    """Return `x` with only the k largest numbers of each row, and 0 everywhere else.

    x: floats, of shape (rows, columns). No two numbers of a row are equal.
    k: an int from 1 to the number of columns.
    The result has the shape and the dtype of x. The k largest numbers stay in their places.

    >>> keep_largest(torch.tensor([[1.5, 4.0, -2.0, 3.5]]), 2)
    tensor([[0.0000, 4.0000, 0.0000, 3.5000]])

    Why it matters: language models choose the next word among the few best ones only.
    """
    raise NotImplementedError


def patches(picture: torch.Tensor, size: int) -> torch.Tensor:
    """Return a picture cut into square tiles.

    picture: of shape (channels, height, width). It may lie in memory in any way.
    size: the side of a tile in pixels, an int that divides height and width.
    The result has the shape (number of tiles, channels, size, size) and the dtype of the picture. The tiles come in
    reading order: those of the top row from left to right, then the next row.

    >>> patches(torch.arange(8).reshape(1, 2, 4), 2).tolist()
    [[[[0, 1], [4, 5]]], [[[2, 3], [6, 7]]]]

    Why it matters: a vision transformer reads a picture like a sentence, and its words are such tiles.
    """
    raise NotImplementedError
