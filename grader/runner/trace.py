"""Notes what student code calls, in order, while a call of its own runs. A claim: student code shares this process.

A function mode tells torch's functions and methods by their true names, however they were looked up; a profile tells
the Python that is called beside them; a dispatch mode counts operators. What torch calls by itself does not show.
"""

from __future__ import annotations

import contextlib
import inspect
import os
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from types import FrameType, FunctionType, MethodDescriptorType, MethodType, WrapperDescriptorType
from typing import Any, ParamSpec, TypeVar

import torch
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode, _pop_mode

from grader.model.record import LONGEST_TRACE, Trace

P = ParamSpec("P")
T = TypeVar("T")

_FOLDER = Path(torch.__file__).parent
_TORCH = f"{_FOLDER}{os.sep}"
# What the dispatcher runs in Python looks as if student code had called it.
_DISPATCHER = (str(_FOLDER / "_ops.py"), str(_FOLDER / "_library"), "<frozen")
_MODULES = ("torch", "nn.functional", "linalg", "fft", "special", "nn.init", "nn.utils", "autograd", "func")
_NAME_OF_TYPE: Callable[[type], str] = type.__dict__["__name__"].__get__
_CALL_OF_MODULE = torch.nn.Module.__call__.__code__
_RESUMES = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
_LONGEST = 80
_WRAPPED = ("func", "fn", "f", "function", "wrapped")
# Operators that have a method of another name; torch itself tells ``x + y`` as ``Tensor.add``.
_OPERATORS = dict.fromkeys(("__matmul__", "__rmatmul__", "__imatmul__"), "matmul")


def _public() -> Iterator[tuple[str, object]]:
    for module in _MODULES:
        name = module if module == "torch" else f"torch.{module}"
        for attribute, value in vars(sys.modules[name]).items():
            home = getattr(value, "__module__", None) or "torch"
            if callable(value) and not isinstance(value, type) and home.startswith("torch") and attribute[0] != "_":
                yield f"{name}.{attribute}", value


# The true name of each public function, by identity and by its code; where several modules have it, the first one's.
_NAMES: dict[int, str] = {}
_CODES: dict[int, str] = {}
for _name, _value in _public():
    if isinstance(_value, FunctionType) and id(_value) not in _NAMES:
        # What a decorator makes has the decorator's code, which tells nothing.
        _CODES[id(_value.__code__)] = "" if id(_value.__code__) in _CODES else _name
    _NAMES.setdefault(id(_value), _name)


