"""`permutes`: permuting these inputs along `dim` permutes the result in the same way.

Each example of a batch is treated alike and by itself; a set has no order. Batch statistics where there should be none,
a result that hangs on the first example, or a loop that skips the last one break it. Two orders are tried: a random one
that leaves nothing in its place, and the reverse. A constant keeps this law by nature: `expect` is what fails it. With
steps every step's result counts; tensors of a result that are not as long along `dim` as the inputs are passed over,
and so is a draw with a single position.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from grader.checks.kind import Mention
from grader.laws.axes import axis_of, first_difference
from grader.laws.calls import DIM, PATH, PATHS, again, changed, paths_in, places
from grader.laws.fitting import has_axis
from grader.laws.law import Judging, Law, Planning
from grader.laws.words import found_by
from grader.model.calls import Call
from grader.model.message import Message, Parameter
from grader.model.record import Record
from grader.model.values import Tensor

if TYPE_CHECKING:
    from numpy.typing import NDArray


def vary(argument: object, call: Call, expected: Record, tools: Planning) -> tuple[Call, ...]:
    axis, where = axis_of(argument, call), places(argument, call)
    if axis.is_short(tools):
        return ()
    axis.must_be_shown(tools, expected, where)
    calls = []
    for order in _orders(axis.size, call.seed):

        def change(numbers: NDArray[Any], order: tuple[int, ...] = order) -> NDArray[Any]:
            return numbers.take(order, axis=axis.dim)

        other = call
        for path in axis.inputs:
            other = changed(other, path, change, tools)
        calls.append(again(other, *where))
    return tuple(calls)


def judge(argument: object, calls: tuple[Call, ...], answers: tuple[Record, ...], tools: Judging) -> Message | None:
    axis, where = axis_of(argument, calls[0]), places(argument, calls[0])
    before = axis.shown(tools, answers[0], where)
    if not before:
        return Message("permutes.nothing", {"size": axis.size, "dim": axis.dim})
    for order, answer in zip(_orders(axis.size, calls[0].seed), answers[1:], strict=True):

        def compare(first: Tensor, other: Tensor, order: tuple[int, ...] = order) -> Message | None:
            return tools.compare(other, tools.take(first, axis.dim, order))

        difference = first_difference(before, axis.shown(tools, answer, where), compare)
        if difference is not None:
            shown: dict[str, Parameter] = {
                "input": axis.words,
                "order": tuple(map(str, order[:_SHOWN])),
                "place": difference.place,
                "dim": axis.dim,
            }
            return found_by(difference.finding, "permutes.differs", "permutes.other", shown)
    return None


_SHOWN = 12


def _orders(size: int, seed: int) -> tuple[tuple[int, ...], ...]:
    """A random order in which nothing stays in its place, and the reverse. Both follow from the call."""
    round_trip = list(range(size))
    Random(seed).shuffle(round_trip)  # noqa: S311 - an order, and no secret
    following = dict(zip(round_trip, [*round_trip[1:], round_trip[0]], strict=True))
    return tuple(dict.fromkeys((tuple(following[i] for i in range(size)), tuple(reversed(range(size))))))


def _names(argument: object) -> tuple[Mention, ...]:
    return paths_in(argument, "of", "in")


LAW = Law(
    name="permutes",
    summary="permuting these inputs permutes the result in the same way",
    schema={
        "type": "object",
        "required": ["of", "dim"],
        "properties": {"of": PATHS, "dim": DIM, "in": PATH},
        "additionalProperties": False,
        "description": "`of` with the inputs, `dim` with the axis; `in` is the part of the result that is meant.",
    },
    vary=vary,
    judge=judge,
    messages={
        "permutes.differs": "`{input}` in another order along dim {dim} ({order}) should give `{place}` in that order; "
        "{count} of {total} numbers differ, the worst at {worst_at}: expected {worst_expected}, got {worst_actual}",
        "permutes.other": "`{input}` in another order along dim {dim} ({order}) gives `{place}` another form",
        "permutes.nothing": "expected a tensor with {size} positions along dim {dim} in the result, and there is none",
    },
    example="""\
- id: normalise-rows
  call: normalise_rows
  let: {N: 2..6, D: 3..9}
  given: {x: {randn: [N, D]}}
  laws:
    permutes: {of: x, dim: 0}
""",
    names=_names,
    fits=has_axis,
)
