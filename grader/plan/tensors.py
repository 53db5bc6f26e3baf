"""Draws tensors with NumPy and packs them as raw bytes; bfloat16, which NumPy lacks, is rounded here."""

from __future__ import annotations

import numpy as np
from numpy.random import RandomState
from numpy.typing import NDArray

from grader.model.expression import Expression
from grader.model.values import COMPLEX, FLOATING, ITEM_SIZES, Tensor
from grader.model.written import Range, TensorMaker
from grader.plan.errors import PlanError
from grader.plan.lets import Names

_LARGEST = 1 << 30


def pack_array(array: NDArray[np.generic], dtype: str, *, requires_grad: bool = False) -> Tensor:
    """``array`` as a tensor of ``dtype``."""
    with np.errstate(all="ignore"):  # what does not fit becomes infinite, as in torch
        if dtype == "bfloat16":
            raw = _to_bfloat16(array.astype(np.float32))
        else:
            raw = np.ascontiguousarray(array, dtype=np.dtype(dtype).newbyteorder("<"))
    return Tensor(dtype, tuple(array.shape), raw.tobytes(), requires_grad=requires_grad)


def array_of(tensor: Tensor) -> NDArray[np.generic]:
    """The elements of ``tensor``; those of bfloat16, the upper halves of float32, as float32."""
    if tensor.dtype == "bfloat16":
        wide = np.frombuffer(tensor.data, dtype="<u2").astype("<u4") << 16
        return wide.view("<f4").reshape(tensor.shape)
    return np.frombuffer(tensor.data, dtype=np.dtype(tensor.dtype).newbyteorder("<")).reshape(tensor.shape)


def _to_bfloat16(array: NDArray[np.float32]) -> NDArray[np.uint16]:
    """Round to the nearest, ties to even, as torch does; the upper half of each float32."""
    bits = np.atleast_1d(np.ascontiguousarray(array)).view(np.uint32)
    rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16
    return np.where(np.isnan(np.atleast_1d(array)), np.uint16(0x7FC0), rounded.astype(np.uint16))


def draw_array(
    maker: TensorMaker, shape: tuple[int, ...], names: Names, random: RandomState, there: str | None = None
) -> tuple[NDArray[np.generic], str]:
    """Numbers of ``shape`` as ``maker`` says, and their dtype; ``there`` is the dtype of what they will replace."""
    dtype = maker.dtype or there or _default_dtype(maker)
    if int(np.prod(shape, dtype=object)) * ITEM_SIZES[dtype] > _LARGEST or any(size < 0 for size in shape):
        raise PlanError(f"a tensor of shape {shape} is negative or larger than 1 GiB")
    low, high = _ends(maker.bounds, names)
    match maker.maker:
        case "randn":
            return _normal(shape, dtype, random), dtype
        case "rand":
            return random.uniform(0.0 if low is None else low, 1.0 if high is None else high, shape), dtype
        case "randint":
            return random.randint(int(low or 0), int(high or 0) + 1, shape, dtype="int64"), dtype
        case "zeros":
            return np.zeros(shape), dtype
        case "ones":
            return np.ones(shape), dtype
        case "full":
            whole = _is_whole(low) and maker.dtype is None and there is None
            return np.full(shape, low), "int64" if whole else dtype
        case "arange":
            count = int(np.prod(shape, dtype=object))
            return np.asarray(np.arange(count) + (low or 0)).reshape(shape), dtype
    raise PlanError(f"`{maker.maker}` draws nothing")


def _default_dtype(maker: TensorMaker) -> str:
    """Whole numbers where nothing else is asked of ``randint`` and ``arange``; otherwise torch's default."""
    whole = maker.maker == "randint" or (maker.maker == "arange" and not (maker.bounds and maker.bounds.real))
    return "int64" if whole else "float32"


def _normal(shape: tuple[int, ...], dtype: str, random: RandomState) -> NDArray[np.generic]:
    if dtype in COMPLEX:
        return np.asarray((random.standard_normal(shape) + 1j * random.standard_normal(shape)) / np.sqrt(2))
    return np.asarray(random.standard_normal(shape))


def _ends(bounds: Range | None, names: Names) -> tuple[float | None, float | None]:
    if bounds is None:
        return None, None
    low, high = (end.evaluate(names) if isinstance(end, Expression) else end for end in (bounds.low, bounds.high))
    return low, high


def _is_whole(number: object) -> bool:
    return type(number) is int


def literal_tensor(numbers: object, dtype: str | None) -> tuple[NDArray[np.generic], str]:
    """Nested lists as ``torch.tensor`` reads them: any float gives float32, whole numbers int64, truth values bool."""
    try:
        array = np.array(numbers)
    except ValueError:  # lists of unequal lengths
        array = np.array(None)
    if array.dtype.kind not in "biufc":
        raise PlanError(f"tensor: expected numbers in lists of equal length, got {str(numbers)[:60]}")
    default = {"b": "bool", "i": "int64", "u": "int64", "f": "float32", "c": "complex64"}[array.dtype.kind]
    return array, dtype or default


def is_differentiable(dtype: str) -> bool:
    return dtype in FLOATING or dtype in COMPLEX
