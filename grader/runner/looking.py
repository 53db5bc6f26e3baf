"""What is there after a call: values at the paths asked for, which roots are the same object, whose memory is used."""

from __future__ import annotations

from grader.model.calls import Call
from grader.model.path import Path
from grader.model.record import Record
from grader.model.values import Absent, Tree
from grader.runner.memory import sharing
from grader.runner.observe import observe
from grader.runner.places import NothingThereError, at

_PLAIN = (bool, int, float, complex, str, bytes)


def look(call: Call, roots: dict[str, object]) -> Record:
    """A record of what ``call`` asks for. Looking may run a student's property, which may raise anything."""
    values: dict[str, Tree] = {}
    same: dict[str, tuple[str, ...]] = {}
    for path in call.observe:
        try:
            there = at(roots, Path.parse(path))
        except NothingThereError as error:
            values[path] = Absent(error.names)
            continue
        values[path] = observe(there)
        if names := _same(there, path, roots):
            same[path] = names
    return Record(values, same, shares=_shares(call, roots))


def _same(there: object, path: str, roots: dict[str, object]) -> tuple[str, ...]:
    """The roots that are this very object: inputs, ``self`` and results."""
    if there is None or isinstance(there, _PLAIN):
        return ()
    return tuple(name for name, root in roots.items() if name != path and root is there)


def _shares(call: Call, roots: dict[str, object]) -> dict[str, tuple[str, ...]]:
    shares: dict[str, tuple[str, ...]] = {}
    for path in call.share:
        parsed = Path.parse(path)
        try:
            names = sharing(at(roots, parsed), roots, parsed.root)
        except NothingThereError:
            continue
        if names:
            shares[path] = names
    return shares
