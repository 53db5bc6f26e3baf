"""The lines that a report offers to paste: they run, and they make the very call that was judged."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import torch

from grader.model.calls import RESULT, Call, Turn
from grader.model.values import Made, Mapping, Named, Opaque, Same, Sequence, Tensor, Tree
from grader.plan import draw_exercises, snippet
from grader.runner.build import tensor_from
from grader.spec import load_assignment, load_course

ROOT = Path(__file__).parents[2]


def floats(*numbers: float, shape: tuple[int, ...] | None = None, requires_grad: bool = False) -> Tensor:
    data = struct.pack(f"<{len(numbers)}f", *numbers)
    return Tensor("float32", (len(numbers),) if shape is None else shape, data, requires_grad=requires_grad)


def pasted(text: str, name: str, source: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What is there after ``text`` was run beside a module of ``source``."""
    module = ModuleType(name)
    exec(compile(source, f"{name}.py", "exec"), module.__dict__)
    monkeypatch.setitem(__import__("sys").modules, name, module)
    names: dict[str, object] = {}
    exec(compile(text, "pasted", "exec"), names)
    return names


def close(seen: object, recorded: Tree) -> bool:
    """Within the six digits that are shown."""
    if isinstance(recorded, Tensor):
        wanted = tensor_from(recorded)
        return isinstance(seen, torch.Tensor) and torch.allclose(seen.detach().to(wanted.dtype), wanted, 1e-3, 1e-3)
    if isinstance(recorded, Sequence):
        return all(close(s, r) for s, r in zip(seen, recorded.items, strict=True))  # type: ignore[call-overload]
    return seen == pytest.approx(recorded, rel=1e-3)


