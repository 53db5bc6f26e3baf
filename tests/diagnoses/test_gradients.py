"""Gradients that do not arrive, that arrive where they must not, that are zero, and that were added to others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grader.diagnoses import Sight
from grader.model.calls import Call, Turn
from grader.model.values import Absent, Mapping, Sequence, Tree
from grader.reporters.wording import say
from tests.diagnoses.conftest import id_of, rand, sight, t, told

SIZES = (5, 8)
X2 = "def f(x):\n    return {}"


def asked(
    expected: Tree,
    actual: Tree,
    path: str = "x.grad",
    *,
    text: str = "",
    result: np.ndarray | None = None,
    wrong_result: bool = False,
    old: Tree = None,
) -> Sight:
    """A case whose result the grader ran backward from."""
    values = rand(3) if result is None else result
    before = (("x.grad", old),) if old is not None else ()
    call = Call((Turn("result", "", ("f",)),), assign=before, backward=(("result", t(np.ones(values.shape))),))
    theirs = {"result": t(values + 1 if wrong_result else values)}
    return sight(expected, actual, path, call=call, text=text, ours={"result": t(values)}, theirs=theirs)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("(x**2).detach()", "`.detach()`"),
        ("x.data**2", "`.data`"),
        ("torch.tensor([each.item() for each in x])", "`torch.tensor`"),
        ("torch.from_numpy(x.numpy())", "`torch.from_numpy`"),
    ],
)
def test_the_line_that_cuts_the_graph(line: str, word: str) -> None:
    found = told(*(asked(t(rand(n)), None, text=X2.format(line)) for n in SIZES))
    assert found is not None and (found.id, found.confidence) == ("graph_cut", "certain")
    assert "work.py line 2" in say(found.message) and word in say(found.message)


def test_a_helper_may_cut_the_graph() -> None:
    text = "def g(x):\n    with torch.no_grad():\n        return x * 2\n\ndef f(x):\n    return g(x)"
    found = told(*(asked(t(rand(n)), None, text=text) for n in SIZES))
    assert found is not None and found.id == "graph_cut" and "line 2" in say(found.message)


def test_what_is_only_compared_cuts_nothing() -> None:
    text = "def f(x):\n    if x.sum().item() > 0:\n        x = x * 2\n    return x.detach()"
    found = told(*(asked(t(rand(n)), None, text=text) for n in SIZES))
    assert found is not None and found.id == "graph_cut" and "line 4" in say(found.message)


def test_no_line_is_known_that_cuts_it() -> None:
    found = told(*(asked(t(rand(n)), None, text=X2.format("(x > 0) * 1.0")) for n in SIZES))
    assert found is not None and (found.id, found.message.id) == ("graph_cut", "diagnosis.graph_cut.unseen")


def test_a_result_without_a_graph() -> None:
    cases = [sight(t(rand(n), requires_grad=True), t(rand(n)), text=X2.format("x.detach() * 2")) for n in SIZES]
    assert id_of(*cases) == "graph_cut"


def test_part_of_it_is_a_constant() -> None:
    text = X2.format("(x * x.detach()).sum()")
    assert id_of(*(asked(t(rand(n)), t(rand(n, seed=1)), text=text) for n in SIZES)) == "graph_cut"
    wrong = [asked(t(rand(n)), t(rand(n, seed=1)), text=text, wrong_result=True) for n in SIZES]
    assert id_of(*wrong) is None


@pytest.mark.parametrize("kept", [0.0, 0.5])
def test_flat_functions_have_no_slope(kept: float) -> None:
    def case(n: int) -> Sight:
        e = rand(n) + 3
        return asked(t(e), t(np.where(np.arange(n) < kept * n, e, 0.0)), text=X2.format("torch.round(x)"))

    found = told(*map(case, SIZES))
    assert found is not None and found.id == "zero_gradient" and "round" in say(found.message)


def test_a_gradient_of_zeros_that_should_be_is_none() -> None:
    e = np.array([0.0, 2.0, 0.0, -1.0])
    assert id_of(asked(t(e), t(rand(4)), text=X2.format("torch.round(x)"))) is None
    turned = np.where(e == 0, 1.5, 0.0)
    assert id_of(asked(t(e), t(turned), text=X2.format("torch.round(x)"))) != "zero_gradient"


def test_a_gradient_of_zeros_that_no_line_explains() -> None:
    zeros = [asked(t(rand(n)), t(np.zeros(n)), text=X2.format("x.softmax(0).sum() * x")) for n in SIZES]
    assert id_of(*zeros) == "zero_gradient"
    zeros = [asked(t(rand(n)), t(np.zeros(n)), wrong_result=True) for n in SIZES]
    assert id_of(*zeros) != "zero_gradient"


def test_parameters_that_are_not_used() -> None:
    names = Mapping((("a.weight", t(rand(2))), ("b.weight", t(rand(3)))))
    half = Mapping((("a.weight", t(rand(2))), ("b.weight", None)))
    found = told(asked(names, half, "self.*.grad"), asked(names, half, "self.*.grad"))
    assert found is not None and found.id == "parameters_unused" and "`b.weight`" in say(found.message)
    assert id_of(asked(t(rand(4)), Absent(), "self.out.weight.grad")) == "parameters_unused"


def test_parameters_that_are_frozen() -> None:
    cases = [sight(t(rand(n), requires_grad=True), t(rand(n)), "self.head.weight") for n in SIZES]
    assert id_of(*cases) == "parameters_unused"


def test_a_tensor_that_should_require_grad() -> None:
    cases = [sight(t(rand(n), requires_grad=True), t(rand(n)), "model.head.weight") for n in SIZES]
    assert id_of(*cases) == "no_requires_grad"


def test_what_should_be_a_constant() -> None:
    assert id_of(*(asked(None, t(rand(n))) for n in SIZES)) == "not_detached"
    assert id_of(*(sight(t(rand(n)), t(rand(n), requires_grad=True)) for n in SIZES)) == "not_detached"


def test_a_parameter_that_should_not_be_used_is_no_constant() -> None:
    one = {"self.layers.1.weight": t(rand(4), requires_grad=True)}
    assert id_of(sight(None, t(rand(4)), "self.layers.1.weight.grad", ours=one, theirs=one)) is None


def test_losses_with_their_graphs() -> None:
    tensors = tuple(t(x, requires_grad=True) for x in (3.5, 2.5, 1.5))
    whole = sight(Sequence("list", (3.5, 2.5, 1.5)), Sequence("list", tensors))
    assert id_of(whole, whole) == "graph_kept"
    assert id_of(sight(3.5, tensors[0], "result.0")) == "graph_kept"
    assert id_of(sight(3.5, tensors[0])) == "tensor_not_number"
    assert id_of(*(sight(t(rand(n)), t(rand(n), requires_grad=True), "self.mean") for n in SIZES)) == "graph_kept"


def test_a_gradient_that_should_be_gone() -> None:
    cases = [asked(None, t(rand(n)), old=t(rand(n))) for n in SIZES]
    found = told(*cases)
    assert found is not None and found.message.id == "diagnosis.accumulated.stale"


def test_what_did_not_come_past_in_one_case_is_used() -> None:
    unused = asked(t(rand(4)), Absent(), "self.out.weight.grad")
    arrived = replace(asked(t(rand(5)), t(rand(5)), "self.out.weight.grad"), is_right=True)
    assert id_of(unused, unused) == "parameters_unused"
    assert id_of(unused, arrived) is None


def test_what_was_given_is_switched_off() -> None:
    def case(n: int) -> Sight:
        given = t(rand(n), requires_grad=True)
        return sight(given, t(rand(n)), "x", inputs={"x": given})

    found = told(*map(case, SIZES))
    assert found is not None and found.id == "no_requires_grad" and ".detach()" in say(found.message)


def test_gradients_that_are_cleared_outside_the_loop() -> None:
    text = "def f(o, n):\n    for _ in range(n):\n        {}\n        for b in batches:\n            {}\n"
    text += "            loss(b).backward()\n            o.step()"

    def cases(*lines: str) -> list[Sight]:
        return [sight(t(rand(n)), t(rand(n, seed=1)), text=text.format(*lines)) for n in SIZES]

    assert id_of(*cases("o.zero_grad()", "pass")) == "accumulated"
    assert id_of(*cases("pass", "o.zero_grad()")) is None


BACKWARD = "def f(x):\n    (x**2).sum().backward()\n    return x.grad"


def test_gradients_that_were_there_before() -> None:
    def case(n: int) -> Sight:
        e, old = rand(n), rand(n, seed=1)
        call = Call((Turn("result", "", ("f",)),), assign=(("x.grad", t(old)),))
        return sight(t(e), t(e + old), call=call, text=BACKWARD)

    assert id_of(*map(case, SIZES)) == "accumulated"


def test_backward_that_runs_several_times() -> None:
    text = "def f(x):\n    y = (x**2).sum()\n    y.backward(retain_graph=True)\n    y.backward()\n    return x.grad"
    found = told(*(sight(t(rand(n)), t(2 * rand(n)), text=text) for n in SIZES))
    assert found is not None and found.id == "accumulated" and "2 times" in say(found.message)
    assert id_of(*(sight(t(rand(n)), t(2 * rand(n)), text=BACKWARD) for n in SIZES)) == "factor_two"


def test_a_gradient_that_is_left_behind() -> None:
    cases = [sight(None, t(rand(n)), "x.grad", text=BACKWARD) for n in SIZES]
    assert id_of(*cases) == "accumulated"
    cleared = f"{BACKWARD}\n    x.grad = None"
    assert id_of(*(sight(None, t(rand(n)), "x.grad", text=cleared) for n in SIZES)) == "not_detached"


def test_steps_that_never_clear_a_gradient() -> None:
    text = "def f(o, n):\n    for _ in range(n):\n        loss().backward()\n        o.step()"
    cases = [sight(t(rand(n)), t(rand(n, seed=1)), text=text) for n in SIZES]
    assert id_of(*cases) == "accumulated"
    cleared = text.replace("loss()", "o.zero_grad()\n        loss()")
    assert id_of(*(sight(t(rand(n)), t(rand(n, seed=1)), text=cleared) for n in SIZES)) is None
