"""Modes of a module, dropout, and measures averaged in another way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grader.diagnoses import Sight
from grader.model.calls import Call, Turn
from grader.model.record import Record
from grader.model.spec import Demand
from grader.model.values import Made, Sequence
from grader.reporters.wording import say
from tests.diagnoses.conftest import id_of, rand, sight, t, told

SIZES = (5, 8)
MEASURE = "def f(model, batches):\n{}    for x, y in batches:\n        n += (model(x) == y).sum()\n    return n"
MODEL = Call((Turn("result", "", ("f",)),), given=(("model", Made("Net", ())),))


def in_mode(mode: str, n: int, *, is_right: bool = False, text: str = "", name: str = "Net") -> Sight:
    call = Call((Turn("result", "self", (), mode=mode),), class_name=name)
    a = rand(n) if is_right else rand(n, seed=5)
    return sight(t(rand(n)), t(a), call=call, text=text, names=(name,), is_right=is_right)


def test_the_mode_that_a_model_is_left_in() -> None:
    found = told(*[sight(True, False, "model.training")] * 2)
    assert found is not None and found.id == "mode_left" and "model.train()" in say(found.message)
    assert id_of(sight(False, True, "model.training")) == "mode_left"
    assert id_of(sight(True, False, "model.ready")) is None


def test_measured_in_train_mode() -> None:
    cases = [sight(e, e / 3 + 0.1, text=MEASURE.format(""), call=MODEL) for e in (0.57, 0.83)]
    assert id_of(*cases) == "metrics_in_train"
    evaluated = MEASURE.format("    model.eval()\n")
    assert id_of(*(sight(e, e / 3 + 0.1, text=evaluated, call=MODEL) for e in (0.57, 0.83))) is None
    found = told(*[sight(False, True, "model.recorded", text=evaluated, call=MODEL)] * 2)
    assert found is not None and found.id == "metrics_in_train" and "no_grad" in say(found.message)


def test_a_mode_that_changes_nothing() -> None:
    wrong = [in_mode("eval", n) for n in SIZES]
    assert id_of(*wrong, in_mode("train", 6, is_right=True)) == "mode_ignored"
    text = "class Net:\n    def forward(self, x):\n        return x if self.training else 2 * x"
    asks = [in_mode("eval", n, text=text) for n in SIZES]
    right = in_mode("train", 6, is_right=True)
    assert id_of(*asks, right) != "mode_ignored"

    def trained(case: Sight) -> Sight:
        """The reference gives in train mode what the submission gives in eval mode."""

        def ask(call: Call) -> Record:
            return Record({"result": case.actual} if call.turns[0].mode == "train" else {})

        return replace(case, ask=ask)

    assert id_of(*map(trained, asks), right) == "mode_ignored"
    assert id_of(*wrong, in_mode("eval", 6, is_right=True)) != "mode_ignored"


def test_dropout_that_is_never_applied() -> None:
    text = "class Net(nn.Module):\n    def __init__(self):\n        self.drop = nn.Dropout(0.5)\n"
    unused, used = (f"{text}    def forward(self, x):\n        return {what}" for what in ("x", "self.drop(x)"))
    assert id_of(*(in_mode("train", n, text=unused) for n in SIZES)) == "dropout_unused"
    assert id_of(*(in_mode("train", n, text=used) for n in SIZES)) is None


def test_nothing_is_dropped() -> None:
    def case(n: int) -> Sight:
        x = rand(n) + 3
        return sight(t(np.where(np.arange(n) % 3 == 0, 0.0, x / 0.8)), t(x), text=text)

    text = "class Dropout(nn.Module):\n    def forward(self, x):\n        return x"
    assert id_of(*map(case, SIZES)) == "dropout_unused"
    text = "def relu(x):\n    return x"
    assert id_of(*map(case, SIZES)) is None


@pytest.mark.parametrize(("times", "word"), [(100, "percent"), (None, "len(x)")])
def test_a_share_on_another_scale(times: int | None, word: str) -> None:
    cases = [sight(e, e * (times or n), inputs={"x": t(rand(n, 2))}) for n, e in ((6, 0.5), (9, 1 / 3))]
    found = told(*cases)
    assert found is not None and found.id == "metric_scaled" and word in say(found.message)
    assert id_of(*(sight(e, e + 0.1, inputs={"x": t(rand(n, 2))}) for n, e in ((6, 0.5), (9, 1 / 3)))) is None


def test_a_mean_of_means() -> None:
    """The reference gives the mean of all numbers of all batches."""

    def numbers(batches: Sequence) -> list[np.ndarray]:
        return [np.frombuffer(item.items[0].data, "float32") for item in batches.items]

    def ask(call: Call) -> Record:
        return Record({"result": float(np.concatenate(numbers(dict(call.given)["batches"])).mean())})

    def case(seed: int) -> Sight:
        batches = Sequence("list", tuple(Sequence("tuple", (t(rand(n, seed=seed)),)) for n in (6, 6, 1)))
        each = [float(x.mean()) for x in numbers(batches)]
        return sight(
            float(np.concatenate(numbers(batches)).mean()), sum(each) / len(each), inputs={"batches": batches}, ask=ask
        )

    found = told(case(1), case(2))
    assert found is not None and found.message.id == "diagnosis.metric_scaled.means"


def test_a_mean_over_batches_that_the_text_shows() -> None:
    text = "def f(x, batch_size):\n    losses = [loss(b) for b in x.split(batch_size)]\n    return {}"
    by_batch, over_all = (text.format(what) for what in ("sum(losses) / len(losses)", "sum(losses) / len(x)"))
    assert id_of(*(sight(e, e + 0.3, text=by_batch) for e in (1.37, 2.11))) == "metric_scaled"
    assert id_of(*(sight(e, e + 0.3 * e**2, text=over_all) for e in (1.37, 2.11))) is None


def test_a_way_that_the_task_rules_out() -> None:
    def case(text: str, demand: Demand) -> Sight:
        one = sight(None, None, "source", text=text)
        return replace(one, case=replace(one.case, source=(demand,)))

    text = "import torch\ndef f(x):\n    return torch.softmax(x, 0)"
    found = told(case(text, Demand("forbid", ["softmax"])))
    assert found is not None and found.id == "forbidden" and "line 3" in say(found.message)
    assert id_of(case(text, Demand("forbid", ["mean"]))) is None
    assert id_of(case(text, Demand("require", ["exp"]))) == "forbidden"
