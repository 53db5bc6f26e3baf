"""Paths on live objects: what a ``*`` stands for, and putting values through it."""

from __future__ import annotations

import collections

import pytest
import torch

from grader.model.path import Path
from grader.runner.places import NothingThereError, Once, ShapeError, at, put


class Bag(list):  # type: ignore[type-arg]
    """A student's own list, whose methods say something else."""

    def __iter__(self) -> object:  # type: ignore[override]
        return iter(["lie"])

    def __len__(self) -> int:
        return 100


def roots() -> dict[str, object]:
    return {
        "model": torch.nn.Sequential(torch.nn.Linear(1, 2), torch.nn.Linear(2, 1)),
        "models": [torch.nn.Linear(1, 1), torch.nn.Linear(1, 1)],
        "table": {"a": torch.zeros(2), "b": torch.ones(2)},
        "numbered": {0: "zero", 7: "seven"},
        "pair": (torch.zeros(1), 5),
        "once": Once([torch.zeros(1), torch.ones(1)]),
        "bag": Bag([1, 2]),
        "ordered": collections.OrderedDict(x=1),
        "plain": 3,
    }


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("model.*", ["0.weight", "0.bias", "1.weight", "1.bias"]),
        ("models.*", ["0", "1"]),
        ("models.*.*", ["0.weight", "0.bias", "1.weight", "1.bias"]),
        ("models.*.weight", ["0", "1"]),
        ("models.*.weight.grad", ["0", "1"]),
        ("models.0.*", ["weight", "bias"]),
        ("models.0.state_dict", ["weight", "bias"]),
        ("models.*.state_dict", ["0", "1"]),
        ("models.*.state_dict.weight", ["0", "1"]),
        ("table.*", ["a", "b"]),
        ("numbered.*", ["0", "7"]),
        ("pair.*", ["0", "1"]),
        ("once.*", ["0", "1"]),
        ("bag.*", ["0", "1"]),
        ("ordered.*", ["x"]),
    ],
)
def test_a_star_is_everything_by_name(path: str, names: list[str]) -> None:
    found = at(roots(), Path.parse(path))
    assert isinstance(found, dict) and list(found) == names


@pytest.mark.parametrize(
    ("path", "expected"), [("numbered.7", "seven"), ("once.1", torch.ones(1)), ("pair.1", 5), ("ordered.x", 1)]
)
def test_items_and_keys(path: str, expected: object) -> None:
    assert at(roots(), Path.parse(path)) == expected


@pytest.mark.parametrize(
    "path", ["plain.*", "nothing", "table.c", "numbered.1", "pair.2", "once.9", "pair.*.x", "model.2"]
)
def test_nothing_is_there(path: str) -> None:
    with pytest.raises(NothingThereError):
        at(roots(), Path.parse(path))


@pytest.mark.parametrize(
    ("path", "value", "look", "expected"),
    [
        ("table.*", torch.full((2,), 7.0), "table.b", [7.0, 7.0]),
        ("models.*.weight", torch.full((1, 1), 7.0), "models.1.weight", [[7.0]]),
        ("models.*.weight.grad", torch.full((1, 1), 7.0), "models.1.weight.grad", [[7.0]]),
        ("models.0.*.grad", None, "models.0.bias.grad", None),
        ("once.*", torch.full((1,), 7.0), "once.1", [7.0]),
        ("numbered.*", "x", "numbered.7", "x"),
        ("bag.*", 9, "bag.1", 9),
        ("pair.0.grad", torch.ones(1), "pair.0.grad", [1.0]),
        ("model.1.bias", torch.ones(1), "model.1.bias", [1.0]),
    ],
)  # fmt: skip
def test_values_are_put_everywhere(path: str, value: object, look: str, expected: object) -> None:
    there = roots()
    put(there, Path.parse(path), value)
    found = at(there, Path.parse(look))
    assert (found.tolist() if isinstance(found, torch.Tensor) else found) == expected


def test_a_value_of_another_shape_is_said() -> None:
    with pytest.raises(ShapeError):
        put(roots(), Path.parse("model.*"), torch.zeros(1))
