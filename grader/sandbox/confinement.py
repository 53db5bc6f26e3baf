"""What was in force for a child: forbidden things that it tried before student code came, and the tier they make."""

from __future__ import annotations

from dataclasses import dataclass

from grader.errors import MachineError, WireError
from grader.model.values import Tree
from grader.wire import Fields

ISOLATED, PROCESS, NONE = "isolated", "process", "none"


class ConfinementError(MachineError):
    """Isolation was required and is not to be had here."""


class DeviceError(MachineError):
    """A device that is here cannot be used by a child."""


@dataclass(frozen=True, slots=True)
class Confinement:
    """``denied`` by what was tried, in the words of ``confine.probe``.

    ``missing`` is why the child could not take a device, ``unusable`` why it could not use it, once it was confined.
    """

    denied: dict[str, bool]
    missing: str = ""
    unusable: str = ""

    @property
    def tier(self) -> str:
        """``isolated`` where everything was denied: what was observed, not what was asked for."""
        return ISOLATED if self.denied and all(self.denied.values()) else PROCESS

    @property
    def open(self) -> tuple[str, ...]:
        """What the child could do."""
        return tuple(name for name, was_denied in self.denied.items() if not was_denied)

    @classmethod
    def read(cls, answer: Tree) -> Confinement:
        """From a child's answer. Raises ``WireError``."""
        fields = Fields(answer)
        pairs = fields.named("denied")
        if not all(isinstance(value, bool) for _, value in pairs):
            raise WireError("malformed message: denied")
        return cls({name: bool(value) for name, value in pairs}, fields.text("missing"), fields.text("unusable"))

    def joined(self, other: Confinement | None) -> Confinement:
        """What was denied in both, if there is an ``other``; what was tried in one alone counts as it was there."""
        if other is None:
            return self
        denied = {**self.denied, **other.denied}
        return Confinement({name: was and self.denied.get(name, True) for name, was in denied.items()})
