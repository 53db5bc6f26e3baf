"""Paths on live objects: what is at ``self.weight.grad``, and how a value is put there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import torch

from grader.model.path import Path

_SHOWN = 20


class NothingThereError(Exception):
    """The path leads nowhere; ``names`` are those that are there."""

    def __init__(self, names: tuple[str, ...], path: str = "") -> None:
        super().__init__(f"there is nothing at `{path}`" if path else "")
        self.names, self.path = names, path


class ShapeError(Exception):
    """The tensor that is there has another shape than the one to put there."""

    def __init__(self, there: torch.Size, wanted: torch.Size) -> None:
        super().__init__(there, wanted)
        self.there, self.wanted = tuple(there), tuple(wanted)


class Once:
    """An iterator that can be read only once; paths still lead to its items afterwards."""

    def __init__(self, items: list[object]) -> None:
        self.items = items
        self._rest = iter(items)

    def __iter__(self) -> Iterator[object]:
        return self

    def __next__(self) -> object:
        return next(self._rest)


class Many(dict[str, object]):
    """What ``*`` stands for, by name: the parameters of a module, or the items of a list, tuple or dictionary."""


def at(roots: Mapping[str, object], path: Path) -> object:
    """The object at ``path`` (its subscript is left to the caller). Raises ``NothingThereError``."""
    if path.root not in roots:
        raise NothingThereError(tuple(roots))
    found = roots[path.root]
    for step in path.steps:
        found = _step(found, step)
    return found


def _step(there: object, step: str) -> object:
    if isinstance(there, Many):
        return _step_of_each(there, step)
    if step == "*":
        return _everything(there)
    if isinstance(there, dict):
        if step in there:
            return there[step]
        if step.removeprefix("-").isdecimal() and int(step) in there:
            return there[int(step)]
        raise NothingThereError(tuple(str(key) for key in list(there)[:_SHOWN]))
    if type(there) is Once:
        there = there.items
    if step.isdecimal():
        try:
            return there[int(step)]  # type: ignore[index]
        except (IndexError, TypeError, KeyError):
            raise NothingThereError(()) from None
    try:
        found: object = getattr(there, step)
    except AttributeError:
        raise NothingThereError(_names(there)) from None
    # The method stands for what it gives: parameters and buffers by name.
    return found() if step == "state_dict" and callable(found) else found


def _step_of_each(there: Many, step: str) -> Many:
    if step != "*":
        return Many({name: _step(item, step) for name, item in there.items()})
    return Many({f"{name}.{key}": value for name, item in there.items() for key, value in _everything(item).items()})


def _everything(there: object) -> Many:
    """Beneath the methods of a student's own kind of list or dictionary."""
    kind = type(there)
    if issubclass(kind, torch.nn.Module):
        return Many(there.named_parameters())  # type: ignore[attr-defined]
    if issubclass(kind, dict):
        pairs: Iterable[tuple[object, object]] = dict.items(there)  # type: ignore[arg-type]
        return Many({str(key): item for key, item in pairs})
    if kind is Once or issubclass(kind, list | tuple):
        return Many({str(index): item for index, item in enumerate(items_of(there))})
    raise NothingThereError(())


def items_of(value: object) -> Iterable[object]:
    """What a list, a tuple or a dictionary holds, of whatever kind; nothing for anything else."""
    kind = type(value)
    if kind is Once:
        return value.items  # type: ignore[attr-defined, no-any-return]
    if issubclass(kind, list):
        return list.__iter__(value)  # type: ignore[arg-type]
    if issubclass(kind, tuple):
        return tuple.__iter__(value)  # type: ignore[arg-type]
    return dict.values(value) if issubclass(kind, dict) else ()  # type: ignore[arg-type]


def _names(there: object) -> tuple[str, ...]:
    if isinstance(there, torch.nn.Module):
        return tuple(name for name, _ in [*there.named_parameters(), *there.named_buffers()])[:_SHOWN]
    return tuple(name for name in getattr(there, "__dict__", {}) if not name.startswith("_"))[:_SHOWN]


def is_empty(there: object) -> bool:
    """Whether it is a module in which nothing was put: no layer, and no value that could stand for one."""
    if not isinstance(there, torch.nn.Module):
        return False
    own = vars(there)
    held = [value for name, value in own.items() if not name.startswith("_")]
    held += [value for name in ("_modules", "_parameters", "_buffers") for value in own.get(name, {}).values()]
    return all(value is None or isinstance(value, bool | int | float | str) for value in held)


def put(roots: Mapping[str, object], path: Path, value: object) -> None:
    """Put ``value`` at ``path``: into the memory of a tensor that is there, otherwise as an attribute or item.

    Through a ``*`` it is put at every place.
    """
    parent, name = at(roots, Path(path.root, path.steps[:-1])), path.steps[-1]
    if name == "*":
        names = _everything(parent)
        owners = [(_owner(parent, each), each.rpartition(".")[2]) for each in names]
    else:
        owners = [(each, name) for each in (parent.values() if isinstance(parent, Many) else (parent,))]
    for owner, last in owners:
        _put_one(owner, last, value)


def _owner(module: object, name: str) -> object:
    """What holds the parameter ``name`` of a module; a list or a dictionary holds its own items."""
    if not issubclass(type(module), torch.nn.Module):
        return module
    for step in name.split(".")[:-1]:
        module = _step(module, step)
    return module


def _put_one(parent: object, name: str, value: object) -> None:
    if name == "grad":
        if isinstance(value, torch.Tensor) and isinstance(parent, torch.Tensor):
            value = value.to(parent.device)
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
    elif type(parent) is Once:
        parent.items[int(name)] = value
    elif name.isdecimal():
        parent[int(name)] = value  # type: ignore[index]
    else:
        setattr(parent, name, value)
