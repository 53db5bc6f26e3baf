"""A device that is not there: its tensors say that they are on it, and compute with real numbers on the CPU.

They refuse to meet tensors of the CPU, as those of a GPU do, so that what would stop there stops here. torch has one
kind of device to give away, to which anyone may write the operators in Python; where it has none, nothing is pretended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import ClassVar, TypeAlias

import torch
from torch._ops import OpOverload
from torch.utils import backend_registration
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves, tree_map

Named: TypeAlias = Mapping[str, object]
# How torch calls the device beneath; student code is told the name of the one that it stands for.
NAME = "pretended"
_SET_UP = "_setup_privateuseone_for_python_backend"
# The lengths of sequences are always on the CPU, going in and coming out.
_PACKS = "aten::_pack_padded_sequence"
# A copy goes from one device to another, and some others take what is on the CPU as well.
_FREE = frozenset({"aten::_to_copy", "aten::copy_", _PACKS, "aten::_ctc_loss", "aten::is_same_size"})
# Their first tensor may be indexed with those of the CPU, which move by themselves.
_INDEXED = frozenset(
    {
        "aten::index",
        "aten::_unsafe_index",
        "aten::index_put",
        "aten::index_put_",
        "aten::_index_put_impl_",
        "aten::_unsafe_index_put",
    }
)


class MixedError(RuntimeError):
    """Tensors of two devices meet. ``stranger`` is the one that is on the CPU."""

    def __init__(self, kind: str, stranger: torch.Tensor) -> None:
        text = f"Expected all tensors to be on the same device, but found at least two devices, {kind}:0 and cpu!"
        super().__init__(text)
        self.stranger = stranger


class UnsupportedError(NotImplementedError):
    """Nothing that a device does: what these tensors cannot do."""


class Pretended(torch.Tensor):
    """A tensor that says that it is on the device; ``numbers`` is the one on the CPU, which autograd never sees."""

    numbers: torch.Tensor
    # The device that is stood for: as long as a call is made on it, and looked at.
    kind: ClassVar[str] = ""

    __torch_function__ = torch._C._disabled_torch_function_impl  # type: ignore[assignment]

    @staticmethod
    def __new__(cls, numbers: torch.Tensor) -> Pretended:  # noqa: ANN001
        made: Pretended = torch.Tensor._make_wrapper_subclass(
            cls,
            numbers.size(),
            strides=numbers.stride(),
            storage_offset=numbers.storage_offset(),
            dtype=numbers.dtype,
            layout=numbers.layout,
            device=device(),
        )
        made.numbers = numbers
        return made

    @classmethod
    def __torch_dispatch__(  # type: ignore[override]
        cls, func: OpOverload, types: object, args: tuple[object, ...] = (), kwargs: Named | None = None
    ) -> object:
        return dispatched(func, args, kwargs or {})


class Dispatch(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Sees what makes tensors, too: those with ``device=`` come to be on the device."""

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """Whether to import the compiler, which takes seconds, to be left alone by it. Nothing here is compiled."""
        return False

    def __torch_dispatch__(
        self, func: OpOverload, types: object, args: tuple[object, ...] = (), kwargs: Named | None = None
    ) -> object:
        return dispatched(func, args, kwargs or {})


@cache
def device() -> torch.device:
    """The device as torch knows it. Raises ``UnsupportedError`` where this torch has none to give away."""
    if not hasattr(backend_registration, _SET_UP) or not hasattr(torch._C, "_acc"):
        raise UnsupportedError("this torch cannot pretend a device")
    try:
        getattr(backend_registration, _SET_UP)(NAME)
    except (RuntimeError, TypeError, AttributeError) as error:  # somebody else has it, or it is made in another way
        raise UnsupportedError(f"this torch cannot pretend a device: {error}") from None
    return torch.device(NAME, 0)


def is_there(wanted: object) -> bool:
    """Whether ``wanted`` is the device."""
    return isinstance(wanted, torch.device) and wanted.type == NAME


def dispatched(func: OpOverload, args: tuple[object, ...], kwargs: Named) -> object:
    """Compute ``func`` on the CPU, and put what comes out where a device would have it."""
    tensors = [leaf for leaf in tree_leaves((args, kwargs)) if isinstance(leaf, torch.Tensor)]
    ours = [tensor for tensor in tensors if isinstance(tensor, Pretended)]
    asked = kwargs.get("device")
    if not ours and not is_there(asked):
        return func(*args, **kwargs)
    name: str = func._schema.name
    if ours and name not in _FREE:
        _refuse_strangers(func, name, args, tensors)
    inside = dict(tree_map(inner, kwargs))
    if is_there(asked):
        inside["device"] = torch.device("cpu")
    found = func(*tree_map(inner, args), **inside)
    if name == "aten::copy_":
        return args[0]
    if name == _PACKS:
        return Pretended(found[0]), found[1]
    outer = {id(tensor.numbers): tensor for tensor in ours}
    stays = asked is None or is_there(asked)
    return tree_map(lambda each: _outer(each, outer, stays=stays), found)


def _refuse_strangers(func: OpOverload, name: str, args: tuple[object, ...], tensors: list[torch.Tensor]) -> None:
    """Raise ``MixedError`` where a tensor of the CPU is among ``tensors``, other than one number that is only read."""
    allowed: set[int] = set()
    if name in _INDEXED and isinstance(args[0], Pretended):
        allowed = {id(leaf) for leaf in tree_leaves(args[1])}
    written = {id(leaf) for leaf in _written(func, args)}
    for tensor in tensors:
        is_read = tensor.dim() == 0 and id(tensor) not in written
        if not (isinstance(tensor, Pretended) or is_read or id(tensor) in allowed):
            raise MixedError(Pretended.kind, tensor)


def _written(func: OpOverload, args: tuple[object, ...]) -> Iterator[object]:
    for argument, given in zip(func._schema.arguments, args, strict=False):
        if argument.alias_info is not None and argument.alias_info.is_write:
            yield from tree_leaves(given)


def inner(value: object) -> object:
    """The numbers of what is on the device; anything else as it is."""
    return value.numbers if isinstance(value, Pretended) else value


def _outer(value: object, outer: Mapping[int, Pretended], *, stays: bool) -> object:
    if not isinstance(value, torch.Tensor):
        return value
    known = outer.get(id(value))
    if known is None:
        return Pretended(value) if stays else value
    if known.shape != value.shape or known.stride() != value.stride():
        raise UnsupportedError("a pretended tensor cannot get another shape in place")
    return known


def on_cpu(func: Callable[..., object], args: tuple[object, ...], kwargs: Named) -> object:
    """``func``, which knows no such device, on copies on the CPU, through which gradients flow; its results return."""
    tensors = [leaf for leaf in tree_leaves((args, kwargs)) if isinstance(leaf, torch.Tensor)]
    if not any(isinstance(tensor, Pretended) for tensor in tensors):
        return func(*args, **kwargs)
    for tensor in tensors:
        is_lengths = tensor is args[1] and tensor.dtype is torch.int64
        if not isinstance(tensor, Pretended) and not is_lengths:
            raise MixedError(Pretended.kind, tensor)
    away, inside = tree_map(lambda each: each.cpu() if isinstance(each, Pretended) else each, (args, kwargs))
    found = func(*away, **inside)
    return tree_map(lambda each: each.to(device()) if isinstance(each, torch.Tensor) else each, found)
