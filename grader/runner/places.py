"""Paths on live objects: what is at ``self.weight.grad``, and how a value is put there."""

from __future__ import annotations

from collections.abc import Mapping

import torch

from grader.model.path import Path


class NothingThereError(Exception):
    """The path leads nowhere; ``names`` are those that are there."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(*names)
        self.names = names


class ShapeError(Exception):
    """The tensor that is there has another shape than the one to put there."""

    def __init__(self, there: torch.Size, wanted: torch.Size) -> None:
        super().__init__(there, wanted)
        self.there, self.wanted = tuple(there), tuple(wanted)


def at(roots: Mapping[str, object], path: Path) -> object:
    """The object at ``path`` (its subscript is left to the caller). Raises ``NothingThereError``."""
    if path.root not in roots:
        raise NothingThereError(tuple(roots))
    found = roots[path.root]
    for step in path.steps:
        found = _parameters(found) if step == "*" else _step(found, step)
    if path.steps[-1:] == ("state_dict",) and callable(found):
        return found()  # the method stands for what it gives: parameters and buffers by name
    return found


def _step(there: object, step: str) -> object:
    if isinstance(there, _Parameters):
        return _Parameters({name: _step(parameter, step) for name, parameter in there.items()})
    if isinstance(there, dict):
        if step in there:
            return there[step]
        raise NothingThereError(tuple(str(key) for key in list(there)[:20]))
    if step.isdecimal():
        try:
            return there[int(step)]  # type: ignore[index]
        except (IndexError, TypeError, KeyError):
            raise NothingThereError(()) from None
    try:
        return getattr(there, step)
    except AttributeError:
        raise NothingThereError(_names(there)) from None


class _Parameters(dict[str, object]):
    """What ``*`` stands for: every parameter of a module, by its dotted name."""


def _parameters(there: object) -> _Parameters:
    if not issubclass(type(there), torch.nn.Module):
        raise NothingThereError(())
    assert isinstance(there, torch.nn.Module)
    return _Parameters(there.named_parameters())


def _names(there: object) -> tuple[str, ...]:
    if isinstance(there, torch.nn.Module):
        return tuple(name for name, _ in [*there.named_parameters(), *there.named_buffers()])[:20]
    return tuple(name for name in getattr(there, "__dict__", {}) if not name.startswith("_"))[:20]


def put(roots: Mapping[str, object], path: Path, value: object) -> None:
    """Put ``value`` at ``path``: into the memory of a tensor that is there, otherwise as an attribute or item."""
    parent = at(roots, Path(path.root, path.steps[:-1]))
    name = path.steps[-1]
    if name == "grad":
        parent.grad = value  # type: ignore[attr-defined]
        return
    there = _step(parent, name)
    if isinstance(there, torch.Tensor) and isinstance(value, torch.Tensor):
        if there.shape != value.shape:
            raise ShapeError(there.shape, value.shape)
        with torch.no_grad():
            there.copy_(value)
    elif isinstance(parent, dict):
        parent[name] = value
    elif name.isdecimal():
        parent[int(name)] = value  # type: ignore[index]
    else:
        setattr(parent, name, value)
