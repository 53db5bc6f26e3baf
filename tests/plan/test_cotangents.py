"""What is sent backwards has the shape of what the reference returned, and begins where a gradient can."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from grader.model.record import Record
from grader.model.values import Sequence, Tensor, Tree
from grader.plan import Draft, PlanError

Draw = Callable[..., list[Draft]]


def tensor(*shape: int, dtype: str = "float32", requires_grad: bool = True) -> Tensor:
    return Tensor(dtype, shape, np.ones(shape, dtype).tobytes(), requires_grad=requires_grad)


def sent(drafts: Draw, backward: str, result: Tree, given: str = "x: {randn: [3]}") -> dict[str, Tree]:
    (draft,) = drafts(f"- {{id: o, call: f, given: {{{given}}}, backward: {backward}}}")
    values = {path: result for path in draft.survey.observe if path == "result"}
    return dict(draft.complete(Record(values)).backward)


@pytest.mark.parametrize("backward", ["{randn: [3]}", "ones", "[1.0, 2.0, 3.0]", "2.0", "$x"])
def test_a_cotangent_of_the_right_shape_is_sent(drafts: Draw, backward: str) -> None:
    assert list(sent(drafts, backward, tensor(3))) == ["result"]


@pytest.mark.parametrize("backward", ["{result: {randn: [4]}}", "{tensor: [1.0, 2.0, 3.0, 4.0]}", "$x"])
def test_one_of_another_shape_is_refused(drafts: Draw, backward: str) -> None:
    with pytest.raises(PlanError, match=r"^o: backward: result: expected a cotangent of shape \(3,\), .* got \(4,\)$"):
        sent(drafts, backward, tensor(3), "x: {randn: [4]}")


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (2.0, "a `float`"),
        (None, "a `NoneType`"),
        (tensor(2, dtype="int64", requires_grad=False), "a tensor of int64"),
        (tensor(2, requires_grad=False), "a tensor that requires no gradient"),
        (Sequence("list", (1, 2)), "no tensor in a `list`"),
        (Sequence("tuple", (tensor(2, requires_grad=False),)), "no tensor that requires a gradient in a `tuple`"),
    ],
)
def test_a_result_that_no_gradient_can_begin_at_is_named(drafts: Draw, result: Tree, said: str) -> None:
    with pytest.raises(PlanError) as error:
        sent(drafts, "random", result)
    assert str(error.value) == f"o: backward: result: the reference solution has {said}, so no gradient can begin there"


def test_a_path_that_leads_nowhere_is_refused(drafts: Draw) -> None:
    with pytest.raises(PlanError, match=r"^o: backward: result\.5: the reference solution has nothing there"):
        sent(drafts, "{result.5: random}", tensor(3))


def test_a_case_of_whole_numbers_has_no_gradients_to_check(drafts: Draw) -> None:
    whole = tensor(3, dtype="int64", requires_grad=False)
    assert sent(drafts, "random", whole, "x: {randint: [3], from: 0..9}") == {}
