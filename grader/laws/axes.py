"""The axis that a law speaks of: how long the inputs are along it, and which tensors of a result have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from grader.laws.calls import fields, independent, tensors_sent, texts
from grader.laws.law import Judging, LawError, Planning
from grader.model.calls import Call
from grader.model.message import Message
from grader.model.path import Path
from grader.model.record import Record
from grader.model.values import Tensor, tensors_in


@dataclass(frozen=True, slots=True)
class Axis:
    """Axis ``dim``, along which every tensor of the inputs at ``inputs`` has ``size`` positions."""

    dim: int
    size: int
    inputs: tuple[Path, ...]

    @property
    def words(self) -> str:
        """The inputs as a message names them."""
        return ", ".join(map(str, self.inputs))

    def is_short(self, tools: Planning) -> bool:
        """Whether this draw has no two positions to tell apart. Raises ``LawError`` where no draw ever has."""
        if self.size < 2 and not tools.is_drawn:
            raise LawError(
                f"with {self.size} positions along dim {self.dim} it says nothing; let there be two at least"
            )
        return self.size < 2

    def on(self, tensor: Tensor) -> bool:
        """Whether ``tensor`` has this axis, as long as the inputs are."""
        has = -len(tensor.shape) <= self.dim < len(tensor.shape)
        return has and tensor.shape[self.dim] == self.size

    def shown(self, tools: Judging | Planning, record: Record, places: Iterable[Path]) -> dict[str, Tensor]:
        """The tensors that have this axis at these places of a record, by their own path."""
        found = [(place, hit) for place in places for hit in tensors_in(tools.at(record, place))]
        return {f"{place}{below}": tensor for place, (below, tensor) in found if self.on(tensor)}

    def must_be_shown(self, tools: Planning, record: Record, places: Iterable[Path]) -> None:
        """Raise ``LawError`` where the reference's results have no tensor to look at."""
        if not self.shown(tools, record, places):
            raise LawError(
                f"no tensor of the result has {self.size} positions along dim {self.dim}, as the inputs have"
            )


def axis_of(argument: object, call: Call) -> Axis:
    """The axis after ``dim`` of the inputs after ``of``. Raises ``LawError`` where they have none in common."""
    named = fields(argument)
    dim = int(str(named["dim"]))
    inputs = independent(call, tuple(map(Path.parse, texts(named["of"]))))
    sizes = {}
    for place, tensor in [found for path in inputs for found in tensors_sent(call, path)]:
        if not -len(tensor.shape) <= dim < len(tensor.shape):
            raise LawError(f"`{place}` of shape {tensor.shape} has no dim {dim}")
        sizes[str(place)] = tensor.shape[dim]
    if not sizes:
        raise LawError(f"`{inputs[0]}` is no tensor")
    if len(set(sizes.values())) > 1:
        lengths = ", ".join(f"`{place}` {size}" for place, size in sizes.items())
        raise LawError(f"the inputs are not equally long along dim {dim}: {lengths}")
    return Axis(dim, next(iter(sizes.values())), inputs)


@dataclass(frozen=True, slots=True)
class Difference:
    """The tensor at ``place`` is not as it should be; ``finding`` is None where none of its shape is there."""

    place: str
    finding: Message | None


def first_difference(
    before: dict[str, Tensor], after: dict[str, Tensor], compare: Callable[[Tensor, Tensor], Message | None]
) -> Difference | None:
    """The first tensor of ``before`` that ``compare``, given it and its counterpart, finds something about."""
    for place, tensor in before.items():
        other = after.get(place)
        if other is None or other.shape != tensor.shape:
            return Difference(place, None)
        if (finding := compare(tensor, other)) is not None:
            return Difference(place, finding)
    return None
