"""A call on a pretended device: its name means it, and what torch asks of a device without asking a tensor is answered.

Only one call at a time is made so, in a child of its own, and nothing of it is ever judged: it is there for a hint.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator
from types import FrameType
from typing import Any, TypeAlias

import numpy as np
import torch
from torch.overrides import TorchFunctionMode
from torch.utils._pytree import tree_map

from grader.runner.pretended import Dispatch, MixedError, Pretended, device, inner, is_there, on_cpu

Function: TypeAlias = Callable[..., Any]
# One kernel does all of them on a device, and there is none for the CPU.
_CELLS = frozenset({"lstm", "gru", "lstm_cell", "gru_cell"})
_MAKERS = (torch.tensor, torch.as_tensor, torch.asarray)
_INDEXING = (torch.Tensor.__getitem__, torch.Tensor.__setitem__)
_DEVICE = torch.Tensor.device.__get__
_IS_CUDA = torch.Tensor.is_cuda.__get__  # type: ignore[attr-defined]


@contextlib.contextmanager
def pretending(kind: str) -> Iterator[None]:
    """Within it ``kind``, such as ``cuda``, is there. Raises ``UnsupportedError`` where that cannot be pretended."""
    device()
    future = torch.__future__
    swaps = future.get_swap_module_params_on_conversion()
    with contextlib.ExitStack() as stack:
        # A parameter that moves stays the object that an optimizer holds, as it does between real devices.
        stack.callback(future.set_swap_module_params_on_conversion, swaps)
        future.set_swap_module_params_on_conversion(True)
        if kind == "cuda":
            answers = {"is_available": True, "device_count": 1, "current_device": 0, "synchronize": None}
            for name, answer in answers.items():
                stack.callback(setattr, torch.cuda, name, getattr(torch.cuda, name))
                setattr(torch.cuda, name, lambda *_, answer=answer, **__: answer)
        # Threads for devices are started with the first backward, which may have been before there was this one.
        stack.enter_context(torch.autograd.set_multithreading_enabled(False))
        stack.callback(setattr, torch.inference_mode, "__enter__", torch.inference_mode.__enter__)
        torch.inference_mode.__enter__ = _without_gradients  # type: ignore[method-assign]
        stack.enter_context(Dispatch())  # type: ignore[no-untyped-call]
        stack.enter_context(_Names(kind))
        yield


def _without_gradients(mode: torch.inference_mode) -> None:
    """Inference mode is `no_grad` here: what it saves beside gradients, a tensor around another one cannot save."""
    context = torch.no_grad() if mode.mode else contextlib.nullcontext()
    mode._inference_mode_context = context  # type: ignore[assignment]
    context.__enter__()


class _Names(TorchFunctionMode):
    """Says ``kind`` where torch says the name of the device beneath, and takes the one for the other."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def __torch_function__(
        self, func: Function, types: object, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> object:
        kwargs = dict(kwargs or {})
        first = args[0] if args else None
        if func == _DEVICE:
            found = func(*args)
            return torch.device(self._kind, 0) if is_there(found) else found
        if func == _IS_CUDA:
            return (isinstance(first, Pretended) and self._kind == "cuda") or func(*args)
        if isinstance(first, Pretended) and (answer := _TOLD.get(getattr(func, "__name__", ""))) is not None:
            return answer(first, *args[1:], **kwargs)
        if func in _INDEXING and isinstance(first, Pretended):
            return func(first, _index(args[1]), *args[2:])
        args = tuple(map(self._beneath, args))
        if "device" in kwargs:
            kwargs["device"] = self._beneath(kwargs["device"], is_device=True)
        if func == torch.Tensor.to and len(args) > 1:
            args = (first, self._beneath(args[1], is_device=True), *args[2:])
        if func == torch.Tensor.cuda and self._kind == "cuda":
            return args[0].to(device())
        if func in _MAKERS:
            return _made(func, args, kwargs)
        if getattr(func, "__name__", "") in _CELLS:
            return on_cpu(func, args, kwargs)
        return func(*args, **kwargs)

    def _beneath(self, value: object, *, is_device: bool = False) -> object:
        if is_device and isinstance(value, str) and value.partition(":")[0] == self._kind:
            return device()
        return device() if isinstance(value, torch.device) and value.type == self._kind else value


