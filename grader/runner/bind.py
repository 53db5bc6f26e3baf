"""Arguments for a function, a method or a class: by name, and by place where the name is another."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable
from types import BuiltinFunctionType

import torch

Arguments = tuple[list[object], dict[str, object]]


def bind(target: Callable[..., object], arguments: dict[str, object]) -> Arguments:
    """Arguments by name; those whose name the function does not have fill its free parameters in order."""
    called = target.forward if isinstance(target, torch.nn.Module) else target
    try:
        parameters = list(inspect.signature(called).parameters.values())
    except Exception:  # none to be had, or a student's ``__getattr__`` raises
        return list(arguments.values()), {}
    return _bound(parameters, arguments)


def call(target: Callable[..., object], arguments: dict[str, object]) -> object:
    """Call a function, a method or an object with ``arguments``.

    A function of torch that is written in C does not tell its parameters: it is tried by name first, as it refuses
    names that it does not have before it does anything.
    """
    if isinstance(target, BuiltinFunctionType) and str(target.__module__).startswith("torch"):
        with contextlib.suppress(TypeError):
            return target(**arguments)
    positional, by_name = bind(target, arguments)
    return target(*positional, **by_name)


def construct(target: Callable[..., object], arguments: dict[str, object]) -> object:
    """Call a class, or a function that makes an input. Where its parameters cannot be told, by name alone."""
    try:
        parameters = list(inspect.signature(target).parameters.values())
    except Exception:  # a class written in C
        return target(**arguments)
    positional, by_name = _bound(parameters, arguments)
    return target(*positional, **by_name)


def _bound(parameters: list[inspect.Parameter], arguments: dict[str, object]) -> Arguments:
    kinds = inspect.Parameter
    plain = [p.name for p in parameters if p.kind in (kinds.POSITIONAL_ONLY, kinds.POSITIONAL_OR_KEYWORD)]
    named = {*plain, *(p.name for p in parameters if p.kind is kinds.KEYWORD_ONLY)}
    takes_any_name = any(p.kind is kinds.VAR_KEYWORD for p in parameters)
    takes_any_number = any(p.kind is kinds.VAR_POSITIONAL for p in parameters)
    chosen = {name: value for name, value in arguments.items() if name in named}
    free = iter([name for name in plain if name not in chosen])
    extra: list[object] = []
    for name, value in arguments.items():
        if name in named:
            continue
        if (place := next(free, None)) is not None:
            chosen[place] = value
        elif takes_any_number and not takes_any_name:
            extra.append(value)
        else:
            chosen[name] = value
    only_positional = {p.name for p in parameters if p.kind is kinds.POSITIONAL_ONLY}
    count = len(plain) if extra else len(only_positional)
    positional = [chosen.pop(name) for name in plain[:count] if name in chosen]
    return positional + extra, chosen
