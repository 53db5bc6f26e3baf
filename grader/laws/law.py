"""What a law is: what must hold between several calls of the same code, as each file beside this one says it.

A law asks for further calls, changed from the one that was made, and judges what came of them. It sees only what its
submission answered, never the reference's answer: a law holds by itself, and the reference must keep it too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from grader.checks.kind import Mention
from grader.model.calls import Call
from grader.model.message import Message
from grader.model.path import Path
from grader.model.record import Record
from grader.model.spec import Case
from grader.model.values import Tensor, Tree

if TYPE_CHECKING:
    from numpy.random import RandomState
    from numpy.typing import NDArray


class LawError(Exception):
    """The law cannot be applied to this call: the specification's fault. ``str()`` says why."""


class Planning(Protocol):
    """What further calls are made with. A law imports no NumPy: arrays come from here, and have their own methods."""

    @property
    def random(self) -> RandomState:
        """The law's own frozen stream for this drawn case."""

    @property
    def is_drawn(self) -> bool:
        """Whether the case has drawn numbers, so that a size too small for the law may be larger in another draw."""

    def size(self, written: object) -> int:
        """A whole number, a name of ``let``, or arithmetic of them. Raises ``LawError``."""

    def array(self, tree: Tree) -> NDArray[Any]:
        """The numbers of a tensor, a number or nested lists, in memory of their own. Raises ``ValueError``."""

    def tensor(self, array: NDArray[Any], like: Tensor) -> Tensor:
        """``array`` as a tensor with everything else as ``like`` has it."""

    def at(self, record: Record, path: Path) -> Tree:
        """What ``record`` has at ``path``, its slice applied; ``Absent`` where there is nothing."""

    def double(self, call: Call) -> Call:
        """``call`` with every floating number in float64, and torch's default dtype too."""


class Judging(Protocol):
    """What answers are judged with. Trees are hostile; nothing here raises but ``array``."""

    def array(self, tree: Tree) -> NDArray[Any]:
        """The numbers of a tensor, a number or nested lists, in memory of their own. Raises ``ValueError``."""

    def at(self, record: Record, path: Path) -> Tree:
        """What ``record`` has at ``path``, its slice applied; ``Absent`` where there is nothing."""

    def take(self, tensor: Tensor, dim: int, positions: Sequence[int]) -> Tensor:
        """Those positions along an axis that ``tensor`` has."""

    def compare(self, actual: Tree, wanted: Tree, *, loss: float = 1.0) -> Message | None:
        """Compare form and numbers within the case's tolerance; None where they agree.

        ``loss`` is how many times as far as usual rounding may have carried, where the law itself made numbers coarser.
        """


def _no_devices(argument: object) -> tuple[str, ...]:  # noqa: ARG001 (most laws need none)
    return ()


def _anywhere(argument: object, case: Case) -> None:
    """Most laws can stand in any case."""


@dataclass(frozen=True, slots=True)
class Law:
    """One law.

    ``schema`` is the JSON Schema of what may stand after its name, ``names`` the names in it, ``example`` an exercise
    that uses it, in YAML. ``vary`` makes the further calls from the argument, the call and the record of it that the
    reference gave (for shapes): none where this draw leaves nothing to ask; it raises ``LawError`` where no draw could.
    ``judge`` gets the argument, all calls and the answers to them, the original ones first, and says what is wrong, or
    None; ``messages`` are its templates by id. An answer that raised never reaches it. ``devices`` are those that a
    machine must have for it. ``fits`` raises ``LawError`` where the case that it stands in shows already that the law
    cannot be applied.
    """

    name: str
    summary: str
    schema: Mapping[str, object]
    vary: Callable[[object, Call, Record, Planning], tuple[Call, ...]]
    judge: Callable[[object, tuple[Call, ...], tuple[Record, ...], Judging], Message | None]
    messages: Mapping[str, str]
    example: str
    names: Callable[[object], tuple[Mention, ...]]
    devices: Callable[[object], tuple[str, ...]] = _no_devices
    fits: Callable[[object, Case], None] = _anywhere
