"""The law about another device, where there is one and where there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from grader.laws import same_on
from grader.model.calls import Call
from grader.model.record import Record
from grader.model.values import Mapping, Placed, Sequence, Tensor, Tree
from tests.laws.drawn import Draw, Drawn

EXERCISE = (
    "{class: Affine, init: {size: 3}, given: {x: {randn: [2, 3]}, names: [a, b], layer: {class: torch.nn.Linear, "
    "init: {in_features: 3, out_features: 3}}}, backward: random, needs: [cuda], laws: {same_on: [cuda]}}"
)
RIGHT = """
class Affine(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(size))
    def forward(self, x, names, layer):
        return layer(x) * self.weight + torch.ones(3, device=x.device)
"""


@pytest.fixture
def drawn(draw: Draw) -> Drawn:
    (only,) = draw(EXERCISE, RIGHT)
    return only


def test_everything_is_put_there(drawn: Drawn) -> None:
    ((call,),) = drawn.calls
    given = dict(call.given)
    assert isinstance(given["x"], Placed) and given["x"].device == "cuda"
    assert given["x"].content == dict(drawn.call.given)["x"]
    assert given["names"] == Sequence("list", ("a", "b"))
    assert all(isinstance(tree, Placed) and tree.device == "cuda" for _, tree in (*call.assign, *call.backward))
    moves = [(turn.owner, turn.names, turn.given) for turn in call.turns[:-1]]
    assert moves == [(root, ("to",), (("device", "cuda"),)) for root in ("layer", "self")]
    assert call.turns[-1].names == drawn.call.turns[-1].names
    assert set(call.observe) == {"result", "x.grad", "self.*.grad", "layer.*.grad"}


def on(call: Call, record: Record, device: str) -> Record:
    """The answer to ``call`` that a machine with that device gives."""

    def moved(tree: Tree) -> Tree:
        if isinstance(tree, Mapping):
            return replace(tree, items=tuple((key, moved(item)) for key, item in tree.items))
        return replace(tree, device=device) if isinstance(tree, Tensor) else tree

    return Record({path: moved(record.values[path]) for path in call.observe})


def test_the_same_is_the_same_there(drawn: Drawn) -> None:
    ((call,),) = drawn.calls
    (verdict,) = drawn.judge(drawn.expected, ((on(call, drawn.expected, "cuda:0"),),))
    assert verdict.passed
    stayed = on(call, drawn.expected, "cpu")
    (verdict,) = drawn.judge(drawn.expected, ((stayed,),))
    assert verdict.message and verdict.message.id == "same_on.other"
    assert verdict.message.parameters["expected"] == "cuda" and verdict.message.parameters["actual"] == "cpu"


@pytest.mark.parametrize("path", ["result", "x.grad", "self.*.grad", "layer.*.grad"])
def test_other_numbers_there_are_found(drawn: Drawn, path: str) -> None:
    ((call,),) = drawn.calls
    answer = on(call, drawn.expected, "cuda:0")
    answer.values[path] = _zeros(answer.values[path])
    (verdict,) = drawn.judge(drawn.expected, ((answer,),))
    assert verdict.message and verdict.message.id == "same_on.differs"
    assert verdict.message.parameters["place"] == path


def _zeros(tree: Tree) -> Tree:
    if isinstance(tree, Mapping):
        return replace(tree, items=tuple((key, _zeros(item)) for key, item in tree.items))
    assert isinstance(tree, Tensor)
    return replace(tree, data=bytes(len(tree.data)))


def test_what_is_handed_over_as_python_stays_where_it_is() -> None:
    tensor = Tensor("float32", (), bytes(4))
    for form in ("list", "tuple", "numpy"):
        call = Call((), given=(("x", Placed(tensor, form=form)),))
        (moved,) = same_on.vary(["cuda"], call, Record(), None)  # type: ignore[arg-type]
        assert moved.given == call.given


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_on_a_real_device(drawn: Drawn) -> None:
    assert drawn.message(RIGHT) is None
    found = drawn.message(RIGHT.replace(", device=x.device", ""))
    assert found and found.id == "laws.stopped"
    found = drawn.message(RIGHT.replace("return layer", "return 2 * layer").replace("2 *", "(1 + x.is_cuda) *"))
    assert found and found.id == "same_on.differs"
    found = drawn.message(RIGHT.replace("return layer(x)", "return 0 + (layer(x)").replace("device)", "device)).cpu()"))
    assert found and found.id == "same_on.other"
