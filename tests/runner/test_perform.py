"""One call in a real child: what is built, put in place, called, observed, and told when it fails."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable

import pytest

from grader.model.calls import Call
from grader.model.record import Record
from grader.model.values import Absent, Made, Mapping, Same, Sequence, Tensor, Tree
from grader.sandbox import Runner, Session

Open = Callable[..., Session]
Make = Callable[..., Call]


def floats(*numbers: float, shape: tuple[int, ...] | None = None, requires_grad: bool = False) -> Tensor:
    data = struct.pack(f"<{len(numbers)}f", *numbers)
    return Tensor("float32", (len(numbers),) if shape is None else shape, data, requires_grad=requires_grad)


def numbers(tree: Tree) -> list[float]:
    assert isinstance(tree, Tensor)
    return list(struct.unpack(f"<{tree.numel}f", tree.data))


@pytest.fixture
def ask(fork: Runner, session_of: Open) -> Callable[..., Record]:
    """The record of the last of ``calls`` of ``text``."""

    def ask_once(text: str | bytes, *calls: Call, **options: object) -> Record:
        with session_of(fork, text, **options) as opened:
            observed = opened.run(calls, 10)
            assert opened.broken is None, opened.broken
        answer = observed.answers[-1]
        assert isinstance(answer, Record), answer
        return answer

    return ask_once


def result(record: Record) -> Tree:
    assert record.raised is None, record.raised
    return record.values["result"]


LINEAR = Made("torch.nn.Linear", (("in_features", 2), ("out_features", 1)))


def test_inputs_are_what_was_sent(ask: Callable[..., Record], call: Make) -> None:
    text = """
import torch
def f(x, items, pair, table, layer, plain):
    return [x.requires_grad, x.is_leaf, type(items), type(pair), table, type(layer).__name__, plain]
"""
    given: dict[str, Tree] = {
        "x": floats(1.0, requires_grad=True),
        "items": Sequence("list", (1,)),
        "pair": Sequence("tuple", (1,)),
        "table": Mapping((("a", b"b"),)),
        "layer": LINEAR,
        "plain": complex(1, math.inf),
    }
    seen = result(ask(text, call(**given)))
    assert isinstance(seen, Sequence)
    assert (seen.items[0], seen.items[1], seen.items[5], seen.items[6]) == (True, True, "Linear", complex(1, math.inf))
    assert seen.items[4] == Mapping((("a", b"b"),))


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("x", "return y is x", True),
        ("x[1:]", "return y.tolist()", Sequence("list", (2.0, 3.0))),
        ("x[..., 0]", "return y.item()", 1.0),
        ("layer.weight", "return y is layer.weight", True),
        ("layer.parameters", "return len(list(y))", 2),
        ("layer", "return y is layer", True),
        ("items.1", "return y", "b"),
    ],
)
def test_a_reference_is_the_very_thing(
    path: str, body: str, expected: Tree, ask: Callable[..., Record], call: Make
) -> None:
    given: dict[str, Tree] = {
        "x": floats(1, 2, 3), "items": Sequence("list", ("a", "b")), "layer": LINEAR, "y": Same(path)
    }  # fmt: skip
    assert result(ask(f"def f(x, items, layer, y):\n    {body}", call(**given))) == expected


MODULE = """
import torch
from torch import nn

class Affine(nn.Module):
    def __init__(self, inside=2, outside=1):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(outside, inside))
        self.bias = nn.Parameter(torch.zeros(outside))
        self.register_buffer("steps", torch.zeros(1))
        self.inner = nn.Linear(1, 1)
        self.drop = nn.Dropout(0.9)

    def forward(self, x):
        return x @ self.weight.T + self.bias

    def twice(self, x):
        return 2 * self(x)

class Trap(nn.Module):
    @property
    def weight(self):
        raise ZeroDivisionError("no weight today")

    def forward(self, x):
        return x

class Late:
    def __getattr__(self, name):
        raise KeyError(name)

    def __call__(self, x):
        return x
