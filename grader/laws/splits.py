"""`splits`: processing an input in parts, one after the other, gives what processing the whole gives.

A recurrent cell, attention with a cache, a decoder that reads piece by piece: what is carried from part to part must
hold all that the next one needs. `carry` says which item of each result goes into which argument of the next call; then
the first item is compared, unless `in` names another. A part of size 0 is left out. The calls are made on one object,
so that one which keeps its cache to itself needs no `carry`. A constant keeps this law by nature: `expect` is what
fails it. For cases without steps.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, cast

from grader.checks.kind import Mention, Role
from grader.laws.axes import Axis, axis_of, first_difference
from grader.laws.calls import DIM, PATH, PATHS, changed, fields, paths_in, single, unused
from grader.laws.fitting import has_axis, single_call
from grader.laws.law import Judging, Law, LawError, Planning
from grader.laws.words import found_by
from grader.model.calls import Call, Turn
from grader.model.message import Message, Parameter
from grader.model.path import Path
from grader.model.record import Record
from grader.model.spec import Case
from grader.model.values import Same, Tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray


def vary(argument: object, call: Call, expected: Record, tools: Planning) -> tuple[Call, ...]:
    single(call, "splits")
    axis = axis_of(argument, call)
    sizes = [tools.size(size) for size in cast("Sequence[object]", fields(argument)["parts"])]
    if min(sizes) < 0 or sum(sizes) != axis.size:
        written = ", ".join(map(str, sizes))
        raise LawError(f"parts of {written} do not make up {axis.size} positions along dim {axis.dim}")
    sizes = [size for size in sizes if size]
    if len(sizes) < 2 and axis.is_short(tools):
        return ()
    axis.must_be_shown(tools, expected, [_place(argument, call)])
    (turn,) = call.turns
    stem, given, turns = unused(call, "part"), call.given, list[Turn]()
    for number, (start, stop) in enumerate(pairwise(accumulate(sizes, initial=0))):
        sliced = _sliced(call, axis, start, stop, tools)
        names = {name: f"{stem}{number}_{name}" for name in dict(sliced)}
        given += tuple((names[name], tree) for name, tree in sliced)
        arguments = {name: _from(tree, names) for name, tree in turn.given}
        if number:
            arguments |= {name: Same(f"{stem}{number - 1}.{item}") for name, item in _carry(argument).items()}
        part = Turn(f"{stem}{number}", turn.owner, turn.names, tuple(arguments.items()))
        turns.append(part if number else replace(part, assign=turn.assign, mode=turn.mode))
    roots = tuple(part.name for part in turns)
    observe = tuple(str(Path(root, _place(argument, call).steps)) for root in roots)
    return (replace(call, given=given, turns=tuple(turns), backward=(), observe=observe, share=(), trace=False),)


def _sliced(call: Call, axis: Axis, start: int, stop: int, tools: Planning) -> list[tuple[str, Tree]]:
    """The inputs that are split, each with the positions from ``start`` to ``stop`` alone."""

    def change(numbers: NDArray[Any]) -> NDArray[Any]:
        return numbers.take(range(start, stop), axis=axis.dim)

    other = call
    for path in axis.inputs:
        other = changed(other, path, change, tools)
    roots = {path.root for path in axis.inputs}
    return [(name, tree) for name, tree in other.given if name in roots]


def _from(tree: Tree, names: Mapping[str, str]) -> Tree:
    """An argument that was an input, or a part of one, taken from that input's slice."""
    if not isinstance(tree, Same):
        return tree
    path = Path.parse(tree.path)
    return Same(str(replace(path, root=names.get(path.root, path.root))))


def judge(argument: object, calls: tuple[Call, ...], answers: tuple[Record, ...], tools: Judging) -> Message | None:
    axis, place = axis_of(argument, calls[0]), _place(argument, calls[0])
    whole = axis.shown(tools, answers[0], [place])
    if not whole:
        return Message("splits.nothing", {"place": str(place), "size": axis.size, "dim": axis.dim})
    parts = calls[1].results
    start = 0
    for number, (root, size) in enumerate(zip(parts, _sizes(calls[1], axis, parts), strict=True)):
        part = Axis(axis.dim, size, ())
        found = part.shown(tools, answers[1], [replace(place, root=root)])
        renamed = {f"{place.root}{name.removeprefix(root)}": tensor for name, tensor in found.items()}
        wanted = {name: tools.take(tensor, axis.dim, range(start, start + size)) for name, tensor in whole.items()}
        difference = first_difference(wanted, renamed, lambda first, other: tools.compare(other, first))
        if difference is not None:
            shown: dict[str, Parameter] = {"input": axis.words, "place": difference.place, "part": number + 1}
            shown |= {"parts": len(parts), "first": start, "last": start + size - 1}
            return found_by(difference.finding, "splits.differs", "splits.other", shown)
        start += size
    return None


def _sizes(call: Call, axis: Axis, parts: Sequence[str]) -> list[int]:
    """How long each part was made."""
    names = [f"{part}_{axis.inputs[0].root}" for part in parts]
    paths = [replace(axis.inputs[0], root=name) for name in names]
    return [axis_of({"of": str(path), "dim": axis.dim}, call).size for path in paths]


def _carry(argument: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", fields(argument).get("carry", {}))


def _place(argument: object, call: Call) -> Path:
    named = fields(argument)
    if "in" in named:
        return Path.parse(str(named["in"])).object
    return Path(call.turns[0].name, ("0",) if _carry(argument) else ())


def _names(argument: object) -> tuple[Mention, ...]:
    sizes = [size for size in cast("Sequence[object]", fields(argument)["parts"]) if isinstance(size, str)]
    return (*paths_in(argument, "of", "in"), *(Mention(Role.SIZE, size) for size in sizes))


def _fits(argument: object, case: Case) -> None:
    single_call("splits")(argument, case)
    has_axis(argument, case)


LAW = Law(
    name="splits",
    summary="processing an input in parts gives what processing the whole gives",
    schema={
        "type": "object",
        "required": ["of", "dim", "parts"],
        "properties": {
            "of": PATHS,
            "dim": DIM,
            "parts": {
                "title": "a list of sizes",
                "type": "array",
                "minItems": 2,
                "items": {"title": "a size", "type": ["integer", "string"]},
            },
            "carry": {
                "title": "arguments, each with the item of the result that goes into it",
                "type": "object",
                "minProperties": 1,
                "additionalProperties": {"title": "an item", "type": ["integer", "string"], "minimum": 0},
            },
            "in": PATH,
        },
        "additionalProperties": False,
        "description": "`of` with the inputs, `dim` with the axis, `parts` with their sizes along it; `carry` with the "
        "argument that an item of the result goes into; `in` is the part of the result that is meant.",
    },
    vary=vary,
    judge=judge,
    messages={
        "splits.differs": "`{input}` in {parts} parts should give what the whole gives; from part {part} (positions "
        "{first} to {last}) {count} of {total} numbers of `{place}` differ, the worst at {worst_at}: expected "
        "{worst_expected}, got {worst_actual}",
        "splits.other": "`{input}` in {parts} parts should give what the whole gives; from part {part} (positions "
        "{first} to {last}) `{place}` has another form",
        "splits.nothing": "expected a tensor with {size} positions along dim {dim} at `{place}`, and there is none",
    },
    example="""\
- id: running-sum
  call: running_sum
  let: {B: 1..3, S: 4..8}
  given: {x: {randn: [B, S]}, start: {zeros: [B]}}
  laws:
    splits: {of: x, dim: 1, parts: [S-2, 1, 1], carry: {start: 1}}
""",
    names=_names,
    fits=_fits,
)
