"""What becomes of live objects: plain data read beneath a student's methods, or a type's name; never an exception."""

from __future__ import annotations

import collections
import enum
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest
import torch

from grader.model.values import ITEM_SIZES, Mapping, Named, Opaque, Sequence, Tensor, Tree
from grader.runner.observe import TooDeepError, observe

# torch's own words on quantized and half complex numbers.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::PendingDeprecationWarning")
# What a student's classes say of where they come from; a class of this file would tell a longer name.
__name__ = "work"


class Pair(NamedTuple):
    first: int
    second: int


class Liar(torch.Tensor):
    shape = (9, 9)

    @classmethod
    def __torch_function__(cls, *_: object, **__: object) -> object:
        return 42

    def __len__(self) -> int:
        return 10**9


class Dispatching(torch.Tensor):
    @classmethod
    def __torch_dispatch__(cls, *_: object, **__: object) -> object:
        return torch.full((2,), 42.0)


class Wrapper(torch.Tensor):
    @staticmethod
    def __new__(cls, inner: torch.Tensor) -> Wrapper:
        return torch.Tensor._make_wrapper_subclass(cls, inner.shape, dtype=inner.dtype)

    @classmethod
    def __torch_dispatch__(cls, *_: object, **__: object) -> object:
        raise RuntimeError("no")


class HostileType(type):
    def __getattribute__(cls, name: str) -> object:
        raise ValueError(name)

    def __eq__(cls, other: object) -> bool:
        return True

    def __hash__(cls) -> int:
        raise ValueError


class Hostile(metaclass=HostileType):
    pass


class Hiding:
    @property
    def __class__(self) -> type:
        raise ValueError


class Posing:
    __module__ = "numpy"
    __class__ = np.float64  # type: ignore[assignment]

    def item(self) -> float:
        return 9.0


class PosingTuple(tuple):
    _fields = ("a",)

    def __iter__(self) -> object:
        return iter([9, 9, 9])

    def __len__(self) -> int:
        return 3


class PosingDict(dict):
    __module__ = "torch.nn"

    def items(self) -> object:
        return [("lie", 1)]


class Colour(enum.IntEnum):
    red = 1


def shrunken() -> torch.Tensor:
    x = torch.ones(4)
    x.untyped_storage().resize_(0)
    return x


def escaped() -> torch.Tensor:
    leaked: list[torch.Tensor] = []
    torch.func.vmap(lambda x: (leaked.append(x), x)[1])(torch.ones(2))
    return leaked[0]


def fake() -> torch.Tensor:
    from torch._subclasses.fake_tensor import FakeTensorMode

    return FakeTensorMode().from_tensor(torch.ones(2))


def quantized() -> torch.Tensor:
    return torch.quantize_per_tensor(torch.ones(2), 0.1, 0, torch.qint8)


