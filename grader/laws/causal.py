"""`causal`: what stands later along `dim` in these inputs changes nothing earlier in the result.

Attention with a mask, or a convolution that looks back only: where one position sees the next, training looks perfect
and generation is nonsense. Later positions get other numbers of the same range, from up to three cuts on, and what
stands before each cut must stay. A result that never changes keeps this law by nature: `expect` is what fails it. With
steps every step's result counts; tensors of a result that are not as long along `dim` as the inputs are passed over,
and so is a draw with a single position.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.checks.kind import Mention
from grader.laws.axes import axis_of, first_difference
from grader.laws.calls import DIM, PATH, PATHS, again, changed, paths_in, places
from grader.laws.draws import others
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
    for cut in _cuts(axis.size):

        def change(numbers: NDArray[Any], cut: int = cut) -> NDArray[Any]:
            new, drawn = numbers.copy(), others(numbers, tools.random)
            later = (*(slice(None),) * (axis.dim % numbers.ndim), slice(cut, None))
            new[later] = drawn[later]
            return new

        other = call
        for path in axis.inputs:
            other = changed(other, path, change, tools)
        calls.append(again(other, *where))
    return tuple(calls)


def judge(argument: object, calls: tuple[Call, ...], answers: tuple[Record, ...], tools: Judging) -> Message | None:
    axis, where = axis_of(argument, calls[0]), places(argument, calls[0])
    before = axis.shown(tools, answers[0], where)
    if not before:
        return Message("causal.nothing", {"size": axis.size, "dim": axis.dim})
    for cut, answer in zip(_cuts(axis.size), answers[1:], strict=True):

        def compare(first: Tensor, other: Tensor, cut: int = cut) -> Message | None:
            early = range(cut)
            return tools.compare(tools.take(other, axis.dim, early), tools.take(first, axis.dim, early))

        difference = first_difference(before, axis.shown(tools, answer, where), compare)
        if difference is not None:
            shown: dict[str, Parameter] = {"input": axis.words, "cut": cut, "place": difference.place, "dim": axis.dim}
            return found_by(difference.finding, "causal.sees", "causal.other", shown)
    return None


def _cuts(size: int) -> tuple[int, ...]:
    """The first position that is changed: early, in the middle, and the last one alone."""
    return tuple(sorted({1, size // 2, size - 1}))


def _names(argument: object) -> tuple[Mention, ...]:
    return paths_in(argument, "of", "in")


LAW = Law(
    name="causal",
    summary="what stands later in these inputs changes nothing earlier in the result",
    schema={
        "type": "object",
        "required": ["of", "dim"],
        "properties": {"of": PATHS, "dim": DIM, "in": PATH},
        "additionalProperties": False,
        "description": "`of` with the inputs, `dim` with the axis of time; `in` is the part of the result meant.",
    },
    vary=vary,
    judge=judge,
    messages={
        "causal.sees": "other numbers in `{input}` from position {cut} on (dim {dim}) change what `{place}` has before "
        "it: {count} of {total} numbers, the worst at {worst_at}: {worst_expected} before, {worst_actual} after; does "
        "a position see later ones?",
        "causal.other": "other numbers in `{input}` from position {cut} on (dim {dim}) give `{place}` another form",
        "causal.nothing": "expected a tensor with {size} positions along dim {dim} in the result, and there is none",
    },
    example="""\
- id: causal-attention
  call: causal_attention
  let: {B: 1..3, S: 3..8, D: 4..9}
  given: {q: {randn: [B, S, D]}, k: {randn: [B, S, D]}, v: {randn: [B, S, D]}}
  laws:
    causal: {of: [k, v], dim: 1}
""",
    names=_names,
    fits=has_axis,
)
