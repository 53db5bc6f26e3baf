"""`unchanged_by`: adding to an input, or multiplying it, leaves the result as it is.

Softmax is the same for x and x + 100: whoever forgets to subtract the largest number gets infinity there. Before they
are compared, the default tolerance is widened by as much as the change made the input's numbers coarser. A result that
never changes, zero say, keeps this law by nature: `expect` is what fails it. With steps every step's result counts.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

from grader.checks.kind import Mention
from grader.laws.calls import PATH, PATHS, again, changed, fields, independent, paths_in, places, texts
from grader.laws.law import Judging, Law, LawError, Planning
from grader.laws.words import found_by
from grader.model.calls import Call
from grader.model.message import Message
from grader.model.path import Path
from grader.model.record import Record
from grader.model.values import Absent

if TYPE_CHECKING:
    from numpy.typing import NDArray


def vary(argument: object, call: Call, expected: Record, tools: Planning) -> tuple[Call, ...]:  # noqa: ARG001
    factor, term = _affine(argument)

    def change(numbers: NDArray[Any]) -> NDArray[Any]:
        if numbers.dtype.kind == "b" or (
            numbers.dtype.kind in "iu" and not (factor.is_integer() and term.is_integer())
        ):
            raise LawError(f"{_words(argument)} whole numbers or booleans does not give such again")
        if numbers.dtype.kind in "iu":
            return numbers * int(factor) + int(term)
        return numbers.astype("complex128" if numbers.dtype.kind == "c" else "float64") * factor + term

    other = call
    for path in independent(call, _inputs(argument)):
        other = changed(other, path, change, tools)
    return (again(other, *places(argument, call)),)


def judge(argument: object, calls: tuple[Call, ...], answers: tuple[Record, ...], tools: Judging) -> Message | None:
    for place in places(argument, calls[0]):
        before, after = (tools.at(record, place) for record in answers)
        if isinstance(before, Absent):
            return Message("unchanged_by.nothing", {"place": str(place)})
        finding = tools.compare(after, before, loss=_loss(argument))
        if finding is not None:
            shown = {"change": _words(argument), "input": ", ".join(map(str, _inputs(argument))), "place": str(place)}
            return found_by(finding, "unchanged_by.changed", "unchanged_by.other", shown)
    return None


def _loss(argument: object) -> float:
    """How much coarser the numbers got, for inputs of the usual size, about one."""
    factor, term = _affine(argument)
    return max(1.0, sqrt(term**2 + factor**2) / max(abs(factor), 1e-6))


def _affine(argument: object) -> tuple[float, float]:
    named = fields(argument)
    return float(str(named.get("multiply", 1.0))), float(str(named.get("add", 0.0)))


def _inputs(argument: object) -> tuple[Path, ...]:
    return tuple(map(Path.parse, texts(fields(argument)["to"])))


def _words(argument: object) -> str:
    """How the numbers are changed: ``adding 100 to``, ``multiplying by 2``."""
    named = fields(argument)
    parts = [f"multiplying by {named['multiply']}"] if "multiply" in named else []
    return " and ".join([*parts, *([f"adding {named['add']} to"] if "add" in named else [])])


def _names(argument: object) -> tuple[Mention, ...]:
    return paths_in(argument, "to", "in")


LAW = Law(
    name="unchanged_by",
    summary="adding to an input, or multiplying it, leaves the result as it is",
    schema={
        "type": "object",
        "required": ["to"],
        "properties": {
            "add": {"title": "a number", "type": "number"},
            "multiply": {"title": "a number", "type": "number"},
            "to": PATHS,
            "in": PATH,
        },
        "if": {"type": "object", "required": ["multiply"]},
        "else": {"required": ["add"]},
        "additionalProperties": False,
        "description": "`add` or `multiply` with a number, `to` with the input; `in` is the part of the result that "
        "is meant.",
    },
    vary=vary,
    judge=judge,
    messages={
        "unchanged_by.changed": "{change} every number of `{input}` should leave `{place}` as it is, and {count} of "
        "{total} numbers changed; the worst at {worst_at}: {worst_expected} before, {worst_actual} after",
        "unchanged_by.other": "{change} every number of `{input}` should leave `{place}` as it is, and it became "
        "something else",
        "unchanged_by.nothing": "there is nothing at `{place}` that could stay as it is",
    },
    example="""\
- id: softmax
  call: softmax
  let: {B: 1..6, C: 2..9}
  given: {x: {randn: [B, C]}}
  laws:
    unchanged_by: {add: 100.0, to: x}
""",
    names=_names,
)