F32 = np.dtype("<f4")
FIVE = np.array([5], F32).tobytes()
ONES = np.ones(2, F32).tobytes()
# How a value is made → what is sent of it.
VALUES: dict[str, tuple[Callable[[], object], Tree]] = {
    "None": (lambda: None, None),
    "truth": (lambda: True, True),
    "whole number": (lambda: 10**400, 10**400),
    "text": (lambda: "\ud800", "\ud800"),
    "bytes": (lambda: b"x", b"x"),
    "complex": (lambda: 1 + 2j, 1 + 2j),
    "tensor": (lambda: torch.ones(2), Tensor("float32", (2,), ONES)),
    "requires grad": (lambda: torch.ones(2, requires_grad=True), Tensor("float32", (2,), ONES, requires_grad=True)),
    "parameter": (lambda: torch.nn.Parameter(torch.ones(2)), Tensor("float32", (2,), ONES, requires_grad=True)),
    "buffer": (lambda: torch.nn.Linear(1, 2).weight.detach().fill_(1)[:, 0], Tensor("float32", (2,), ONES)),
    "0-d": (lambda: torch.tensor(True), Tensor("bool", (), b"\1")),
    "empty": (lambda: torch.zeros(0, 3), Tensor("float32", (0, 3), b"")),
    "transposed": (lambda: torch.tensor([[1, 2], [3, 4]]).T, Tensor("int64", (2, 2), np.array([1, 3, 2, 4]).tobytes())),
    "expanded": (lambda: torch.ones(1).expand(2), Tensor("float32", (2,), ONES)),
    "one of every fifth": (lambda: torch.arange(10.0)[::5][1:], Tensor("float32", (1,), np.array([5], F32).tobytes())),
    "a column of one": (lambda: torch.arange(6.0).view(2, 3)[1:, 2], Tensor("float32", (1,), FIVE)),
    "conjugated": (
        lambda: torch.tensor([1 + 2j]).conj(), Tensor("complex64", (1,), np.array([1 - 2j], "<c8").tobytes()),
    ),
    "negated view": (lambda: torch.tensor([1 + 5j]).conj().imag.neg(), Tensor("float32", (1,), FIVE)),
    "made in inference mode": (lambda: torch.inference_mode()(torch.ones)(2), Tensor("float32", (2,), ONES)),
    "bfloat16": (lambda: torch.ones(1, dtype=torch.bfloat16), Tensor("bfloat16", (1,), b"\x80\x3f")),
    "lying subclass": (lambda: torch.ones(2).as_subclass(Liar), Tensor("float32", (2,), ONES, type_name="Liar")),
    "dispatching subclass": (
        lambda: torch.ones(2).as_subclass(Dispatching), Tensor("float32", (2,), ONES, type_name="Dispatching"),
    ),
    "wrapper without storage": (lambda: Wrapper(torch.ones(2)), Opaque("Wrapper")),
    "shrunken storage": (shrunken, Opaque("torch.Tensor")),
    "escaped from vmap": (escaped, Opaque("torch.Tensor")),
    "fake": (fake, Opaque("torch._subclasses.FakeTensor (strided torch.float32, on meta)")),
    "meta": (lambda: torch.ones(2, device="meta"), Opaque("torch.Tensor (strided torch.float32, on meta)")),
    "sparse": (lambda: torch.eye(2).to_sparse(), Opaque("torch.Tensor (sparse_coo torch.float32, on cpu)")),
    "quantized": (quantized, Opaque("torch.Tensor (strided torch.qint8, on cpu)")),
    "half complex": (
        lambda: torch.ones(1, dtype=torch.complex32), Opaque("torch.Tensor (strided torch.complex32, on cpu)"),
    ),
    "size": (lambda: torch.ones(2, 3).size(), Sequence("tuple", (2, 3), "torch.Size")),
    "named tuple": (lambda: Pair(1, 2), Sequence("tuple", (1, 2), "Pair")),
    "tuple that lies": (lambda: PosingTuple((1,)), Sequence("tuple", (1,), "PosingTuple")),
    "list": (lambda: [1, [2.5]], Sequence("list", (1, Sequence("list", (2.5,))))),
    "dictionary": (lambda: {1: "a", (1, 2): None}, Mapping(((1, "a"), (Sequence("tuple", (1, 2)), None)))),
    "ordered": (lambda: collections.OrderedDict(a=1), Mapping((("a", 1),), "collections.OrderedDict")),
    "dictionary that lies": (lambda: PosingDict(a=1), Mapping((("a", 1),), "PosingDict")),
    "array": (lambda: np.ones(2, ">f4"), Tensor("float32", (2,), ONES, type_name="numpy.ndarray")),
    "0-d array": (lambda: np.array(3), Tensor("int64", (), (3).to_bytes(8, "little"), type_name="numpy.ndarray")),
    "scalar": (lambda: np.float32(1.5), Named("numpy.float32", 1.5)),
    "array of objects": (lambda: np.array([None]), Opaque("numpy.ndarray (object)")),
    "matrix": (lambda: np.matrix([[1]]), Opaque("matrix")),
    "long double": (lambda: np.longdouble(1), Opaque("longdouble")),
    "posing as a scalar": (Posing, Opaque("Posing")),
    "dtype": (lambda: torch.float32, Named("torch.dtype", "torch.float32")),
    "device": (lambda: torch.device("cpu"), Named("torch.device", "cpu")),
    "module": (lambda: torch.nn.Linear(1, 1), Opaque("torch.nn.Linear")),
    "whole number of its own kind": (lambda: Colour.red, Opaque("Colour")),
    "generator": (lambda: iter([1]), Opaque("list_iterator")),
    "set": (lambda: {1}, Opaque("set")),
    "hiding its class": (Hiding, Opaque("Hiding")),
    "hostile type": (Hostile, Opaque("Hostile")),
}  # fmt: skip


@pytest.mark.parametrize("name", VALUES)
def test_what_is_sent(name: str) -> None:
    make, expected = VALUES[name]
    seen = observe(make())
    if isinstance(seen, Tensor):
        seen = Tensor(seen.dtype, seen.shape, bytes(seen.data), seen.device, seen.requires_grad, seen.type_name)
    assert seen == expected


@pytest.mark.parametrize("dtype", sorted(ITEM_SIZES))
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3)])
def test_every_dtype_is_read_as_it_lies_in_memory(dtype: str, shape: tuple[int, ...]) -> None:
    numbers = torch.arange(6)[: max(1, int(np.prod(shape)))].to(getattr(torch, dtype))
    tensor = numbers.reshape(shape) if np.prod(shape) else torch.empty(shape, dtype=numbers.dtype)
    seen = observe(tensor)
    assert isinstance(seen, Tensor)
    assert (seen.dtype, seen.shape) == (dtype, shape)
    assert bytes(seen.data) == tensor.contiguous().reshape(-1).view(torch.uint8).numpy().tobytes()


def test_torchs_return_types_are_tuples() -> None:
    seen = observe(torch.ones(2, 3).max(0))
    assert isinstance(seen, Sequence)
    assert (seen.kind, seen.name, len(seen.items)) == ("tuple", "torch.return_types.max", 2)


def endless() -> list[object]:
    itself: list[object] = []
    itself.append(itself)
    return itself


def deep() -> list[object]:
    nested: list[object] = []
    for _ in range(100_000):
        nested = [nested]
    return nested


@pytest.mark.parametrize("make", [endless, deep])
def test_what_has_no_end_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(TooDeepError, match="nested"):
        observe(make())


def test_what_memory_cannot_hold_is_a_memory_error() -> None:
    with pytest.raises(MemoryError):
        observe(torch.zeros(1).expand(10**14))