@pytest.mark.parametrize("assignment", ["autograd", "linear"])
def test_every_shipped_case_can_be_pasted(
    assignment: str, observed: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    course = load_course(ROOT / "course.yaml")
    spec = load_assignment(ROOT / "assignments" / assignment / "assignment.yaml", course)
    source = (ROOT / "reference" / assignment / "solution.py").read_text()
    plans = draw_exercises(spec.exercises, 3, spec.folder)
    drafts = [draft for plan in plans for draft in (*plan.visible, *plan.hidden) if draft.is_first]
    made = [case for case in observed(drafts, source) if case.record.raised is None]
    assert len(made) > 20
    for case in made:
        text = snippet(case.call, spec.submission)
        if "randn" in text:  # too many numbers to show: drawn anew
            continue
        names = pasted(text, assignment, source, monkeypatch)
        for name in case.call.results:
            if isinstance(case.record.values.get(name), Opaque):
                continue  # a module or an optimizer, which only its type's name stands for
            assert close(names[name], case.record.values.get(name)), text
        for path, recorded in case.record.values.items():
            root, _, attribute = path.partition(".")
            if attribute == "grad" and isinstance(recorded, Tensor):
                assert close(getattr(names[root], "grad", None), recorded), (path, text)
    capsys.readouterr()


SOURCE = """
import torch
from torch import nn

class Thing(nn.Module):
    def __init__(self, size, first=None):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(size))
        self.drop = nn.Dropout(0.5)
        self.register_buffer("table", torch.zeros(size))

    def forward(self, x):
        return self.drop(x) * self.weight

    def both(self, x):
        return x * self.weight, [x, self.weight]

def same(*args, **kwargs):
    return [*args, *kwargs.values()]

def products(x, y=None):
    return x * 2, {"twice": x * 3}
"""


def call(name: str = "same", *, class_name: str | None = None, **options: object) -> Call:
    mode = str(options.pop("mode", ""))
    given: Any = options.get("given", ())
    arguments = tuple((each, Same(each)) for each, _ in given)
    turn = Turn(RESULT, "self" if class_name else "", (name,) if name else (), arguments, mode=mode)
    return Call((turn,), class_name, **options)  # type: ignore[arg-type]


GIVEN: dict[str, Tree] = {
    "number": 3,
    "large": 10**40,
    "real": 0.1,
    "infinite": -math.inf,
    "complex number": complex(1, -math.inf),
    "text": "a\n'b'\"\x1b",
    "bytes": b"\xff",
    "nothing": None,
    "empty pair": Sequence("tuple", ()),
    "one": Sequence("tuple", (1,)),
    "nested": Sequence("list", (Sequence("tuple", (1, 2)), Mapping(((1, "a"), ("b", None))))),
    "scalar": floats(1.5, shape=()),
    "vector": floats(1, 2, 0.333333),
    "not finite": floats(math.inf, -math.inf, 0),
    "half": Tensor("bfloat16", (), b"\x80\x3f"),
    "halves": Tensor("bfloat16", (2,), b"\x80\x3f\x00\x40", requires_grad=True),
    "float16": Tensor("float16", (1,), struct.pack("<e", 0.5)),
    "double": Tensor("float64", (1,), struct.pack("<d", 0.5)),
    "whole": Tensor("int64", (2,), struct.pack("<2q", -1, 2)),
    "small": Tensor("uint8", (2,), b"\1\xff"),
    "unsigned": Tensor("uint16", (1,), b"\1\0"),
    "truth": Tensor("bool", (2,), b"\0\1"),
    "complex": Tensor("complex64", (1,), struct.pack("<2f", 1, -2)),
    "complex not finite": Tensor("complex128", (1,), struct.pack("<2d", math.inf, -2)),
}


@pytest.mark.parametrize("name", GIVEN)
def test_inputs_are_what_was_sent(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tree = GIVEN[name]
    (seen,) = pasted(snippet(call(given=(("x", tree),)), "work.py"), "work", SOURCE, monkeypatch)["result"]  # type: ignore[misc]
    if isinstance(tree, Tensor):
        wanted = tensor_from(tree)
        assert isinstance(seen, torch.Tensor)
        assert (seen.dtype, seen.shape, seen.requires_grad) == (wanted.dtype, wanted.shape, wanted.requires_grad)
        assert torch.equal(seen, wanted)
    else:
        assert repr(seen) == repr(plain(tree))


def plain(tree: Tree) -> object:
    if isinstance(tree, Sequence):
        items = [plain(item) for item in tree.items]
        return items if tree.kind == "list" else tuple(items)
    if isinstance(tree, Mapping):
        return {plain(key): plain(item) for key, item in tree.items}
    return tree


@pytest.mark.parametrize("shape", [(0,), (0, 3), (100,), (10, 10)])
@pytest.mark.parametrize("dtype", ["float32", "int64", "bfloat16", "complex64", "bool"])
def test_large_and_empty_tensors_have_their_form(
    shape: tuple[int, ...], dtype: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = torch.zeros(shape, dtype=getattr(torch, dtype))
    tree = Tensor(dtype, shape, wanted.reshape(-1).view(torch.uint8).numpy().tobytes() if wanted.numel() else b"")
    (seen,) = pasted(snippet(call(given=(("x", tree),)), "work.py"), "work", SOURCE, monkeypatch)["result"]  # type: ignore[misc]
    assert (seen.shape, seen.dtype) == (wanted.shape, wanted.dtype)


WHOLE: dict[str, tuple[Call, str]] = {
    "module with values": (
        call("", class_name="Thing", init=(("size", 2),), given=(("x", floats(1, 2)),), mode="eval",
             assign=(("self.weight", floats(3, 4)), ("self.table", floats(5, 6)))),
        "result.tolist() == [3, 8] and module.table.tolist() == [5, 6] and not module.training",
    ),
    "method": (
        call("both", class_name="Thing", init=(("size", 2),), given=(("x", floats(1, 2, requires_grad=True)),),
             assign=(("self.weight.grad", floats(1, 1)),),
             backward=(("result.0", floats(1, 1)), ("result.1.1", floats(2, 2)))),
        "x.grad.tolist() == [0, 0] and module.weight.grad.tolist() == [1 + 1 + 2, 1 + 2 + 2]",
    ),
    "given module in eval mode": (
        call(given=(("layer", Made("torch.nn.Linear", (("in_features", 2), ("out_features", 1)))),), mode="eval",
             assign=(("layer.weight", floats(1, 2, shape=(1, 2))),)),
        "not layer.training and layer.weight.tolist() == [[1, 2]]",
    ),
    "the same thing twice": (
        call(given=(("x", floats(1, 2, 3)), ("y", Same("x")), ("z", Same("x[1:]")),
                    ("w", Sequence("list", (Same("x"),))))),
        "y is x and z.tolist() == [2, 3] and w[0] is x",
    ),
    "the same item": (
        call(given=(("items", Sequence("list", (floats(1), 2))), ("y", Same("items.0")))), "y is items[0]",
    ),
    "value in a list": (
        call(given=(("items", Sequence("list", (floats(1, requires_grad=True), 2))),),
             assign=(("items.0.grad", floats(7)),)),
        "items[0].grad.item() == 7",
    ),
    "complex backward": (
        call("products", given=(("x", Tensor("complex64", (1,), struct.pack("<2f", 1, 1), requires_grad=True)),),
             backward=(("result.0", Tensor("complex64", (1,), struct.pack("<2f", 1, 2))),)),
        "x.grad.tolist() == [2 + 4j]",
    ),
    "a number": (
        call("products", given=(("x", floats(3, shape=(), requires_grad=True)),),
             backward=(("result.0", floats(1, shape=())),)),
        "x.grad.item() == 2",
    ),
    "nothing given": (call(), "result == []"),
    "named": (call(given=(("x", Named("numpy.float64", 1.5)),)), "result == [1.5]"),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_calls_do_what_was_done(name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked, holds = WHOLE[name]
    text = snippet(asked, "work.py")
    names = pasted(text, "work", SOURCE, monkeypatch)
    assert eval(holds, names), text


def last_lines(asked: Call, **options: Any) -> list[str]:
    text = snippet(asked, "work.py", **options)
    return [line for line in text.splitlines() if "same(" in line or line.startswith("print")]


LISTED = call(given=(("parameters", Sequence("list", (floats(1, requires_grad=True), floats(2)))), ("lr", 0.1)))


def test_what_returns_nothing_is_not_printed_and_what_it_changed_is() -> None:
    shows = ["parameters", "parameters.0", "result", "parameters.1.grad", "model.*"]
    assert last_lines(LISTED, shows=shows, silent={"result"}) == [
        "same(parameters=parameters, lr=lr)",
        "print(parameters[0])",
        "print(parameters[1].grad)",
    ]


def test_without_anything_of_interest_the_inputs_are_printed() -> None:
    assert last_lines(LISTED, silent={"result"})[1:] == ["print(parameters)"]


def test_what_is_returned_is_printed_once_beside_what_else_is_wrong() -> None:
    found = last_lines(LISTED, shows=["result.0", "parameters.0[1]", "parameters.0"])
    assert found == ["result = same(parameters=parameters, lr=lr)", "print(result)", "print(parameters[0])"]


def test_backward_from_a_number_is_written_as_one_does() -> None:
    leaf = floats(3, shape=(), requires_grad=True)
    asked = call(given=(("x", leaf),), backward=(("result", floats(1, shape=())),))
    assert "\nresult.backward()\n" in snippet(asked, "work.py")
