"""Several calls in a real child: on the same objects, in order, each failure told by where it happened."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest

from grader.model.calls import Call, Turn
from grader.model.record import Record
from grader.model.values import Absent, Made, Mapping, Placed, Same, Sequence, Tensor, Tree
from grader.sandbox import Runner, Session

Ask = Callable[..., Record]
X = Tensor("float32", (4,), struct.pack("<4f", 1, 2, 3, 4))
LINEAR = Made("torch.nn.Linear", (("in_features", 1), ("out_features", 1)))
TEXT = """
import torch

class Counter:
    def __init__(self, start=0):
        self.count = start
    def add(self, n):
        self.count += n
        return self.count
    def me(self):
        return self
    def nothing(self):
        return None

def double(x):
    return x * 2

def same(x):
    return x

def training(models):
    return [m.training for m in (models.values() if isinstance(models, dict) else models)]

def parts(x):
    return [x[:2], x.clone(), {"all": x}]
"""


@pytest.fixture
def ask(fork: Runner, session_of: Callable[..., Session]) -> Ask:
    def ask_once(call: Call, text: str = TEXT, **options: object) -> Record:
        (answer,) = session_of(fork, text, **options).run([call], 10).answers
        assert isinstance(answer, Record), answer
        return answer

    return ask_once


def turn(name: str, called: str, owner: str = "", *, mode: str = "", assign: object = (), **given: Tree) -> Turn:
    return Turn(name, owner, (called,) if called else (), tuple(given.items()), assign, mode)  # type: ignore[arg-type]


def numbers(tree: Tree) -> list[float]:
    assert isinstance(tree, Tensor), tree
    return list(struct.unpack(f"<{tree.numel}f", tree.data))


def test_turns_follow_on_the_same_objects(ask: Ask) -> None:
    turns = (turn("first", "add", "self", n=1), turn("first", "add", "self", n=2), turn("second", "add", "self", n=3))
    call = Call(turns, "Counter", (("begin", 10),), observe=("first", "second", "self.count", "result"))
    record = ask(call)
    assert record.raised is None
    assert [record.values[path] for path in ("first", "second", "self.count")] == [13, 16, 16]
    assert isinstance(record.values["result"], Absent)


def test_a_turn_gets_what_an_earlier_one_gave(ask: Ask) -> None:
    turns = (turn("a", "double", x=Same("x")), turn("b", "double", x=Same("a[1:]")), turn("c", "me", "counter"))
    record = ask(Call((*turns, turn("d", "add", "c", n=5)), given=(("x", X), ("counter", Made("Counter", ()))),
                      observe=("b", "d", "counter.count")))  # fmt: skip
    assert record.raised is None, record.raised
    assert numbers(record.values["b"]) == [8, 12, 16]
    assert (record.values["d"], record.values["counter.count"]) == (5, 5)


def test_values_are_put_in_place_before_each_turn(ask: Ask) -> None:
    def setting(n: int) -> object:
        return (("self.count", n),)

    turns = (turn("a", "add", "self", n=1, assign=setting(10)), turn("b", "add", "self", n=1, assign=setting(20)))
    record = ask(Call(turns, "Counter", observe=("a", "b")))
    assert record.values == {"a": 11, "b": 21}


def test_identity_is_of_every_root(ask: Ask) -> None:
    turns = (turn("a", "me", "self"), turn("b", "same", x=Same("x")), turn("c", "same", x=3))
    record = ask(Call(turns, "Counter", given=(("x", X), ("y", Same("x"))), observe=("a", "b", "c", "x")))
    assert record.same == {"a": ("self",), "b": ("x", "y"), "x": ("y", "b")}


def test_memory_is_told_of_the_paths_asked_for(ask: Ask) -> None:
    call = Call((turn("result", "parts", x=Same("x")),), given=(("x", X), ("y", X)),
                observe=("result",), share=("result", "result.0", "result.1", "result.2.all", "nothing"))  # fmt: skip
    record = ask(call)
    assert record.raised is None, record.raised
    assert record.shares == {"result": ("x",), "result.0": ("x",), "result.2.all": ("x",)}


@pytest.mark.parametrize(
    "models",
    [
        Sequence("list", (LINEAR, LINEAR)),
        Sequence("tuple", (LINEAR,)),
        Mapping((("a", LINEAR), ("b", Sequence("list", (LINEAR,))))),
        Placed(Sequence("list", (LINEAR,)), form="iterator"),
    ],
)
def test_a_mode_is_of_modules_in_lists_too(models: Tree, ask: Ask) -> None:
    def paths(tree: Tree, at: str) -> list[str]:
        match tree:
            case Sequence(items=items):
                return [path for i, item in enumerate(items) for path in paths(item, f"{at}.{i}")]
            case Mapping(items=pairs):
                return [path for key, item in pairs for path in paths(item, f"{at}.{key}")]
            case Placed(content=content):
                return paths(content, at)
        return [f"{at}.training"]

    observe = tuple(paths(models, "models"))
    modes = {"eval": False, "train": True}
    for mode, expected in modes.items():
        turns = (turn("a", "same", x=1, mode="eval"), turn("b", "same", x=1, mode=mode), turn("c", "same", x=1))
        record = ask(Call(turns, given=(("models", models),), observe=observe))
        assert set(record.values.values()) == {expected}


FAILURES: dict[str, tuple[Turn, str, str, str]] = {
    "no such function": (turn("b", "tripel", x=1), "find", "", "tripel"),
    "no such method": (turn("b", "remove", "self"), "find", "", "remove"),
    "a method of nothing": (turn("b", "add", "a", n=1), "find", "", "add"),
    "no such thing": (turn("b", "add", "self.inner", n=1), "find", "", "self.inner"),
    "no such module": (turn("b", "nothing.of.this", x=1), "find", "ModuleNotFoundError", "nothing"),
    "nothing given": (turn("b", "double", x=Same("a.1")), "step", "", "a.1"),
    "no slice given": (turn("b", "double", x=Same("a[:, 1]")), "step", "", "a[:, 1]"),
    "nothing to put": (turn("b", "me", "self", assign=(("self.count", Same("a.n")),)), "step", "", "a.n"),
    "another number of arguments": (turn("b", "me", "self", x=1), "call", "TypeError", ""),
    "put nowhere": (turn("b", "me", "self", assign=(("self.inner.weight", X),)), "set", "", "self.inner.weight"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_failures_keep_their_stage(name: str, ask: Ask) -> None:
    failing, stage, kind, text = FAILURES[name]
    raised = ask(Call((turn("a", "nothing", "self"), failing), "Counter")).raised
    assert raised is not None
    assert (raised.stage, raised.type.rpartition(".")[2]) == (stage, kind)
    assert text in raised.text
    assert stage != "step" or raised.names == ("b",)
    assert not any("grader" in part for part in (raised.type, raised.text, *raised.bases, *raised.names))


def test_what_came_before_a_failure_is_told(ask: Ask) -> None:
    record = ask(Call((turn("a", "add", "self", n=1), turn("b", "add", "self", n="x")), "Counter", observe=("a", "b")))
    assert record.raised is not None and record.raised.stage == "call"
    assert record.values["a"] == 1 and isinstance(record.values["b"], Absent)


EMPTY = """
import torch