class Tracer:
    """Makes calls under a trace, in which shows only what is called right from a line of ``files``."""

    def __init__(self, files: Collection[str]) -> None:
        self._files = frozenset(files)
        self._calls: list[str] = []
        self._dispatch = _Dispatch()
        self._functions = _Functions(self._function)
        # Where the Python functions that are running, and the C function that is, stand among the calls.
        self._running: dict[int, int] = {}
        self._builtin: tuple[int, int] | None = None
        self._made: tuple[int, int] | None = None

    @property
    def trace(self) -> Trace:
        """What was called so far; a name that is none was put there by student code."""
        try:
            names = [name for name in self._calls[:LONGEST_TRACE] if type(name) is str and len(name) <= _LONGEST]
            count = self._dispatch.count
            known = tuple(name for name in names if all(map(str.isidentifier, name.split("."))))
            return Trace(known, count if type(count) is int and 0 <= count < 1 << 62 else 0)
        except Exception:  # they are no list any more
            return Trace()

    def call(self, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """``function`` under the trace. What student code does to the modes makes the trace shorter, nothing else."""
        functions, operators = torch._C._len_torch_function_stack(), torch._C._len_torch_dispatch_stack()
        before = sys.getprofile()
        self._dispatch.__enter__()  # type: ignore[no-untyped-call]
        self._functions.__enter__()  # type: ignore[no-untyped-call]
        sys.setprofile(self._profile)
        try:
            return function(*arguments, **named)
        finally:
            sys.setprofile(before)
            with contextlib.suppress(BaseException):  # student code ended it already
                self._functions.__exit__(None, None, None)  # type: ignore[no-untyped-call]
            with contextlib.suppress(BaseException):
                self._dispatch.__exit__(None, None, None)  # type: ignore[no-untyped-call]
            while torch._C._len_torch_function_stack() > functions:
                torch._C._pop_torch_function_stack()
            while torch._C._len_torch_dispatch_stack() > operators:
                _pop_mode()

    def _note(self, name: str) -> int:
        if len(self._calls) < LONGEST_TRACE:
            self._calls.append(name)
            return len(self._calls) - 1
        return LONGEST_TRACE

    def _is_students(self, frame: FrameType | None) -> bool:
        """Whether ``frame`` runs a line of the files, or text that such a line executes."""
        while frame is not None and frame.f_code.co_filename.startswith("<"):
            frame = frame.f_back
        return frame is not None and frame.f_code.co_filename in self._files

    def _function(self, function: object, frame: FrameType | None) -> None:
        """Torch is about to run ``function``, asked for by ``frame``: does it come straight from student code?"""
        outer: FrameType | None = None
        while frame is not None and frame.f_code.co_filename.startswith(_TORCH):
            outer, frame = frame, frame.f_back
        if not self._is_students(frame) or (outer and outer.f_code is not getattr(function, "__code__", None)):
            return
        name = _name_of(function)
        if name is None:
            return
        place = self._running.get(id(outer)) if outer else None
        if outer is None and self._builtin and self._builtin[0] == id(frame):
            place, self._builtin = self._builtin[1], None
        if place is None:
            self._note(name)
        elif place < LONGEST_TRACE:
            self._calls[place] = name

    def _profile(self, frame: FrameType, event: str, argument: object) -> None:
        if event == "call":
            caller = frame.f_back
            if caller is not None and self._is_students(caller) and (name := self._name_of_call(frame, caller)):
                self._running[id(frame)] = self._note(name)
        elif event == "return":
            self._running.pop(id(frame), None)
        elif event == "c_call":
            if (known := _NAMES.get(id(argument))) and self._is_students(frame):
                self._builtin = (id(frame), self._note(known))
        elif self._builtin and self._builtin[0] == id(frame):
            self._builtin = None  # it came back without being told by the mode

    def _name_of_call(self, frame: FrameType, caller: FrameType) -> str | None:
        """The bare name of a Python function that student code calls, the class's of a constructor."""
        code = frame.f_code
        if code is _CALL_OF_MODULE:
            return "forward"
        if known := _CODES.get(id(code)):
            return known
        is_resumed = code.co_flags & _RESUMES and frame.f_lasti > 2 * (len(code.co_cellvars) + 4)
        if is_resumed or not code.co_flags & inspect.CO_OPTIMIZED or code.co_filename.startswith(_DISPATCHER):
            return None
        if code.co_name in ("__init__", "__new__"):
            return self._name_of_class(frame, caller)
        if code.co_name.startswith("__") or not code.co_name.isidentifier():
            return None
        return _wrapped(frame) if code.co_filename.startswith(_TORCH) else code.co_name

    def _name_of_class(self, frame: FrameType, caller: FrameType) -> str | None:
        first = _first_argument(frame)
        place = (id(caller), caller.f_lasti)
        if frame.f_code.co_name == "__new__":
            self._made = place
            return _NAME_OF_TYPE(first) if isinstance(first, type) else None
        is_inherited = caller.f_code.co_name == "__init__" and _first_argument(caller) is first
        if first is None or is_inherited or self._made == place:
            return None
        return _NAME_OF_TYPE(type(first))


def _first_argument(frame: FrameType) -> object:
    return frame.f_locals.get(frame.f_code.co_varnames[0]) if frame.f_code.co_argcount else None


def _wrapped(frame: FrameType) -> str:
    """The name of what a decorator of torch wraps, where the frame is the decorator's: ``step`` of an optimizer."""
    free = frame.f_code.co_freevars
    for name in (*(each for each in _WRAPPED if each in free), *free):
        function = frame.f_locals.get(name)
        if isinstance(function, FunctionType | MethodType):
            return function.__name__
    return frame.f_code.co_name


def _name_of(function: object) -> str | None:
    """``torch.softmax``, ``Tensor.softmax``; None for reading and writing an attribute."""
    known = _NAMES.get(id(function))
    name: object = getattr(function, "__name__", None)
    if known is not None or not isinstance(name, str) or name in ("__get__", "__set__", "__delete__"):
        return known
    is_method = isinstance(function, MethodDescriptorType | WrapperDescriptorType)
    if is_method or getattr(function, "__module__", "") == "torch._tensor":
        return f"Tensor.{_OPERATORS.get(name, name)}"
    return f"torch.{name}"


class _Functions(TorchFunctionMode):
    def __init__(self, note: Callable[[object, FrameType | None], None]) -> None:
        super().__init__()
        self._note = note

    def __torch_function__(
        self, func: Callable[..., Any], types: object, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> object:
        self._note(func, sys._getframe(1))
        return func(*args, **(kwargs or {}))


class _Dispatch(TorchDispatchMode):  # type: ignore[no-untyped-call]
    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.count = 0

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """No: keeping the compiler out of this would import it first, which takes over a second."""
        return False

    def __torch_dispatch__(
        self, func: Callable[..., Any], types: object, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> object:
        self.count += 1
        return func(*args, **(kwargs or {}))
