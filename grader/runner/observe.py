"""From live objects to the closed tree. Student types are never asked: their content is read beneath their methods."""

from __future__ import annotations

import sys
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import torch

from grader.model.values import ITEM_SIZES, Mapping, Named, Opaque, Plain, Sequence, Tensor, Tree
from grader.runner.places import Once
from grader.runner.pretended import Pretended
from grader.wire import Bounds

_PLAIN = (type(None), bool, int, float, complex, str, bytes)
_TENSORS = (torch.Tensor, torch.nn.Parameter)
_SCALARS = tuple({kind for kind in np.sctypeDict.values() if kind.__module__ == "numpy"})
_DICTIONARIES = (dict, OrderedDict, defaultdict, Counter)
_DEPTH = 16

# A student's metaclass may define any of these names, and ``==``: they are read where ``type`` itself keeps them.
_MODULE = type.__dict__["__module__"].__get__
_QUALNAME = type.__dict__["__qualname__"].__get__
_ATTRIBUTES = type.__dict__["__dict__"].__get__
_DTYPES = {getattr(torch, name): name for name in ITEM_SIZES}


class TooDeepError(Exception):
    """A value that is nested without end, too deep or too wide to be looked at."""


def observe(value: object, depth: int = 0, parts: Iterator[int] | None = None) -> Tree:
    """``value`` as plain data; whatever has no plain counterpart is its type's name. Raises ``TooDeepError``.

    ``parts`` counts down how many more values will be looked at.
    """
    kind = type(value)
    if depth > _DEPTH:
        raise TooDeepError("it is nested without end, or too deep")
    parts = parts or iter(range(Bounds().nodes))
    if next(parts, None) is None:
        raise TooDeepError(f"it has more than {Bounds().nodes:,} parts")
    if _is_one_of(kind, _PLAIN):
        return value  # type: ignore[return-value]
    if issubclass(kind, torch.Tensor):
        return _tensor(value, kind)  # type: ignore[arg-type]
    if kind is list:
        return Sequence("list", tuple(observe(item, depth + 1, parts) for item in value))  # type: ignore[attr-defined]
    if issubclass(kind, tuple) and _is_known_tuple(kind):
        name = "" if kind is tuple else true_name(kind)
        items: Iterator[object] = tuple.__iter__(value)  # type: ignore[arg-type]
        return Sequence("tuple", tuple(observe(item, depth + 1, parts) for item in items), name)
    if issubclass(kind, dict) and (_is_one_of(kind, _DICTIONARIES) or _module(kind).startswith(("torch.", "grader."))):
        pairs: Iterable[tuple[object, object]] = dict.items(value)  # type: ignore[arg-type]
        trees = tuple((observe(key, depth + 1, parts), observe(item, depth + 1, parts)) for key, item in pairs)
        return Mapping(trees, "dict" if _module(kind).startswith("grader.") else true_name(kind))
    if kind is Once:
        return Sequence("list", tuple(observe(item, depth + 1, parts) for item in value.items))  # type: ignore[attr-defined]
    if kind is np.ndarray:
        return _array(value)  # type: ignore[arg-type]
    if _is_one_of(kind, _SCALARS):
        return _scalar(value)  # type: ignore[arg-type]
    if kind is torch.dtype or kind is torch.device:
        return Named(f"torch.{kind.__name__}", str(value))
    return Opaque(true_name(kind))


def _is_known_tuple(kind: type) -> bool:
    known = kind is tuple or kind is torch.Size or _module(kind) == "torch.return_types"
    return known or "_fields" in _ATTRIBUTES(kind)


def _is_one_of(kind: type, kinds: tuple[type, ...]) -> bool:
    return any(kind is each for each in kinds)


def _module(kind: type) -> str:
    module = _MODULE(kind)
    return module if type(module) is str else ""


def _tensor(value: torch.Tensor, kind: type) -> Tree:
    """The elements beneath a subclass's methods; the type's name where there are none to be read."""
    if kind is Pretended and Pretended.kind:
        requires_grad = bool(torch._C.TensorBase.requires_grad.__get__(value))  # type: ignore[attr-defined]
        numbers = _tensor(value.numbers, torch.Tensor)  # type: ignore[attr-defined]
        if not isinstance(numbers, Tensor):
            return numbers
        return replace(numbers, device=f"{Pretended.kind}:0", requires_grad=requires_grad)
    name = "torch.Tensor" if _is_one_of(kind, _TENSORS) else true_name(kind)
    try:
        with torch._C.DisableTorchFunctionSubclass(), torch._C._DisableTorchDispatch(), torch.no_grad():
            return _strided(value, name)
    except RuntimeError as error:  # a tensor that escaped from vmap, or one that the memory cannot hold
        if "allocate memory" in str(error):
            raise MemoryError(str(error)) from None
        return Opaque(name)


def _strided(value: torch.Tensor, name: str) -> Tree:
    plain = torch.Tensor.detach(value)
    requires_grad = bool(torch._C.TensorBase.requires_grad.__get__(value))  # type: ignore[attr-defined]
    if plain.layout is not torch.strided or plain.dtype not in _DTYPES or plain.is_meta or plain.is_nested:
        return Opaque(f"{name} ({str(plain.layout).removeprefix('torch.')} {plain.dtype}, on {plain.device})")
    shape = tuple(plain.shape)
    data: bytes | memoryview = b""
    if plain.numel():
        if not _is_in_memory(plain):
            return Opaque(name)
        raw = plain.resolve_conj().resolve_neg().cpu().contiguous()
        # One element counts as contiguous whatever its stride, but cannot be viewed as bytes then.
        flat = raw.as_strided((raw.numel(),), (1,), raw.storage_offset())
        data = memoryview(flat.view(torch.uint8).numpy())  # type: ignore[arg-type]
    return Tensor(_DTYPES[plain.dtype], shape, data, str(plain.device), requires_grad, name)


def _is_in_memory(plain: torch.Tensor) -> bool:
    """Whether its storage holds every element: a wrapper's is null, and a shrunken one would be read past its end."""
    storage = plain.untyped_storage()
    last = plain.storage_offset() + sum((n - 1) * step for n, step in zip(plain.shape, plain.stride(), strict=True))
    return storage.data_ptr() != 0 and (last + 1) * plain.element_size() <= storage.nbytes()


def _array(value: np.ndarray) -> Tree:
    dtype = value.dtype.name
    if dtype not in ITEM_SIZES:
        return Opaque(f"numpy.ndarray ({dtype})")
    native = np.ascontiguousarray(value).astype(value.dtype.newbyteorder("<"), copy=False)
    return Tensor(dtype, value.shape, native.tobytes(), type_name="numpy.ndarray")


def _scalar(value: np.generic) -> Tree:
    item: Plain = value.item()
    return (
        Named(f"numpy.{type(value).__name__}", item)
        if _is_one_of(type(item), _PLAIN)
        else Opaque(true_name(type(value)))
    )


def true_name(kind: type) -> str:
    """A type's name as people import it: ``torch.nn.Linear``, ``collections.OrderedDict``, ``float``, ``Affine``."""
    module, name = _module(kind), str(_QUALNAME(kind))
    if module == "builtins" or ("." not in module and module not in sys.stdlib_module_names and module != "torch"):
        return name
    parts = module.split(".")
    for end in range(1, len(parts) + 1):
        prefix = ".".join(parts[:end])
        if getattr(sys.modules.get(prefix), name, None) is kind:
            return f"{prefix}.{name}"
    return name
