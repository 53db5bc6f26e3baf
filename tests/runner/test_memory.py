"""Whose memory is used: views, lists, modules, arrays; and nothing that a subclass says of itself."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch

from grader.runner.memory import sharing
from grader.runner.places import Once


class Liar(torch.Tensor):
    @classmethod
    def __torch_function__(cls, *_: object, **__: object) -> object:
        return torch.zeros(9)

    def untyped_storage(self) -> object:  # type: ignore[override]
        raise SystemExit

    def data_ptr(self) -> int:
        return 0


X = torch.arange(6.0)
LAYER = torch.nn.Linear(2, 1)
ARRAY = np.arange(6.0)
ROOTS: dict[str, object] = {
    "x": X, "y": torch.arange(6.0), "layer": LAYER, "array": ARRAY, "text": "x", "once": Once([torch.ones(1)]),
    "result": None,
}  # fmt: skip

SHARED: dict[str, tuple[Callable[[], object], tuple[str, ...]]] = {
    "itself": (lambda: X, ("x",)),
    "a view": (lambda: X.view(2, 3).T[1:], ("x",)),
    "another part of its storage": (lambda: X[4:], ("x",)),
    "detached": (lambda: X.detach(), ("x",)),
    "a copy": (lambda: X.clone(), ()),
    "an expanded number": (lambda: torch.ones(()).expand(5), ()),
    "in a list": (lambda: [1, {"a": (X[:1],)}], ("x",)),
    "in a dictionary": (lambda: {"a": X}, ("x",)),
    "two of them": (lambda: [X, LAYER.weight.detach()[0]], ("x", "layer")),
    "a parameter": (lambda: LAYER.bias, ("layer",)),
    "a module": (lambda: LAYER, ("layer",)),
    "an array": (lambda: ARRAY[::2], ("array",)),
    "a tensor of an array": (lambda: torch.from_numpy(ARRAY)[1:], ("array",)),
    "an array of a tensor": (lambda: X.numpy()[::-1], ("x",)),
    "a copied array": (lambda: ARRAY.copy(), ()),
    "a lying subclass": (lambda: X.as_subclass(Liar), ("x",)),
    "what cannot be told": (lambda: torch.eye(2).to_sparse(), ()),
    "nothing": (lambda: torch.zeros(0), ()),
    "text": (lambda: "x", ()),
}


@pytest.mark.parametrize("name", SHARED)
def test_whose_memory_is_used(name: str) -> None:
    make, expected = SHARED[name]
    assert sharing(make(), ROOTS, "result") == expected


def test_a_root_does_not_share_with_itself() -> None:
    assert sharing(X[1:], ROOTS, "x") == ()


def test_a_list_without_end_is_looked_at_for_a_while() -> None:
    endless: list[object] = [X]
    endless += [endless] * 50
    assert sharing(endless, ROOTS, "result") == ("x",)
