"""Tensors in other places and forms: the values that were sent, as the grader says that they will be observed."""

from __future__ import annotations

import struct
from collections.abc import Callable

import numpy as np
import pytest
import torch

from grader.model.values import Made, Mapping, Placed, Same, Sequence, Tensor, Tree
from grader.plan.trees import as_input
from grader.runner.bind import construct
from grader.runner.build import Builder, importable, tensor_from
from grader.runner.observe import observe
from grader.runner.places import Once

LAYOUTS = ["", "transposed", "strided", "channels_last"]
FORMS = ["", "parameter", "numpy", "list", "tuple"]


def tensor(*shape: int, dtype: str = "float32", requires_grad: bool = False) -> Tensor:
    made = torch.arange(int(np.prod(shape))).to(getattr(torch, dtype)).reshape(shape)
    return Tensor(dtype, shape, made.reshape(-1).view(torch.uint8).numpy().tobytes(), requires_grad=requires_grad)


def build(tree: Tree, **roots: object) -> object:
    return Builder(dict(roots), importable).build(tree)


def plain(tree: Tree) -> Tree:
    """With bytes, where memory is looked at in place."""
    if isinstance(tree, Tensor):
        return Tensor(tree.dtype, tree.shape, bytes(tree.data), tree.device, tree.requires_grad, tree.type_name)
    if isinstance(tree, Sequence):
        return Sequence(tree.kind, tuple(map(plain, tree.items)), tree.name)
    return tree


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("dtype", ["float32", "int64", "float64"])
def test_what_is_built_is_observed_as_it_was_planned(layout: str, form: str, dtype: str) -> None:
    requires_grad = form in ("", "parameter") and dtype != "int64"
    tree = Placed(tensor(2, 3, 4, 5, dtype=dtype, requires_grad=requires_grad), layout=layout, form=form)
    assert plain(observe(build(tree))) == plain(as_input(tree))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", LAYOUTS[:3])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (1, 3), (0, 3), (3, 2)])
def test_every_shape_has_every_form(shape: tuple[int, ...], layout: str, form: str) -> None:
    tree = Placed(tensor(*shape), layout=layout, form=form)
    assert plain(observe(build(tree))) == plain(as_input(tree))


def test_layouts_are_what_they_are_called() -> None:
    transposed = build(Placed(tensor(2, 3), layout="transposed"))
    assert isinstance(transposed, torch.Tensor) and transposed.stride() == (1, 2)
    with pytest.raises(RuntimeError, match="view size"):
        transposed.view(-1)
    strided = build(Placed(tensor(2, 3), layout="strided"))
    assert isinstance(strided, torch.Tensor) and strided.stride() == (6, 2) and not strided.is_contiguous()
    images = build(Placed(tensor(2, 3, 4, 5, requires_grad=True), layout="channels_last"))
    assert isinstance(images, torch.Tensor) and images.is_contiguous(memory_format=torch.channels_last)
    assert images.is_leaf and images.requires_grad
    clips = build(Placed(tensor(2, 3, 4, 5, 2), layout="channels_last"))
    assert isinstance(clips, torch.Tensor) and clips.is_contiguous(memory_format=torch.channels_last_3d)


def test_forms_are_what_they_are_called() -> None:
    parameter = build(Placed(tensor(3, requires_grad=True), form="parameter"))
    assert type(parameter) is torch.nn.Parameter and parameter.requires_grad and parameter.is_leaf
    frozen = build(Placed(tensor(3), form="parameter"))
    assert type(frozen) is torch.nn.Parameter and not frozen.requires_grad
    assert type(build(Placed(tensor(3, dtype="int64"), form="parameter"))) is torch.nn.Parameter
    array = build(Placed(tensor(3, dtype="int64"), form="numpy"))
    assert type(array) is np.ndarray and array.dtype == np.int64 and array.flags.writeable
    assert build(Placed(tensor(2, 2), form="tuple")) == ((0.0, 1.0), (2.0, 3.0))
    assert build(Placed(tensor(2, 2, dtype="int64"), form="list")) == [[0, 1], [2, 3]]
    assert build(Placed(tensor(1), device="cpu")).device.type == "cpu"  # type: ignore[attr-defined]


def test_an_iterator_is_read_once_and_observed_as_its_items() -> None:
    tree = Placed(Sequence("list", (tensor(2), 1)), form="iterator")
    built = build(tree)
    assert type(built) is Once and iter(built) is built
    assert plain(observe(built)) == plain(as_input(tree))
    assert len(list(built)) == 2 and list(built) == []
    assert plain(observe(built)) == plain(as_input(tree))


class Named:
    def __init__(self, first: object, second: object = 2) -> None:
        self.both = (first, second)


@pytest.mark.parametrize(
    ("target", "given", "expected"),
    [
        (Named, {"second": 3, "first": 1}, (1, 3)),
        (Named, {"size": 1}, (1, 2)),
        (Named, {"size": 1, "second": 5}, (1, 5)),
        (Named, {"size": 1, "other": 5}, (1, 5)),
    ],
)
def test_a_class_binds_arguments_as_calls_do(
    target: Callable[..., Named], given: dict[str, object], expected: object
) -> None:
    assert construct(target, given).both == expected  # type: ignore[attr-defined]


def test_objects_of_all_kinds_are_built() -> None:
    x, w = torch.ones(4, 2), torch.ones(2, requires_grad=True)
    data = build(Made("torch.utils.data.TensorDataset", (("x", Same("x")), ("y", Same("x")))), x=x)
    loader = build(Made("torch.utils.data.DataLoader", (("dataset", Same("data")), ("batch_size", 2))), data=data)
    assert [len(batch) for batch in loader] == [2, 2]  # type: ignore[attr-defined]
    optimizer = build(Made("torch.optim.SGD", (("params", Sequence("list", (Same("w"),))), ("lr", 0.5))), w=w)
    schedule = build(Made("torch.optim.lr_scheduler.StepLR", (("optimizer", Same("o")), ("step_size", 1))), o=optimizer)
    assert schedule.optimizer is optimizer  # type: ignore[attr-defined]
    assert isinstance(build(Made("torch.Generator", (("device", "cpu"),))), torch.Generator)
    assert build(Made("collections.deque", (("iterable", Sequence("list", (1, 2))), ("maxlen", 1)))).maxlen == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("torch.nn.Linear", torch.nn.Linear), ("torch.Tensor.add", torch.Tensor.add), ("torch.nn.functional.relu", None)],
)
def test_what_has_a_full_name_is_found(name: str, expected: object) -> None:
    assert importable(name) is (expected or torch.nn.functional.relu)


@pytest.mark.parametrize("name", ["torch.nothing", "nothing.at.all", "torch.nn.Linear.nothing"])
def test_what_is_not_there_is_pythons_own_error(name: str) -> None:
    with pytest.raises((AttributeError, ModuleNotFoundError)):
        importable(name)


def test_no_memory_is_shared_with_what_was_sent() -> None:
    tree = tensor(2)
    for form in ("", "numpy", "parameter"):
        built = build(Placed(tree, form=form))
        with torch.no_grad():
            built += 1  # type: ignore[operator]
    assert tensor_from(tree).tolist() == [0, 1]
    assert tree.data == struct.pack("<2f", 0, 1)
    assert as_input(Mapping((("a", Placed(tree, form="list")),))) == Mapping((("a", Sequence("list", (0.0, 1.0))),))
