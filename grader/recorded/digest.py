"""What a call is known by: everything that is in it, its inputs above all."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np

from grader.model.calls import Call, Turn
from grader.model.values import Made, Mapping, Placed, Sequence, Tensor, Tree
from grader.wire import REQUEST, call_to_tree, encode

_SINGLE = {"float64": ("float32", "<f8", "<f4"), "complex128": ("complex64", "<c16", "<c8")}


_NOTHING = call_to_tree(Call(turns=(Turn("", "", ()),)))


def digest(call: Call) -> str:
    """SHA-256 of ``call`` in hexadecimal, but for its bound on memory.

    Double precision counts only as far as single precision shows it: drawn normal numbers rest on the C library's
    logarithm, which differs in its last bit from one system to the next. What is not stated does not count, so that a
    field which a later version adds changes nothing that was recorded before.
    """
    tree = _stated(call_to_tree(replace(call, memory=0)), _NOTHING)
    found = hashlib.sha256()
    for buffer in encode(0, _in_single(tree), REQUEST):
        found.update(buffer)
    return found.hexdigest()


def _stated(tree: Mapping, nothing: Mapping) -> Mapping:
    """The fields of a message, and of its turns, that are other than in the call that says nothing."""
    before = dict(nothing.items)
    items: list[tuple[Tree, Tree]] = []
    for name, item in tree.items:
        if name == "turns" and isinstance(item, Sequence):
            (empty,) = _parts(before[name])
            items.append((name, replace(item, items=tuple(_stated(turn, empty) for turn in _parts(item)))))
        elif item != before.get(name):
            items.append((name, item))
    return Mapping(tuple(items))


def _parts(tree: Tree) -> tuple[Mapping, ...]:
    assert isinstance(tree, Sequence)
    return tuple(part for part in tree.items if isinstance(part, Mapping))


def _in_single(tree: Tree) -> Tree:
    match tree:
        case Tensor(dtype=dtype) if dtype in _SINGLE:
            single, wide, narrow = _SINGLE[dtype]
            with np.errstate(all="ignore"):
                data = np.frombuffer(tree.data, wide).astype(narrow).tobytes()
            # That it was in double precision counts too.
            return Sequence("tuple", (dtype, replace(tree, dtype=single, data=data)))
        case Sequence():
            return replace(tree, items=tuple(map(_in_single, tree.items)))
        case Mapping():
            return replace(tree, items=tuple((_in_single(key), _in_single(item)) for key, item in tree.items))
        case Made():
            return replace(tree, init=tuple((name, _in_single(item)) for name, item in tree.init))
        case Placed():
            return replace(tree, content=_in_single(tree.content))
    return tree