class Nothing(torch.nn.Module):
    def __init__(self, size):
        super().__init__()
    def forward(self, x):
        pass

class Size(Nothing):
    def __init__(self, size):
        super().__init__(size)
        self.size, self.rest = size, None

class Tensors(Nothing):
    def __init__(self, size):
        super().__init__(size)
        self.matrix = torch.zeros(size)

class Layer(Nothing):
    def __init__(self, size):
        super().__init__(size)
        self.act = torch.nn.ReLU()

class Lists(Nothing):
    def __init__(self, size):
        super().__init__(size)
        self.layers = [torch.nn.Linear(size, size)]
"""


@pytest.mark.parametrize(
    ("name", "kind"), [("Nothing", "empty"), ("Size", "empty"), ("Tensors", ""), ("Layer", ""), ("Lists", "")]
)
def test_a_module_that_holds_nothing_is_told_from_one_without_parameters(name: str, kind: str, ask: Ask) -> None:
    for path in ("self.weight", "self.layer.weight"):
        raised = ask(Call((turn("a", "", "self", x=X),), name, (("size", 2),), assign=((path, X),)), EMPTY).raised
        assert raised is not None
        assert (raised.stage, raised.type, raised.text) == ("set", kind, path)


def test_backward_starts_at_steps(ask: Ask) -> None:
    x = Tensor("float32", (4,), X.data, requires_grad=True)
    ones = Tensor("float32", (4,), struct.pack("<4f", 1, 1, 1, 1))
    turns = (turn("a", "double", x=Same("x")), turn("b", "double", x=Same("a")))
    call = Call(turns, given=(("x", x),), backward=(("a", ones), ("b", ones)), observe=("x.grad",))
    assert numbers(ask(call).values["x.grad"]) == [6, 6, 6, 6]


INPUTS = """
import torch

def line(count, slope=1.0):
    return torch.arange(float(count)) * slope

def loader(data, size):
    return torch.utils.data.DataLoader(torch.utils.data.TensorDataset(data), batch_size=size)
"""


def test_an_authors_function_makes_inputs(ask: Ask) -> None:
    given: tuple[tuple[str, Tree], ...] = (
        ("data", Made("line", (("points", 4), ("slope", 2.0)), provided=True)),
        ("batches", Made("loader", (("data", Same("data")), ("size", 2)), provided=True)),
    )
    text = "def f(batches):\n    return [batch.tolist() for (batch,) in batches]"
    call = Call((turn("result", "f", batches=Same("batches")),), given=given, observe=("result", "data"))
    record = ask(call, text, provided={"inputs.py": INPUTS})
    assert record.raised is None, record.raised
    assert record.values["result"] == Sequence("list", (Sequence("list", (0.0, 2.0)), Sequence("list", (4.0, 6.0))))
    assert numbers(record.values["data"]) == [0, 2, 4, 6]


def test_an_authors_function_that_is_not_there_is_said(ask: Ask) -> None:
    call = Call((turn("result", "same", x=Same("x")),), given=(("x", Made("spirals", (), provided=True)),))
    for beside in ({}, {"inputs.py": INPUTS}):
        raised = ask(call, provided=beside).raised
        assert raised is not None and raised.stage == "build" and ("inputs" in raised.text or "spirals" in raised.text)


def test_dictionaries_of_known_kinds_are_read(ask: Ask) -> None:
    text = """
import collections, torch
def f():
    state = collections.defaultdict(dict)
    state[torch.ones(1)]["step"] = 3
    return collections.Counter("aab"), state, [None, (1, 2)]
"""
    seen = ask(Call((turn("result", "f"),)), text).values["result"]
    assert isinstance(seen, Sequence)
    assert seen.items[0] == Mapping((("a", 2), ("b", 1)), "collections.Counter")
    assert isinstance(seen.items[1], Mapping) and seen.items[1].name == "collections.defaultdict"
