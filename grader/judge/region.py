"""Where all that differs lies, if that has a name: a row, a column, above the diagonal, the border. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod

import numpy as np

from grader.judge.arrays import Array
from grader.model.message import Message

MESSAGES: Mapping[str, str] = {
    "region.in": "all that differs lies in {part}",
    "region.from": "all that differs lies from {part} on",
    "region.before": "all that differs lies before {part}",
    "region.every_second": "all that differs lies in every second {unit}, from {start} on",
    "region.diagonal": "all that differs lies on the diagonal",
    "region.off_diagonal": "all that differs lies off the diagonal",
    "region.above": "all that differs lies above the diagonal",
    "region.below": "all that differs lies below the diagonal",
    "region.not_below": "all that differs lies on and above the diagonal",
    "region.not_above": "all that differs lies on and below the diagonal",
    "region.border": "all that differs lies on the border",
    "region.interior": "all that differs lies inside the border",
}
# Of less there is nothing to say that is not seen.
_SMALLEST, _SMALLEST_BLOCK = 6, 4
# Such a share of a region must differ, and at least two of its entries: some may be right by chance.
_SHARE = 7 / 8
# What two dimensions of four are, as torch has them: of images, or of what heads attend to.
_CALLED = {0: "one entry of the batch", 1: "one channel or head"}


def region(mask: Array) -> Message | None:
    """What is said of where ``mask`` is true, or None: for everything, for a single entry, and for no pattern.

    Regions of rows and columns are those of the last two dimensions, of every matrix alike.
    """
    count = int(np.count_nonzero(mask))
    if mask.size < _SMALLEST or not 1 < count < mask.size:
        return None
    found = list(_found(mask, count))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _found(mask: Array, count: int) -> Iterator[tuple[float, Message]]:
    """Every region that holds all that differs, and the share of it that does; the plainest first."""
    axes = range(mask.ndim)
    used = [np.asarray(mask.any(axis=tuple(other for other in axes if other != axis))) for axis in axes]
    within = [_one_part(mask.shape, used), *(_along(mask.shape, axis, indices) for axis, indices in enumerate(used))]
    if mask.ndim > 1:
        within += _of_matrix(np.asarray(mask.any(axis=tuple(range(mask.ndim - 2)))), mask.size)
    within.append(_block(mask.shape, used))
    for size, message in filter(None, within):
        if size > 1 and count >= _SHARE * size:
            yield count / size, message


def _one_part(shape: tuple[int, ...], used: list[Array]) -> tuple[int, Message] | None:
    """The part that a few indices lead to: ``row 0, the first``, ``[1, 2]``."""
    single = {axis: int(np.argmax(indices)) for axis, indices in enumerate(used) if np.count_nonzero(indices) == 1}
    single = {axis: index for axis, index in single.items() if shape[axis] > 1}
    if not single:
        return None
    size = prod(length for axis, length in enumerate(shape) if axis not in single)
    part = _subscript(single)
    if len(single) == 1:
        ((axis, index),) = single.items()
        end = ", the first" if index == 0 else ", the last" if index == shape[axis] - 1 else ""
        part = f"{part}, {_CALLED[axis]}" if _has_name(shape, axis) else f"{_at(shape, axis, index)}{end}"
    return size, Message("region.in", {"part": part})


def _along(shape: tuple[int, ...], axis: int, used: Array) -> tuple[int, Message] | None:
    """Several indices of one dimension: every second, all from one on, all before one."""
    indices, length = np.flatnonzero(used), used.size
    first, last = int(indices[0]), int(indices[-1])
    size = indices.size * (prod(shape) // length)
    if length < 4 or not 1 < indices.size < length:
        return None
    if first < 2 and last >= length - 2 and np.all(np.diff(indices) == 2):
        return size, Message("region.every_second", {"unit": _unit(shape, axis), "start": first})
    if last - first != indices.size - 1:
        return None
    if last == length - 1:
        return size, Message("region.from", {"part": _at(shape, axis, first)})
    return (size, Message("region.before", {"part": _at(shape, axis, last + 1)})) if first == 0 else None


def _of_matrix(matrix: Array, total: int) -> Iterator[tuple[int, Message]]:
    """The regions of a matrix that hold its true entries, with their sizes in a tensor of ``total`` entries."""
    height, width = matrix.shape
    if height < 3 or width < 3:
        return
    row, column = np.arange(height)[:, None], np.arange(width)
    inside = (row > 0) & (row < height - 1) & (column > 0) & (column < width - 1)
    regions = {
        "diagonal": row == column,
        "above": row < column,
        "below": row > column,
        "border": ~inside,
        "interior": inside,
        "off_diagonal": row != column,
        "not_below": row <= column,
        "not_above": row >= column,
    }
    for name, entries in regions.items():
        if not matrix[~entries].any():
            yield int(np.count_nonzero(entries)) * (total // matrix.size), Message(f"region.{name}")


def _block(shape: tuple[int, ...], used: list[Array]) -> tuple[int, Message] | None:
    """The neighbours from one index of each dimension to another: ``[2:5, 0:3]``."""
    ends = [(int(indices[0]), int(indices[-1]) + 1) for indices in map(np.flatnonzero, used)]
    size = prod(stop - start for start, stop in ends)
    if not _SMALLEST_BLOCK <= size <= prod(shape) // 2:
        return None
    parts = [_slice(start, stop, length) for (start, stop), length in zip(ends, shape, strict=True)]
    cut = [axis for axis, part in enumerate(parts) if part != ":"]
    name = _name(shape, cut[0]) if len(cut) == 1 and len(shape) > 1 else None
    if name is not None:
        start, stop = ends[cut[0]]
        return size, Message("region.in", {"part": f"{name}s {start} to {stop - 1}{_of_each(shape)}"})
    return size, Message("region.in", {"part": f"[{', '.join(parts)}]"})


def _slice(start: int, stop: int, length: int) -> str:
    if (start, stop) == (0, length):
        return ":"
    return f"{start}" if stop - start == 1 else f"{start}:{stop}"


def _has_name(shape: tuple[int, ...], axis: int) -> bool:
    return len(shape) == 4 and axis in _CALLED


def _at(shape: tuple[int, ...], axis: int, index: int) -> str:
    """One index of one dimension, as people call it."""
    if (name := _name(shape, axis)) is not None:
        return f"{name} {index}{_of_each(shape)}"
    return f"{_subscript({axis: index})}, index {index} of dimension {axis}"


def _unit(shape: tuple[int, ...], axis: int) -> str:
    name = _name(shape, axis)
    return f"index of dimension {axis}" if name is None else f"{name}{_of_each(shape)}"


def _name(shape: tuple[int, ...], axis: int) -> str | None:
    """What one index of a dimension is called: the last two are rows and columns."""
    if len(shape) == 1:
        return "entry"
    return {len(shape) - 2: "row", len(shape) - 1: "column"}.get(axis)


def _of_each(shape: tuple[int, ...]) -> str:
    return " of each matrix" if prod(shape[:-2]) > 1 else ""


def _subscript(single: Mapping[int, int]) -> str:
    return f"[{', '.join(str(single.get(axis, ':')) for axis in range(max(single) + 1))}]"
