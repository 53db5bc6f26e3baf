"""What a trace shows of student code, in real children, and that nothing student code does to it breaks a call."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import indent

import pytest

from grader.model.calls import RESULT, Call, Turn
from grader.model.record import LONGEST_TRACE, Record, Trace
from grader.model.values import Sequence
from grader.sandbox import Runner, Session
from grader.wire.messages import record_from_tree, record_to_tree

HEAD = """
import functools, gc, sys
import torch
known = []
import torch.nn.functional as F
from torch import nn
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(3, 2)
    def forward(self, x):
        return helper(self.layer(x))

class Double(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
    @staticmethod
    def backward(ctx, g):
        return g * 2

class Mode(TorchFunctionMode):
    def __torch_function__(self, func, types, args=(), kwargs=None):
        return func(*args, **(kwargs or {}))

class Dispatch(TorchDispatchMode):
    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        return func(*args, **(kwargs or {}))

def helper(x):
    return x.relu()

def pieces(x):
    yield x.sin()
    yield x.cos()

def once(function):
    @functools.wraps(function)
    def wrapper(*args):
        return function(*args)
    return wrapper

@once
def decorated(x):
    return x.exp()

def deep(n):
    return n and deep(n - 1)

net = Net()
x = torch.ones(2, 3)
y = torch.ones(2, 3, requires_grad=True)
"""
Ask = Callable[..., Record]


@pytest.fixture
def ask(fork: Runner, session_of: Callable[..., Session]) -> Ask:
    """The record of ``f()`` with this body, in the child that made a traced call with the body ``before``."""

    def ask_once(body: str, *, trace: bool = True, before: str = "pass") -> Record:
        text = f"{HEAD}\ndef before():\n{indent(before, '    ')}\ndef f():\n{indent(body, '    ')}\n"
        with session_of(fork, text) as opened:
            calls = [Call((Turn(RESULT, "", (name,)),), trace=trace) for name in ("before", "f")]
            answers = opened.run(calls, 30).answers
        assert len(answers) == 2
        assert isinstance(answers[-1], Record), answers
        return answers[-1]

    return ask_once


def called(record: Record) -> list[str]:
    assert record.raised is None, record.raised
    assert record.trace is not None
    return list(record.trace.calls)


# What student code does → what shows of it.
SHOWN: dict[str, tuple[str, str]] = {
    "a function of torch": ("torch.softmax(x, -1)", "torch.softmax"),
    "a method": ("x.softmax(-1)", "Tensor.softmax"),
    "a method of the class": ("torch.Tensor.softmax(x, -1)", "Tensor.softmax"),
    "a function of a module, written in Python": ("F.softmax(x, -1)", "torch.nn.functional.softmax"),
    "one written in C": ("F.gelu(x)", "torch.nn.functional.gelu"),
    "one of several forms": ("F.max_pool2d(x[None], 1)", "Tensor.__getitem__ torch.nn.functional.max_pool2d"),
    "one without tensors": ("torch.from_numpy(x.numpy())", "Tensor.numpy torch.from_numpy"),
    "linear algebra": ("torch.linalg.norm(x)", "torch.linalg.norm"),
    "a name made while it runs": ('getattr(torch, "soft" + "max")(x, -1)', "torch.softmax"),
    "a text that is executed": ('exec("torch.sin(x)"); eval("x.cos()")', "torch.sin Tensor.cos"),
    "handed to something else": ("list(map(torch.exp, [x])); functools.partial(F.softplus)(x)",
                                 "torch.exp torch.nn.functional.softplus"),
    "what is inside does not show": ("F.cross_entropy(x, x)", "torch.nn.functional.cross_entropy"),
    "operators": ("x + 1; 1 - x; x @ y.T; x[0]; -x",
                  "Tensor.add Tensor.__rsub__ Tensor.matmul Tensor.__getitem__ Tensor.neg"),
    "attributes are no calls": ("x.shape; x.T; y.grad; x.dtype", ""),
    "a module's own code does not show": ("nn.Linear(3, 2)(x)", "Linear forward"),
    "but a student's does": ("net(x)", "forward forward helper Tensor.relu"),
    "a class that inherits its constructor": ("nn.Sigmoid()", "Sigmoid"),
    "a class with another kind of constructor": ("nn.Parameter(x)", "Parameter"),
    "a context": ("with torch.no_grad():\n    x.exp()", "no_grad Tensor.exp"),
    "a generator": ("list(pieces(x))", "pieces Tensor.sin Tensor.cos"),
    "a comprehension, a lambda": ("[torch.abs(a) for a in [x]]; (lambda a: a.sin())(x)", "torch.abs Tensor.sin"),
    "a decorated function": ("decorated(x)", "wrapper decorated Tensor.exp"),
    "a recursion": ("deep(2)", "deep deep deep"),
    "a derivative of one's own": ("Double.apply(y)", "apply Tensor.mul"),
    "a function that torch calls back": ("torch.func.grad(lambda a: a.sum())(x)", "torch.func.grad Tensor.sum"),
    "Python alone": ("sorted([3, 1]); len('abc'); isinstance(x, nn.Parameter)", ""),
    "a training step": (
        "opt = torch.optim.SGD(net.parameters(), lr=0.1)\n"
        "plan = torch.optim.lr_scheduler.StepLR(opt, 1)\n"
        "opt.zero_grad(); net(x).sum().backward(); opt.step(); plan.step()",
        "SGD StepLR zero_grad forward forward helper Tensor.relu Tensor.sum Tensor.backward step step",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHOWN)
def test_shows(name: str, ask: Ask) -> None:
    body, wanted = SHOWN[name]
    assert called(ask(body)) == wanted.split()


def test_kernels_do_not_show_but_a_dispatch_mode_would_see_them(ask: Ask) -> None:
    body = (
        "names = []\n"
        "class Kernels(TorchDispatchMode):\n"
        "    def __torch_dispatch__(self, func, types, args=(), kwargs=None):\n"
        "        names.append(func.__name__)\n"
        "        return func(*args, **(kwargs or {}))\n"
        "with Kernels():\n"
        "    F.cross_entropy(x, x)\n"
        "return ['softmax' in name for name in names]"
    )
    record = ask(body)
    assert "torch.nn.functional.cross_entropy" in called(record)
    assert not [name for name in called(record) if "softmax" in name]
    kernels = record.values["result"]
    assert isinstance(kernels, Sequence) and True in kernels.items


def test_operators_are_counted(ask: Ask) -> None:
    counts = []
    for body in ("pass", "x + 1", "torch.relu(x + 1) * 2", "F.cross_entropy(x, x)"):
        trace = ask(body).trace
        assert trace is not None
        counts.append(trace.operators)
    assert counts[:3] == [0, 1, 3] and counts[3] > 1


def test_without_a_trace_there_is_none(ask: Ask) -> None:
    assert ask("x + 1", trace=False).trace is None


def test_a_trace_does_not_load_the_compiler(ask: Ask) -> None:
    """Unless it was there before: a runner may be warmed for others."""
    before = "known[:] = [name for name in ('torch._dynamo', 'sympy') if name in sys.modules]"
    body = "torch.softmax(x, -1)\nreturn [name for name in ('torch._dynamo', 'sympy') if name in sys.modules] == known"
    assert ask(body, before=before).values["result"] is True


def test_an_exception_leaves_what_was_called(ask: Ask) -> None:
    record = ask("x.exp(); raise ValueError('no')")
    assert record.raised is not None and record.raised.type == "ValueError"
    assert [frame.function for frame in record.raised.frames] == ["f"]
    assert record.trace is not None and record.trace.calls == ("Tensor.exp",)


def test_it_is_bounded(ask: Ask) -> None:
    names = called(ask("for _ in range(20000): helper(x)"))
    assert len(names) == LONGEST_TRACE
    assert set(names) == {"helper", "Tensor.relu"}


def test_it_crosses() -> None:
    for calls in ((), ("torch.nn.functional.triplet_margin_with_distance_loss",) * LONGEST_TRACE):
        record = Record(trace=Trace(calls, 7))
        assert record_from_tree(record_to_tree(record)) == record


# What student code may do to the trace while it runs: the trace is shorter then, or holds nonsense that is dropped.
HOSTILE = {
    "no profile": "sys.setprofile(None)",
    "a profile that raises": "sys.setprofile(lambda *a: 1 / 0 if a[1] == 'call' else None)",
    "modes ended": "torch._C._pop_torch_function_stack()",
    "every mode ended": "torch._C._pop_torch_function_stack(); torch._C._pop_torch_dispatch_stack(None)",
    "modes left": "Mode().__enter__(); Dispatch().__enter__()",
    "a mode that answers": "Mode.__torch_function__ = lambda *a: 3; Mode().__enter__()",
    "names put in": "[t._calls.extend([3, 'a b', 'x' * 999, '\\ud800', None]) for t in gc.get_objects() "
                    "if type(t).__name__ == 'Tracer']",
    "a count that is none": "for t in gc.get_objects():\n    if type(t).__name__ == '_Dispatch': t.count = 'many'",
    "no list at all": "for t in gc.get_objects():\n    if type(t).__name__ == 'Tracer': t._calls = 7",
    "a function without a name": "torch.overrides.handle_torch_function(functools.partial(len), (x,), [1])",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_breaks(name: str, ask: Ask) -> None:
    record = ask(f"{HOSTILE[name]}\nreturn 5")
    assert record.trace is not None or record.raised is not None
    for each in record.trace.calls if record.trace else ():
        assert all(map(str.isidentifier, each.split(".")))
    after = ask("return torch.softmax(x, -1).sum().item()", before=HOSTILE[name])
    assert called(after) == ["torch.softmax", "Tensor.sum", "Tensor.item"]
    assert after.values["result"] == 2.0
