"""Every mistake of the catalogue: one planted, in several cases, gets the diagnosis of its name, on all of them.

A row is a mistake in a few words, the name of its diagnosis, and where it is planted: a row of the table of its family,
or cases that are made here.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pytest
import torch

from grader.diagnoses import RULES, Sight
from grader.model.calls import Call, Turn
from grader.model.diagnosis import MISTAKES
from grader.model.record import Raised
from grader.model.spec import Demand
from grader.model.values import Mapping as Tree
from grader.model.values import Sequence
from tests.diagnoses import (
    test_activations,
    test_dtypes,
    test_evaluating,
    test_formulas,
    test_gradients,
    test_graph,
    test_memory,
    test_modules,
    test_nothing,
    test_places,
    test_raised,
    test_ratios,
    test_shapes,
    test_steps,
)
from tests.diagnoses.conftest import rand, sight, t, told

SIZES = (5, 8)
FEWEST = 85
# Rows of the catalogue that have no rule, each with the reason.
NOT_IMPLEMENTED: Mapping[str, str] = {}
Planted = Callable[[], list[Sight]]


def row(family: object, name: str) -> Planted:
    """The cases of a row in the table of a family."""
    return lambda: family.ROWS[name][1]  # type: ignore[attr-defined, no-any-return]


def raises(mistake: Callable[[], object], text: str = "") -> Planted:
    """Two cases in which torch itself stops."""

    def planted() -> list[Sight]:
        try:
            mistake()
        except Exception as error:
            return [sight(t(rand(n)), None, raised=test_raised.raised(error), text=text) for n in SIZES]
        raise AssertionError("it did not stop")

    return planted


def stops(line: str, mistake: Callable[[], object], *before: str) -> Planted:
    """Two cases in which ``line`` raises what ``mistake`` raises."""
    return lambda: [test_graph.stopped(test_graph.raised_by(mistake), line, *before) for _ in SIZES]


def each(make: Callable[[int], Sight]) -> Planted:
    return lambda: [make(n) for n in SIZES]


def of_class(body: str, result: str, *there: str, wanted: tuple[str, ...]) -> Planted:
    """A module whose parameters are called ``there``, and should be called ``wanted``."""
    text = test_modules.CLASS.format(f"super().__init__()\n        {body}", result)
    return each(lambda _: test_modules.found_in(text, there, wanted))


def renamed(_: int) -> Sight:
    wanted = Tree((("hidden.weight", t(rand(2))), ("hidden.bias", t(rand(2)))))
    raised = test_modules.unset("self.hidden.weight", "", "fc1.weight", "fc1.bias")
    text = test_modules.CLASS.format("self.fc1 = nn.Linear(n, n)", "self.fc1(x)")
    return sight(t(rand(3)), None, raised=raised, text=text, names=("Net",), ours={"self.*": wanted})


def swapped(n: int) -> Sight:
    raised = test_modules.unset("self.hidden.weight", "shape", f"({n}, 3)", f"(3, {n})")
    return test_modules.module(test_modules.CLASS.format("self.hidden = nn.Linear(3, n)", "x"), raised)


def remade(_: int) -> Sight:
    text = test_modules.CLASS.format("super().__init__()\n        self.n = n", "nn.Linear(self.n, self.n)(x)")
    return test_modules.module(text, test_modules.unset("self.layer.weight", "empty"))


def warned(mistake: Callable[[], object], text: str) -> Planted:
    """Two cases in which torch warns, and gives nothing."""

    def planted() -> list[Sight]:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            mistake()
        texts = [str(each.message) for each in caught]
        return [sight(t(rand(n)), None, text=text, warnings=texts) for n in SIZES]

    return planted


def no_leaf() -> object:
    y = test_graph.leaf() * 2
    y.sum().backward()
    return y.grad


def scheduled_first() -> None:
    optimizer = torch.optim.SGD([torch.ones(2, requires_grad=True)], lr=0.1)
    torch.optim.lr_scheduler.StepLR(optimizer, 1).step()


def added(n: int) -> Sight:
    call = Call((Turn("result", "", ("f",)),), assign=(("x.grad", t(rand(n, seed=1))),))
    return sight(t(rand(n)), t(rand(n) + rand(n, seed=1)), call=call, text=test_gradients.BACKWARD)


def recorded(n: int) -> Sight:
    losses = tuple(t(x, requires_grad=True) for x in rand(n))
    return sight(Sequence("list", tuple(map(float, rand(n)))), Sequence("list", losses))


def unlearned(loss: float) -> Planted:
    text = "def f(x):\n    return F.cross_entropy(model(x), y)"
    return lambda: [sight(t(np.log(c) + 0.01), t(loss), text=text, drawn={"classes": c}) for c in (10, 11)]


def forbidden(_: int) -> Sight:
    one = sight(None, None, "source", text="import torch\ndef f(x):\n    return torch.softmax(x, 0)")
    return replace(one, case=replace(one.case, source=(Demand("forbid", ["softmax"]),)))


def share(n: int) -> Sight:
    return sight(1 / n, 1.0, inputs={"x": t(rand(n, 2))})


def deaf() -> list[Sight]:
    wrong = [test_evaluating.in_mode("eval", n) for n in SIZES]
    return [*wrong, test_evaluating.in_mode("train", 6, is_right=True)]


DROPOUT = (
    "class Net(nn.Module):\n    def __init__(self):\n        self.drop = nn.Dropout(0.5)\n"
    "    def forward(self, x):\n        return x"
)
MEASURED = [
    sight(e, e / 3 + 0.1, text=test_evaluating.MEASURE.format(""), call=test_evaluating.MODEL) for e in (2.3, 5)
]
SQUARED = "def f(x):\n    return x.detach() ** 2"
LATE = test_steps.TRAIN.format("pass", "optimizer.zero_grad()\n        optimizer.step()")
ROWS: dict[str, tuple[str, Planted]] = {
    # Nothing, or the wrong kind of thing, came back.
    "not written yet": ("not_written", row(test_nothing, "a body of pass")),
    "printed, not returned": ("printed", row(test_nothing, "printed")),
    "a function in the place of its result": ("not_called", row(test_nothing, "a function")),
    "a tuple in the place of one of its items": ("tuple_item", row(test_nothing, "values and indices")),
    "a list in the place of a tensor": ("not_a_tensor", row(test_nothing, "nested lists")),
    "a Python number in the place of a tensor": ("python_number", row(test_nothing, "item")),
    "a tensor in the place of a Python number": ("tensor_not_number", row(test_nothing, "no item")),
    "a float in the place of an int": ("float_not_int", row(test_nothing, "divided")),
    "too few values": ("wrong_length", row(test_nothing, "one item is missing")),
    # The wrong shape.
    "the transpose": ("transposed", row(test_shapes, "transposed")),
    "axes in another order": ("axes_permuted", row(test_shapes, "images with channels last")),
    "a view in the place of a transpose": ("reshaped", row(test_shapes, "viewed and not transposed")),
    "a dimension of one too many": ("extra_dimension", row(test_shapes, "kept dimension")),
    "a dimension of one too few": ("missing_dimension", row(test_shapes, "dropped dimension")),
    "stretched to (N, N)": ("broadcast", row(test_shapes, "stretched")),
    "a loss of each element": ("not_reduced", row(test_shapes, "not averaged")),
    "a mean too many": ("over_reduced", row(test_shapes, "averaged once more")),
    "only the first": ("first_only", row(test_shapes, "returned within the loop")),
    "a mean over another dimension": ("wrong_dimension", row(test_shapes, "the mean of rows")),
    "right but for the shape": ("only_shape", row(test_shapes, "flat")),
    "the end left out": ("end_missing", row(test_shapes, "without the last")),
    "the start left out": ("start_off", row(test_shapes, "without the first")),
    "a batch of one without its dimension": ("batch_squeezed", row(test_shapes, "squeezed")),
    "the sizes of the example": ("sizes_fixed", row(test_shapes, "the size of the example")),
    "the sequence before the batch": ("batch_first", row(test_shapes, "sequence first")),
    # The wrong dtype or device.
    "whole numbers in the place of floats": ("integers", row(test_dtypes, "whole numbers")),
    "double precision": ("double", row(test_dtypes, "from NumPy")),
    "the default dtype": ("default_dtype", row(test_dtypes, "a new tensor for doubles")),
    "True and False in the place of numbers": ("booleans", row(test_dtypes, "a comparison")),
    "decimals cut off": ("truncated", row(test_dtypes, "cut off")),
    "bytes that begin again": ("wrapped", row(test_dtypes, "wrapped round")),
    "labels that are no whole numbers": ("labels_not_long", row(test_dtypes, "labels as int32")),
    "left on another device": ("wrong_device", row(test_dtypes, "on the GPU")),
    "two devices meet": ("device_mixed", raises(lambda: torch.zeros(3, device="meta") + torch.zeros(3))),
    # The right shape with wrong numbers.
    "the sign": ("sign", row(test_ratios, "turned round")),
    "a sum in the place of a mean": ("sum_mean", row(test_ratios, "a sum for a mean")),
    "twice as much": ("factor_two", row(test_ratios, "twice")),
    "scores that are not scaled": ("unscaled_scores", row(test_formulas, "scores not scaled")),
    "a variance over another count": ("correction", row(test_ratios, "a spread over n")),
    "another logarithm": ("log_base", row(test_ratios, "the logarithm to base 10")),
    "the same amount too much": ("offset", row(test_ratios, "one too many")),
    "the bias left out": ("bias_missing", row(test_ratios, "a bias")),
    "scale and shift left out": ("affine_missing", row(test_formulas, "without scale and shift")),
    "eps outside the root": ("eps_place", row(test_formulas, "eps behind the root")),
    "the last function left out": ("activation_missing", row(test_activations, "relu missing")),
    "the last function twice": ("activation_twice", row(test_activations, "softmax twice")),
    "a softmax before cross-entropy": ("double_softmax", row(test_formulas, "two softmaxes")),
    "probabilities in the place of logarithms": (
        "nll_probabilities",
        row(test_formulas, "probabilities for their logarithms"),
    ),
    "a softmax over the batch": ("softmax_dimension", row(test_activations, "softmax over the batch")),
    "the arguments of a loss exchanged": ("swapped_arguments", row(test_formulas, "p for q")),
    "the other way round": ("reversed", row(test_places, "reversed columns")),
    "in another order": ("reordered", row(test_places, "halves exchanged")),
    "no numbers": ("not_finite", row(test_places, "NaN")),
    "memory that nobody wrote": ("uninitialised", row(test_places, "memory")),
    "made and never written": ("never_filled", row(test_places, "all zero")),
    "what was there before": ("old_content", row(test_places, "old content")),
    "wrong in one place": ("partly_wrong", row(test_places, "above the diagonal")),
    "the future in sight": ("no_causal_mask", row(test_formulas, "the future in sight")),
    "close, and not equal": ("nearly", row(test_places, "close")),
    "the other one of two equal ones": ("ties", row(test_places, "the last of ties")),
    "other pairs are rotated": ("rotary_layout", row(test_formulas, "halves rotated")),
    # Autograd.
    "nothing requires grad": (
        "no_requires_grad",
        stops("return x.sum().backward()", lambda: torch.ones(()).backward()),
    ),
    "the gradient of what was computed": (
        "non_leaf",
        warned(no_leaf, "def f(x):\n    y = x * 2\n    y.sum().backward()\n    return y.grad"),
    ),
    "the graph is cut": ("graph_cut", each(lambda n: test_gradients.asked(t(rand(n)), None, text=SQUARED))),
    "no backward": (
        "no_backward",
        each(lambda n: sight(t(rand(n)), None, text="def f(x):\n    y = (x**2).sum()\n    return x.grad")),
    ),
    "gradients that add up": ("accumulated", each(added)),
    "a step by a sum": (
        "loss_scaled",
        each(lambda n: test_steps.moved(n, n, test_steps.TRAIN.format("optimizer.zero_grad()", "optimizer.step()"))),
    ),
    "a gradient of zeros": (
        "zero_gradient",
        each(lambda n: test_gradients.asked(t(rand(n) + 3), t(np.zeros(n)), text="def f(x):\n    return x.round()")),
    ),
    "a gradient where none may be": ("not_detached", each(lambda n: test_gradients.asked(None, t(rand(n))))),
    "a parameter without a gradient": (
        "parameters_unused",
        each(lambda n: test_gradients.asked(t(rand(n)), None, "self.out.weight.grad")),
    ),
    "uphill": ("ascent", each(lambda n: test_steps.moved(n, -1, test_steps.STEP.format("w += lr * w.grad")))),
    "no step": (
        "step_size",
        each(lambda n: test_steps.moved(n, 0, test_steps.TRAIN.format("optimizer.zero_grad()", "pass"))),
    ),
    "an update that autograd records": ("update_in_graph", stops("x += 1", test_graph.add_to_leaf)),
    "backward twice": ("second_backward", stops("return y.backward()", test_graph.twice)),
    "a number overwritten that backward needs": ("in_place", stops("y += 1", test_graph.overwritten)),
    "backward from many numbers": (
        "not_scalar",
        stops("return (2 * x).backward()", lambda: (2 * test_graph.leaf()).backward()),
    ),
    "losses with their graphs": ("graph_kept", each(recorded)),
    # Modules and training.
    "super() left out": ("super_missing", raises(lambda: test_modules.Bare("module"))),
    "layers in a list": (
        "plain_list",
        of_class("self.layers = [nn.Linear(n, n)]", "x", "head.weight", wanted=("layers.0.weight", "head.weight")),
    ),
    "a tensor that is no parameter": ("plain_tensor", of_class("self.scale = torch.ones(n)", "x", wanted=("scale",))),
    "a layer made at every call": ("made_in_forward", each(remade)),
    "sizes of a layer exchanged": ("features_swapped", each(swapped)),
    "parameters of other names": ("parameter_names", each(renamed)),
    "a bias too many": (
        "bias_count",
        of_class("self.a = nn.Linear(n, n)", "x", "a.weight", "a.bias", wanted=("a.weight",)),
    ),
    "the same in eval mode": ("mode_ignored", deaf),
    "dropout that is never applied": (
        "dropout_unused",
        each(lambda n: test_evaluating.in_mode("train", n, text=DROPOUT)),
    ),
    "a model left in eval mode": ("mode_left", each(lambda _: sight(True, False, "model.training"))),
    "measured in train mode": ("metrics_in_train", lambda: MEASURED),
    "nothing is learned": (
        "never_learns",
        each(lambda n: test_steps.moved(n, 0, test_steps.TRAIN.format("optimizer.zero_grad()", "optimizer.step()"))),
    ),
    "a first loss that cannot be": ("initial_loss", unlearned(9.0)),
    "a measure on another scale": ("metric_scaled", each(share)),
    "an input that was changed": (
        "input_changed",
        each(lambda n: sight(t(rand(n)), t(rand(n) + 1), "x", inputs={"x": t(rand(n))}, text="def f(x):\n    x += 1")),
    ),
    "a copy in the place of a window": (
        "aliasing",
        each(lambda n: test_memory.shared(sight(t(rand(n)), t(rand(n)), inputs={"x": t(rand(2, n))}), ("x",), ())),
    ),
    "what the task rules out": ("forbidden", each(forbidden)),
    "the scheduler before the optimizer": ("scheduler_order", warned(scheduled_first, "def f(): ...")),
    "a name that nothing has": ("misspelt", raises(lambda: torch.arrange(3))),  # type: ignore[attr-defined]
}


@pytest.mark.parametrize(("expected", "planted"), ROWS.values(), ids=ROWS)
def test_a_planted_mistake_gets_its_name(expected: str, planted: Planted) -> None:
    sights = planted()
    found = told(*sights)
    assert found is not None and found.id == expected
    (rule,) = (rule for rule in RULES if rule.message == found.message.id)
    wrong = [replace(one, peers=tuple(sights)) for one in sights if not one.is_right]
    ways = [{finding.way for finding in rule.look(one)} for one in wrong]
    assert set.intersection(*ways), "one way explains all of its cases"


def test_every_row_has_a_mistake_of_its_own() -> None:
    names = [name for name, _ in ROWS.values()]
    assert len(names) == len(set(names)) >= FEWEST
    assert not NOT_IMPLEMENTED.keys() & set(names)
    assert set(names) <= MISTAKES


def test_what_has_no_row_is_a_fact() -> None:
    """What the rules know beside the catalogue is what Python and torch say when they stop, and a line left out."""
    rows = {name for name, _ in ROWS.values()}
    assert [rule.id for rule in RULES if rule.id not in rows and not rule.is_fact] == []


@pytest.mark.parametrize("text", ["a message that no rule knows", ""])
def test_what_stops_otherwise_has_no_name(text: str) -> None:
    case = sight(t(rand(3)), None, raised=Raised("call", "RuntimeError", (), text))
    assert told(case, case) is None
