"""Tensors: numbers, pictures and videos in boxes.

Replace each `raise NotImplementedError` with your own code; most answers are a single line.
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
    The result has the shape (len(values),). Of floats it is float32; of ints any dtype will do.

    >>> vector([1.5, -2.0, 0.25])
    tensor([ 1.5000, -2.0000,  0.2500])

    Why it matters: words, users and songs are vectors before a network can read them.
    """
    raise NotImplementedError


def matrix(rows: list[list[float]]) -> torch.Tensor:
    """Return a tensor with two dimensions: one row for each inner list.

    rows: a list of at least one list, all of the same length of at least 1, of Python floats or ints.
    The result has the shape (number of rows, length of a row). Of floats it is float32; of ints any dtype will do.

    >>> matrix([[1.5, 2.0, -3.0], [4.0, 0.5, 6.0]])
    tensor([[ 1.5000,  2.0000, -3.0000],
            [ 4.0000,  0.5000,  6.0000]])

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
    Its numbers are new in each call: evenly spread from 0 to 1, or normally distributed with mean 0 and
    standard deviation 1.

    >>> image_batch(8, 3, 32, 32).shape
    torch.Size([8, 3, 32, 32])

    Why it matters: this is what a network for pictures takes. It always works on a batch.
    """
    raise NotImplementedError


def video(batch: int, channels: int, frames: int, height: int, width: int) -> torch.Tensor:
    """Return `batch` videos of random numbers in one tensor.

    batch, channels, frames, height, width: ints, at least 1.
    The result has the shape (batch, channels, frames, height, width), also where a size is 1, and is float32.
    Its numbers are new in each call: evenly spread from 0 to 1, or normally distributed with mean 0 and
    standard deviation 1.

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
    """Return all images as one tensor with a new first dimension, the batch.

    images: a list of at least one tensor, all of the same shape and dtype.
    The result has the shape (len(images), *shape of an image) and their dtype. Element i of it is image i.

    >>> to_batch([torch.zeros(3, 4, 5), torch.ones(3, 4, 5)]).shape
    torch.Size([2, 3, 4, 5])

    Why it matters: this is what a data loader does with the samples that it collects.
    """
    raise NotImplementedError
