"""What a runner said about itself before any student code ran."""

from __future__ import annotations

from dataclasses import dataclass

from grader.model.values import Tree
from grader.wire import Fields


@dataclass(frozen=True, slots=True)
class Facts:
    """Versions, the device types that torch can use here (``cpu`` first) and the back end."""

    python: str
    torch: str
    numpy: str
    devices: tuple[str, ...]
    backend: str

    @classmethod
    def read(cls, tree: Tree, backend: str) -> Facts:
        fields = Fields(tree)
        return cls(fields.text("python"), fields.text("torch"), fields.text("numpy"), fields.texts("devices"), backend)
