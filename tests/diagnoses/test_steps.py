"""Steps of training: their direction, their length, and that there are any."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
import torch

from grader.diagnoses import Sight
from grader.model.calls import Call, Turn
from grader.model.values import Mapping, Sequence
from grader.reporters.wording import say
from tests.diagnoses.conftest import id_of, rand, sight, t, told

SIZES = (5, 8)
STEP = "def f(w):\n    loss(w).backward()\n    with torch.no_grad():\n        {}"
TRAIN = "def f(model, optimizer, x, n):\n    for _ in range(n):\n        {}\n        loss.backward()\n        {}"


def moved(n: int, factor: float, text: str = "", *, more: np.ndarray | None = None, old: bool = False) -> Sight:
    """A parameter that the reference moves by ``step``, and the submission by ``factor`` times that and ``more``."""
    before, step = rand(n), 0.1 * rand(n, seed=3)
    after = before + factor * step + (0 if more is None else more)
    grads = (("w.grad", t(rand(n, seed=4))),) if old else ()
    call = Call((Turn("result", "", ("f",)),), assign=grads)
    inputs = {"w": t(before, requires_grad=True)}
    e, a = (t(x, requires_grad=True) for x in (before + step, after))
    return sight(e, a, "w", inputs=inputs, text=text, call=call, drawn={"n": n})


def test_uphill() -> None:
    assert id_of(*(moved(n, -1, STEP.format("w += lr * w.grad")) for n in SIZES)) == "ascent"
    found = told(*(moved(n, -1.4, STEP.format("w += lr * w.grad")) for n in SIZES))
    assert found is not None and found.id == "ascent" and "line 4" in say(found.message)
    assert id_of(*(moved(n, -1.4) for n in SIZES)) is None


def test_a_name_that_moves_in_the_place_of_a_parameter() -> None:
    text = STEP.format("w = w - lr * w.grad")
    assert id_of(*(moved(n, 0, text) for n in SIZES)) == "step_size"
    recorded = "def f(w):\n    loss(w).backward()\n    w = w - lr * w.grad"
    assert id_of(*(moved(n, 0, recorded) for n in SIZES)) == "update_in_graph"


def test_a_step_that_is_missing_or_by_zero() -> None:
    assert id_of(*(moved(n, 0, TRAIN.format("optimizer.zero_grad()", "pass")) for n in SIZES)) == "step_size"
    late = TRAIN.format("pass", "optimizer.zero_grad()\n        optimizer.step()")
    assert id_of(*(moved(n, 0, late) for n in SIZES)) == "zero_gradient"
    right = TRAIN.format("optimizer.zero_grad()", "optimizer.step()")
    assert id_of(*(moved(n, 0, right) for n in SIZES)) == "never_learns"
    assert id_of(*(moved(n, 0, "def f(w):\n    return w") for n in SIZES)) is None


def test_the_length_of_a_step() -> None:
    text = TRAIN.format("optimizer.zero_grad()", "optimizer.step()")
    assert id_of(*(moved(n, 0.37, text) for n in SIZES)) == "step_size"
    assert id_of(*(moved(n, n, text) for n in SIZES)) == "loss_scaled"
    assert id_of(*(moved(n, 1 / n, text) for n in SIZES)) == "loss_scaled"


def test_a_step_by_old_gradients_too() -> None:
    text = TRAIN.format("pass", "optimizer.step()")
    found = told(*(moved(n, 1, text, more=-0.3 * rand(n, seed=4), old=True) for n in SIZES))
    assert found is not None and (found.id, found.message.id) == ("accumulated", "diagnosis.accumulated.step")


def test_pieces_of_a_batch_that_nobody_weighs() -> None:
    text = (
        "def f(o, batches):\n    for x, y in batches:\n        loss(x, y).backward()\n    o.zero_grad()\n    o.step()"
    )
    assert id_of(*(moved(n, 1, text, more=rand(n, seed=9)) for n in SIZES)) == "loss_scaled"


def test_a_step_that_goes_roughly_the_right_way() -> None:
    text = "def f(w, lr):\n    with torch.no_grad():\n        w -= lr * w.grad"
    found = told(*(moved(n, 0.6, text, more=0.01 * rand(n, seed=9)) for n in SIZES))
    assert found is not None and found.id == "step_size"
    assert id_of(*(moved(n, 0.6, more=0.01 * rand(n, seed=9)) for n in SIZES)) is None


def test_all_parameters_of_a_model_are_looked_at_together() -> None:
    before = {"weight": rand(3, 2), "bias": rand(3)}
    assign = tuple((f"model.{name}", t(x)) for name, x in before.items())
    call = Call((Turn("result", "", ("f",)),), assign=assign)

    def tree(factor: float) -> Mapping:
        return Mapping(tuple((name, t(x + factor * x**2)) for name, x in before.items()))

    assert id_of(sight(tree(0.1), tree(-0.1), "model.*", call=call)) == "ascent"
    mixed = Mapping((tree(0.1).items[0], tree(-0.1).items[1]))
    assert id_of(sight(tree(0.1), mixed, "model.*", call=call)) is None


def curve(*losses: float) -> Sequence:
    return Sequence("list", losses)


def test_curves_of_losses() -> None:
    right = curve(2.5, 1.25, 0.75, 0.5)
    text = TRAIN.format("optimizer.zero_grad()", "pass")
    level = [sight(right, curve(2.5, 2.5, 2.5, 2.5), text=text)] * 2
    assert id_of(*level) == "never_learns"
    late = TRAIN.format("pass", "optimizer.zero_grad()\n        optimizer.step()")
    assert id_of(sight(right, curve(2.5, 2.5, 2.5, 2.5), text=late)) == "zero_gradient"
    text = TRAIN.format("optimizer.zero_grad()", "optimizer.step()")
    assert id_of(sight(right, curve(2.5, 1.9, 1.6, 1.3), text=text)) == "step_size"
    assert id_of(sight(right, curve(2.1, 1.9, 1.6, 1.3), text=text)) is None


def test_an_optimizer_made_before_the_model_moves() -> None:
    text = "def f(model):\n    o = torch.optim.SGD(model.parameters(), lr=1)\n    model.to('meta')\n    return o"
    path = "result.param_groups.0.params.0.device"
    assert id_of(*[sight("meta", "cpu", path, text=text)] * 2) == "never_learns"
    assert id_of(sight("meta", "cpu", "result.device", text=text)) is None


def test_a_scheduler_before_its_optimizer() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        optimizer = torch.optim.SGD([torch.ones(2, requires_grad=True)], lr=0.1)
        torch.optim.lr_scheduler.StepLR(optimizer, 1).step()
    texts = [str(each.message) for each in caught]
    assert id_of(*(sight(t(rand(n)), t(rand(n, seed=1)), warnings=texts) for n in SIZES)) == "scheduler_order"
    assert id_of(*(sight(t(rand(n)), t(rand(n, seed=1))) for n in SIZES)) is None


@pytest.mark.parametrize(("loss", "expected"), [(9.0, "initial_loss"), (0.3, "initial_loss"), (2.3, None)])
def test_the_first_loss(loss: float, expected: str | None) -> None:
    text = "def f(x):\n    return F.cross_entropy(model(x), y)"
    cases = [sight(t(np.log(c) + 0.01), t(loss), text=text, drawn={"classes": c}) for c in (10, 11)]
    assert id_of(*cases) == expected