"""


def test_parameters_are_put_in_place_and_read_back(ask: Callable[..., Record], call: Make) -> None:
    x = floats(1, 2, shape=(1, 2), requires_grad=True)
    asked = call(
        "", class_name="Affine", x=x, assign=(("self.weight", floats(3, 4, shape=(1, 2))), ("self.bias", floats(5))),
        backward=(("result", floats(1, shape=(1, 1))),),
        observe=("result", "self.weight.grad", "self.*", "x.grad", "self.nothing", "self.inner.weight", "self.*.grad"),
    )  # fmt: skip
    record = ask(MODULE, asked)
    assert numbers(result(record)) == [3 + 8 + 5]
    assert numbers(record.values["self.weight.grad"]) == [1, 2]
    assert numbers(record.values["x.grad"]) == [3, 4]
    parameters, gradients = record.values["self.*"], record.values["self.*.grad"]
    assert isinstance(parameters, Mapping) and isinstance(gradients, Mapping)
    assert [name for name, _ in parameters.items] == ["weight", "bias", "inner.weight", "inner.bias"]
    assert dict(gradients.items)["inner.weight"] is None
    assert isinstance(gone := record.values["self.nothing"], Absent) and "weight" in gone.names


@pytest.mark.parametrize(
    ("asked", "stage", "kind", "text", "names"),
    [
        ({"name": "g"}, "find", "", "g", ("Affine",)),
        ({"name": "", "class_name": "Afine"}, "find", "", "Afine", ("Affine",)),
        ({"name": "thrice", "class_name": "Affine"}, "find", "", "thrice", ("forward", "twice")),
        ({"class_name": "Affine", "init": (("a", 1), ("b", 2), ("bad", 3))}, "build", "TypeError", "bad", ()),
        ({"class_name": "Affine", "assign": (("self.wieght", 1.0),)}, "set", "", "self.wieght", ("weight", "bias")),
        ({"class_name": "Affine", "assign": (("self.weight", floats(1)),)}, "set", "shape", "self.weight", ("(1, 2)",)),
        ({"class_name": "Affine", "assign": (("self.weight", Same("x.y.z")),)}, "step", "", "x.y.z", ()),
        ({"class_name": "Trap", "assign": (("self.weight", floats(1)),)}, "set", "ZeroDivisionError", "today", ()),
        ({"class_name": "Trap", "observe": ("result", "self.weight")}, "observe", "ZeroDivisionError", "today", ()),
        ({"class_name": "Late", "observe": ("result", "self.weight")}, "observe", "KeyError", "weight", ()),
        ({"name": "run", "class_name": "Late"}, "build", "KeyError", "run", ()),
        ({"x": Made("torch.nn.Linaer", ())}, "build", "AttributeError", "Linaer", ()),
        ({"x": Made("Nothing", ())}, "find", "", "Nothing", ("Affine",)),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said(
    asked: dict[str, object], stage: str, kind: str, text: str, names: tuple[str, ...],
    ask: Callable[..., Record], call: Make,
) -> None:  # fmt: skip
    defaults = {"x": floats(1, 2, shape=(1, 2)), "name": "" if "class_name" in asked else "Affine"}
    raised = ask(MODULE, call(**{**defaults, **asked})).raised
    assert raised is not None
    assert (raised.stage, raised.type.rpartition(".")[2]) == (stage, kind)
    assert text in raised.text
    assert set(names) <= set(raised.names)


@pytest.mark.parametrize(("mode", "training"), [("train", True), ("eval", False)])
def test_the_mode_is_of_every_module(mode: str, training: bool, ask: Callable[..., Record], call: Make) -> None:
    text = MODULE + "\ndef f(layer):\n    return layer.training\n"
    assert result(ask(text, call(layer=LINEAR, mode=mode))) is training
    seen = ask(text, call("", class_name="Affine", x=floats(1, 2, shape=(1, 2)), mode=mode, observe=("self.training",)))
    assert seen.values["self.training"] is training


def test_backward_leaves_what_does_not_fit_to_the_judge(ask: Callable[..., Record], call: Make) -> None:
    text = "def f(x):\n    return [x * 2, x.sum(), x.detach(), None]"
    backward = tuple((f"result.{n}", floats(1, 1)) for n in range(5))
    record = ask(text, call(x=floats(1, 2, requires_grad=True), backward=backward, observe=("x.grad",)))
    assert record.raised is None
    assert numbers(record.values["x.grad"]) == [2, 2]


def test_identity_is_observed(ask: Callable[..., Record], call: Make) -> None:
    text = "def f(x, y):\n    return [x, 1]"
    observe = ("result", "result.0", "result.1", "x")
    assert ask(text, call(x=floats(1), y=1, observe=observe)).same == {"result.0": ("x",)}


def test_warnings_are_kept_and_bounded(ask: Callable[..., Record], call: Make) -> None:
    text = """
