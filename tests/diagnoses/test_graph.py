"""What torch says about the graph, from the torch that is installed, and gradients that nobody asked for."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch

from grader.diagnoses import Sight
from grader.model.calls import Call, Turn
from grader.model.record import Frame, Raised
from grader.model.values import Tree
from grader.reporters.wording import say
from tests.diagnoses.conftest import id_of, rand, sight, t, told

LEAF = t(rand(4), requires_grad=True)


def leaf() -> torch.Tensor:
    return torch.ones(3, requires_grad=True)


def twice() -> None:
    y = leaf().exp()
    y.sum().backward()
    y.sum().backward()


def overwritten() -> None:
    y = leaf().exp()
    y += 1
    y.sum().backward()


def number_overwritten() -> None:
    x, w = leaf(), torch.ones(3)
    y = x * w
    w += 1
    y.sum().backward()


def add_to_leaf() -> None:
    x = leaf()
    x += 1


def add_to_view() -> None:
    x = leaf()
    x[0] += 1


MISTAKES: dict[str, tuple[str, str, Callable[[], object]]] = {
    "nothing that requires grad": ("no_requires_grad", "return x.sum().backward()", lambda: torch.ones(()).backward()),
    "a vector": ("not_scalar", "return (2 * x).backward()", lambda: (2 * leaf()).backward()),
    "twice": ("second_backward", "return y.backward()", twice),
    "in place on a leaf": ("update_in_graph", "x += 1", add_to_leaf),
    "in place on a view of a leaf": ("update_in_graph", "x[0] += 1", add_to_view),
    "a result overwritten": ("in_place", "y += 1", overwritten),
    "a factor overwritten": ("in_place", "w += 1", number_overwritten),
}


def stopped(error: BaseException, line: str, *before: str, given: dict[str, Tree] | None = None) -> Sight:
    """A case in which ``line`` raised ``error`` after the lines ``before`` it."""
    text = "\n".join(["def f(x):", *(f"    {each}" for each in (*before, line))])
    frame = Frame("work.py", len(before) + 2, "f", line)
    raised = Raised("call", type(error).__name__, (), str(error), (frame,))
    return sight(t(rand(3)), None, raised=raised, text=text, inputs=given or {"x": t(rand(3))})


def raised_by(mistake: Callable[[], object]) -> BaseException:
    with pytest.raises(Exception) as caught:
        mistake()
    return caught.value


@pytest.mark.parametrize(("expected", "line", "mistake"), MISTAKES.values(), ids=MISTAKES)
def test_what_torch_raises(expected: str, line: str, mistake: Callable[[], object]) -> None:
    found = told(stopped(raised_by(mistake), line))
    assert found is not None and found.id == expected, raised_by(mistake)
    assert found.confidence == "certain" and "{" not in say(found.message)


def test_the_operation_that_needs_its_result_is_named() -> None:
    found = told(stopped(raised_by(overwritten), "y += 1"))
    assert found is not None and "`Exp`" in say(found.message)


NO_GRAPH = RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")


@pytest.mark.parametrize(
    ("expected", "word", "before"),
    [
        ("graph_cut", ".detach()", ("y = x.detach()",)),
        ("graph_cut", ".item()", ("y = x.item() ** 2",)),
        ("graph_cut", ".data", ("y = x.data ** 2",)),
        ("graph_cut", "torch.tensor", ("y = torch.tensor([x[0], x[1]])",)),
        ("graph_cut", "torch.no_grad", ("with torch.no_grad():", "    y = x ** 2")),
        ("no_requires_grad", "was not computed from", ("y = torch.tensor(3.0)",)),
    ],
)
def test_why_there_is_no_graph(expected: str, word: str, before: tuple[str, ...]) -> None:
    found = told(stopped(NO_GRAPH, "y.backward()", *before, given={"x": LEAF}))
    assert found is not None and found.id == expected and word in say(found.message)


def test_a_slope_has_no_graph_of_its_own() -> None:
    line = "(y,) = torch.autograd.grad(y.sum(), x)"
    found = told(stopped(NO_GRAPH, line, "y = x ** 2", given={"x": LEAF}))
    assert found is not None and found.id == "no_requires_grad" and "create_graph" in say(found.message)


def test_a_loop_over_one_graph_is_told_to_compute_again() -> None:
    found = told(stopped(raised_by(twice), "y.backward()", "for _ in range(2):"))
    assert found is not None and "each turn" not in say(found.message)
    text = "def f(x):\n    y = x.sum()\n    for _ in range(2):\n        y.backward()"
    raised = Raised("call", "RuntimeError", (), str(raised_by(twice)), (Frame("work.py", 4, "f", "y.backward()"),))
    found = told(sight(t(rand(3)), None, raised=raised, text=text))
    assert found is not None and "each turn" in say(found.message)


def test_no_backward_at_all() -> None:
    error = raised_by(lambda: leaf().grad.item())  # type: ignore[union-attr]
    assert id_of(stopped(error, "return leaf.grad.item()", "leaf = x ** 2")) == "no_backward"
    text = "def f(x):\n    y = (x**2).sum()\n    return x.grad"
    assert id_of(*(sight(t(rand(n)), None, text=text) for n in (3, 5))) == "no_backward"
    assert id_of(sight(t(rand(3)), None, text=text.replace("\n    return", "\n    y.backward()\n    return"))) is None


def test_a_parameter_without_a_gradient_is_none() -> None:
    error = raised_by(lambda: 0.1 * leaf().grad)  # type: ignore[operator]
    case = stopped(error, "p -= lr * p.grad", given={"p": LEAF})
    graded = replace(case, call=replace(case.call, assign=(("q.grad", LEAF),)))
    assert id_of(graded, graded) == "from_nothing"
    assert id_of(case, replace(case, is_right=True)) == "from_nothing"
    assert id_of(case, case) == "no_backward"


def test_a_name_that_was_given_to_a_new_tensor() -> None:
    error = raised_by(lambda: 0.1 * leaf().grad)  # type: ignore[operator]
    before = ("w = x", "(w * x).sum().backward()", "w = w - lr * w.grad")
    assert id_of(stopped(error, "w = w - lr * w.grad", *before)) == "update_in_graph"


def test_a_tensor_that_is_no_leaf() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        y = leaf() * 2
        y.sum().backward()
        assert y.grad is None
    texts = [str(each.message) for each in caught]
    text = "def f(x):\n    y = x * 2\n    y.sum().backward()\n    return y.grad"
    assert id_of(*(sight(t(rand(n)), None, text=text, warnings=texts) for n in (3, 5))) == "non_leaf"
    assert id_of(sight(t(rand(3)), t(rand(3)), text=text, warnings=texts)) is None


def test_a_gradient_that_the_grader_asks_for_is_not_the_students_to_compute() -> None:
    call = Call((Turn("result", "", ("f",)),), backward=(("result", t(np.ones(3))),))
    text = "def f(x):\n    return x.detach()"
    case = sight(t(rand(3)), None, "x.grad", call=call, text=text, ours={"result": t(rand(3))})
    assert id_of(case) != "no_backward"
