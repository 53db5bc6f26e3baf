"""Calls on a device that is not there, in a real child: what stops, what is left behind, and what works."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace
from textwrap import dedent

import pytest

from grader.model.calls import Call
from grader.model.pretended import pretending
from grader.model.record import Record
from grader.model.values import Placed, Tensor, Tree, tensors_in
from grader.sandbox import Runner, Session
from tests.runner.planted import FINE, HEAD, LEFT, MISTAKES, MIXED

Open = Callable[..., Session]
Make = Callable[..., Call]
Ask = Callable[..., Record]
NUMBERS = (0.5, -1.0, 2.0, 0.25, 1.5, -0.5, 0.75, -2.0, 1.0, 3.0, -1.5, 0.1)
X = Placed(Tensor("float32", (3, 4), struct.pack("<12f", *NUMBERS)), "cuda")
LABELS = Placed(Tensor("int64", (3,), struct.pack("<3q", 0, 3, 1)), "cuda")


@pytest.fixture
def ask(fork: Runner, session_of: Open, call: Make) -> Ask:
    """The record of ``f`` of a text, called as if there were a GPU."""

    def asked(text: str, **given: Tree) -> Record:
        made = call("f", **{"x": X, "labels": LABELS, "device": "cuda", **given})
        with session_of(fork, HEAD + dedent(text)) as opened:
            observed = opened.run([pretending(made, "cuda")], 20)
            assert opened.broken is None, opened.broken
        (answer,) = observed.answers
        assert isinstance(answer, Record), answer
        return answer

    return asked


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_stops_or_leaves_its_result_behind(name: str, ask: Ask) -> None:
    way, what, text = MISTAKES[name]
    record = ask(text)
    if way == LEFT:
        assert record.raised is None, record.raised
        assert {tensor.device for _, tensor in tensors_in(record.values["result"])} == {"cpu"}
        return
    assert record.raised is not None
    said = "Expected all tensors to be on the same device" if way == MIXED else "can't convert cuda:0 device type"
    assert said in record.raised.text, record.raised
    assert record.raised.names == ((what,) if what else ())


@pytest.mark.parametrize("name", FINE)
def test_fine_code_works(name: str, ask: Ask) -> None:
    record = ask(FINE[name])
    assert record.raised is None, record.raised
    assert {tensor.device for _, tensor in tensors_in(record.values["result"])} == {"cuda:0"}


def test_every_kind_of_process_can_pretend(runner: Runner, session_of: Open, call: Make) -> None:
    made = pretending(call("f", x=X), "cuda")
    with session_of(runner, "def f(x):\n    assert x.is_cuda\n    return x.sum(), str(x.device)\n") as opened:
        (answer,) = opened.run([made], 20).answers
    assert isinstance(answer, Record) and answer.raised is None, answer
    total, named = answer.values["result"].items  # type: ignore[union-attr]
    assert isinstance(total, Tensor) and total.device == "cuda:0" and named == "cuda:0"
    assert struct.unpack("<f", total.data) == pytest.approx((sum(NUMBERS),))


def test_gradients_are_those_of_the_cpu(fork: Runner, session_of: Open, call: Make) -> None:
    x = Placed(replace(X.content, requires_grad=True), "cuda")  # type: ignore[type-var]
    made = call("f", observe=("result", "x.grad"), backward=(("result", X),), x=x)
    with session_of(fork, "def f(x):\n    return (x * x).exp()\n") as opened:
        pretended, plain = opened.run([pretending(made, "cuda"), on_cpu(made)], 20).answers
    assert isinstance(pretended, Record) and isinstance(plain, Record)
    for path in made.observe:
        there, here = pretended.values[path], plain.values[path]
        assert isinstance(there, Tensor) and isinstance(here, Tensor)
        assert (there.device, here.device) == ("cuda:0", "cpu")
        assert replace(there, device="cpu") == here


def on_cpu(call: Call) -> Call:
    return replace(call, given=tuple((name, _content(tree)) for name, tree in call.given), backward=_contents(call))


def _contents(call: Call) -> tuple[tuple[str, Tree], ...]:
    return tuple((name, _content(tree)) for name, tree in call.backward)


def _content(tree: Tree) -> Tree:
    return tree.content if isinstance(tree, Placed) else tree


def test_the_next_call_is_made_on_what_is_there(fork: Runner, session_of: Open, call: Make) -> None:
    text = """
    import torch
    def f(x):
        names = torch.cuda.is_available(), torch.__future__.get_swap_module_params_on_conversion()
        with torch.inference_mode():
            return torch.ones(1) + x, (x * 1).is_inference(), *names, torch._C._len_torch_dispatch_stack()
    """
    plain = call("f", x=Tensor("float32", (1,), struct.pack("<f", 1.0)))
    with session_of(fork, text) as opened:
        first, second, third = opened.run([plain, pretending(plain, "cuda"), plain], 20).answers
    assert isinstance(first, Record) and first == third and first != second


def test_where_torch_has_no_device_to_give_away_nothing_is_pretended(ask: Ask) -> None:
    record = ask("import grader.runner.pretended as there\nthere._SET_UP = 'nowhere'\ndef f(x): return x\n")
    assert record.raised is not None and record.raised.stage == "build"
    assert record.raised.text == "this torch cannot pretend a device"