import warnings
def f():
    for n in range(100):
        warnings.warn(f"number {n} " + "x" * 1000)
"""
    texts = ask(text, call()).warnings
    assert len(texts) <= 20 and texts[0].startswith("number 0 ") and max(map(len, texts)) == 500


FAILURES: dict[str, tuple[str, str, str, int, str]] = {
    "its own line": ("def f():\n    x = 1\n    raise ValueError('no')\n", "ValueError", "no", 3, "raise V"),
    "inside torch": (
        "import torch\ndef f():\n    return torch.ones(2) @ torch.ones(3)\n", "RuntimeError", "", 3, "return",
    ),
    "text that raises": (
        "class E(Exception):\n    def __str__(self):\n        raise SystemExit\ndef f():\n    raise E\n",
        "E", "", 5, "raise E",
    ),
    "text that is none": (
        "class E(Exception):\n    def __str__(self):\n        return 1\ndef f():\n    raise E\n", "E", "", 5, "raise E",
    ),
    "long text": ("def f():\n    raise ValueError('x' * 10**7)\n", "ValueError", "x" * 2000, 2, "raise"),
    "syntax error of its own": (
        "def f():\n    raise SyntaxError('odd', (__file__, 'line', [], {}))\n", "SyntaxError", "odd", 2, "raise",
    ),
    "name that lies": (
        "class M(type):\n    def __getattribute__(c, n):\n        raise SystemExit\n"
        "class E(Exception, metaclass=M):\n    pass\ndef f():\n    raise E('x')\n", "E", "x", 7, "raise E",
    ),
    "deep": ("def g():\n    g()\ndef f():\n    g()\n", "RecursionError", "maximum", 2, "g()"),
    "group": ("def f():\n    raise ExceptionGroup('all', [ValueError(1)])\n", "ExceptionGroup", "all", 2, "raise"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAILURES)
def test_an_exception_is_told_by_the_students_own_lines(name: str, ask: Callable[..., Record], call: Make) -> None:
    text, kind, words, line, code = FAILURES[name]
    raised = ask(text, call()).raised
    assert raised is not None
    assert (raised.stage, raised.type) == ("call", kind)
    assert raised.text.startswith(words) and len(raised.text) <= 2000
    assert raised.frames[-1].file == "work.py"
    assert (raised.frames[-1].line, raised.frames[-1].text[: len(code)]) == (line, code)
    assert all(frame.file == "work.py" for frame in raised.frames) and len(raised.frames) <= 8


RESULTS_TOO_LARGE = {
    "a million numbers": "return [0] * 10**6",
    "nested without end": "x = []\n    x.append(x)\n    return x",
    "long text": "return 'x' * 200_000",
    "long bytes": "return b'x' * 200_000",
    "long number": "return 10**10_000",
    "large tensor": "import torch\n    return torch.zeros(80 << 20)",
    "many small parts": "x = []\n    for _ in range(13):\n        x = [x, x]\n    return x",
}


@pytest.mark.parametrize("name", RESULTS_TOO_LARGE)
def test_what_is_too_large_to_look_at_is_said(name: str, ask: Callable[..., Record], call: Make) -> None:
    raised = ask(f"def f():\n    {RESULTS_TOO_LARGE[name]}", call()).raised
    assert raised is not None and raised.stage == "observe" and raised.text


def test_uninitialised_memory_shows(ask: Callable[..., Record], call: Make) -> None:
    text = """
import torch
def f():
    return torch.empty(3), torch.empty(2, dtype=torch.int64), torch.ones(3).new_empty(2)
"""
    seen = result(ask(text, call()))
    assert isinstance(seen, Sequence)
    assert all(math.isnan(number) for tree in (seen.items[0], seen.items[2]) for number in numbers(tree))
    assert isinstance(whole := seen.items[1], Tensor)
    assert set(struct.unpack("<2q", whole.data)) == {2**63 - 1}