def _index(index: object) -> object:
    """``index`` with tensors in the place of lists, which torch would put on the device where nobody sees it."""
    if isinstance(index, tuple):
        return tuple(map(_index, index))
    return torch.as_tensor(np.asarray(index)) if isinstance(index, list | range | np.ndarray) else index


def _made(func: Callable[..., torch.Tensor], args: tuple[object, ...], kwargs: dict[str, Any]) -> torch.Tensor:
    """A tensor of plain numbers: torch makes it on the CPU, and moves it where nobody sees it."""
    wanted, requires_grad = kwargs.pop("device", None), kwargs.pop("requires_grad", False)
    data = args[0] if args else kwargs.pop("data", None)
    if isinstance(data, Pretended):
        kept = data.detach().clone() if func is torch.tensor else data
        made = kept.to(device=wanted or kept.device, dtype=kwargs.get("dtype") or kept.dtype)
    else:
        made = func(tree_map(inner, data), *args[1:], **kwargs)
        made = made if wanted is None else made.to(wanted)
    return made.requires_grad_() if requires_grad else made


def _numpy(tensor: Pretended, *_: object, force: bool = False, **__: object) -> object:
    if not force:
        raise TypeError(
            f"can't convert {Pretended.kind}:0 device type tensor to numpy. "
            "Use Tensor.cpu() to copy the tensor to host memory first."
        )
    return tensor.numbers.numpy(force=True)


def _new_tensor(tensor: Pretended, data: object, **kwargs: Any) -> torch.Tensor:  # noqa: ANN401
    made = torch.tensor(data, dtype=kwargs.get("dtype") or tensor.dtype).to(kwargs.get("device") or device())
    return made.requires_grad_(bool(kwargs.get("requires_grad")))


def _format(tensor: Pretended, how: str) -> str:
    return format(tensor.numbers, how)


_TOLD: dict[str, Callable[..., object]] = {
    "numpy": _numpy,
    "__array__": _numpy,
    "tolist": lambda tensor: tensor.numbers.tolist(),
    "new_tensor": _new_tensor,
    "__repr__": lambda tensor, **_: repr(tensor.numbers),
    "__format__": _format,
}


def stranger(error: BaseException, files: Collection[str]) -> str:
    """What the code in ``files`` calls the tensor that was on the CPU, such as ``mask``; empty where it has no name."""
    if not isinstance(error, MixedError):
        return ""
    trace, frames = error.__traceback__, []
    while trace is not None:
        frames.append(trace.tb_frame)
        trace = trace.tb_next
    mine = [frame for frame in frames if frame.f_code.co_filename in files]
    with contextlib.suppress(Exception):  # what student code put into its own names
        return next((name for frame in reversed(mine) if (name := _name_of(error.stranger, frame))), "")
    return ""


def _name_of(tensor: torch.Tensor, frame: FrameType) -> str:
    """The variable or attribute that is the tensor or the whole of which it is a part; else the only one there."""
    named = dict(_tensors(frame))
    for name, each in named.items():
        if each is tensor:
            return name
    for name, each in named.items():
        if each.untyped_storage().data_ptr() == tensor.untyped_storage().data_ptr() != 0:
            return name
    return next(iter(named)) if len(named) == 1 else ""


def _tensors(frame: FrameType) -> Iterator[tuple[str, torch.Tensor]]:
    """Tensors of the CPU with several numbers, by name."""
    there = dict(frame.f_locals)
    for name, value in list(there.items()):
        if isinstance(value, torch.nn.Module):
            held = {**vars(value), **value._parameters, **value._buffers}
            there |= {f"{name}.{key}": each for key, each in held.items()}
    for name, value in there.items():
        if isinstance(value, torch.Tensor) and not isinstance(value, Pretended) and value.dim():
            yield name, value
