"""Inputs that were changed, and memory that is shared or is not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grader.diagnoses import Sight
from grader.model.calls import Call, Turn
from grader.model.values import Mapping, Sequence, Tree
from grader.reporters.wording import say
from tests.diagnoses.conftest import id_of, rand, sight, t, told

SIZES = (4, 7)
CHANGES = {
    "x += 1": 2,
    "x.relu_()": 2,
    "x[0] = 0": 2,
    "x.view(-1)[0] += 1": 2,
    "y = x\n    y[:, -1] = 0": 3,
    "return x": None,
}


def shared(one: Sight, reference: tuple[str, ...], submission: tuple[str, ...]) -> Sight:
    """The same case, in which the result uses the memory of these inputs."""
    records = (
        replace(record, shares={"result": names} if names else {})
        for record, names in ((one.reference, reference), (one.submission, submission))
    )
    return replace(one, **dict(zip(("reference", "submission"), records, strict=True)))


@pytest.mark.parametrize(("line", "number"), CHANGES.items())
def test_an_input_that_is_another_one_afterwards(line: str, number: int | None) -> None:
    def case(n: int) -> Sight:
        return sight(t(rand(n)), t(rand(n) + 1), "x", inputs={"x": t(rand(n))}, text=f"def f(x):\n    {line}")

    found = told(*map(case, SIZES))
    assert found is not None and (found.id, found.confidence) == ("input_changed", "certain")
    assert (f"line {number}" in say(found.message)) is (number is not None)


def test_a_wrong_result_may_come_from_a_changed_input() -> None:
    def case(n: int, after: Tree) -> Sight:
        inputs = {"x": t(rand(n))}
        return sight(t(rand(n)), t(rand(n, seed=2)), inputs=inputs, ours={"x": t(rand(n))}, theirs={"x": after})

    assert id_of(*(case(n, t(rand(n) + 1)) for n in SIZES)) == "input_changed"
    assert id_of(*(case(n, t(rand(n))) for n in SIZES)) is None


def test_a_dictionary_that_was_written_into() -> None:
    batch, other = (Mapping((("image", t(rand(3) + more)),)) for more in (0, 1))
    assert id_of(sight(batch, other, "batch", inputs={"batch": batch})) == "input_changed"


def test_an_input_that_should_change_and_changes_otherwise() -> None:
    cases = [sight(t(rand(n) + 2), t(rand(n) * rand(n, seed=4)), "x", inputs={"x": t(rand(n))}) for n in SIZES]
    assert id_of(*cases) is None


def test_a_copy_where_a_window_is_asked_for() -> None:
    cases = [sight(t(rand(n)), t(rand(n)), inputs={"x": t(rand(2, n))}) for n in SIZES]
    assert id_of(*(shared(case, ("x",), ()) for case in cases)) == "aliasing"
    found = told(*(shared(case, (), ("x",)) for case in cases))
    assert found is not None and found.message.id == "diagnosis.aliasing.shared"
    assert id_of(*(shared(case, ("x",), ("x",)) for case in cases)) is None


def test_what_is_kept_moves_along() -> None:
    def case(n: int) -> Sight:
        call = Call((Turn("kept", "", ("f",)), Turn("change", "x", ("zero_",))))
        seen = {"x": t(np.zeros(n))}
        e, a = t(rand(n)), t(np.zeros(n))
        return sight(e, a, "kept", call=call, inputs={"x": t(rand(n))}, ours=seen, theirs=seen)

    assert id_of(*map(case, SIZES)) == "aliasing"


def test_what_is_written_into_a_copy() -> None:
    text = "def f(array):\n    whole = torch.tensor(array)\n    whole[0] = 1"
    cases = [sight(t(rand(n) + 1), t(rand(n)), "array", inputs={"array": t(rand(n))}, text=text) for n in SIZES]
    assert id_of(*cases) == "aliasing"


def test_a_state_that_is_no_copy() -> None:
    text = "class Keep:\n    def a(self, model):\n        self.s = model.state_dict()\n"
    text += "    def b(self, model):\n        model.load_state_dict(self.s)"

    def case(n: int, text: str) -> Sight:
        inputs = {"model": t(rand(n))}
        return sight(t(rand(n) + 1), t(rand(n, seed=3)), "model", inputs=inputs, text=text, names=("Keep",))

    assert id_of(*(case(n, text) for n in SIZES)) == "aliasing"
    for shallow in ("model.state_dict().copy()", "dict(model.state_dict())"):
        assert id_of(*(case(n, text.replace("model.state_dict()", shallow)) for n in SIZES)) == "aliasing"
    copied = text.replace("model.state_dict()", "deepcopy(model.state_dict())")
    assert id_of(*(case(n, copied) for n in SIZES)) is None


def test_what_an_earlier_step_gave_is_what_a_later_one_gives() -> None:
    call = Call(tuple(Turn(name, "", ("f",)) for name in ("before", "train", "after")))

    def case(n: int) -> Sight:
        later = {"after": t(rand(n, seed=2))}
        return sight(t(rand(n)), t(rand(n, seed=2)), "before", call=call, ours=later, theirs=later)

    assert id_of(*map(case, SIZES)) == "aliasing"


@pytest.mark.parametrize(
    ("given", "after", "copy"),
    [
        (t(rand(3)), t(rand(3) + 1), "`x.clone()`"),
        (
            replace(t(rand(3)), type_name="numpy.ndarray"),
            replace(t(rand(3) + 1), type_name="numpy.ndarray"),
            "`x.copy()`",
        ),
        (Sequence("list", (1, 2)), Sequence("list", (1, 3)), "`x.copy()`"),
        (Sequence("list", (t(rand(2)),)), Sequence("list", (t(rand(2) + 1),)), "`copy.deepcopy(x)`"),
    ],
    ids=["tensor", "array", "list", "list-of-tensors"],
)
def test_how_a_copy_is_made(given: Tree, after: Tree, copy: str) -> None:
    found = told(sight(given, after, "x", inputs={"x": given}))
    assert found is not None and found.id == "input_changed" and copy in say(found.message)
