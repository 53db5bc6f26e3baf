"""What the grader says, as records: an id and parameters. Wording happens where it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Parameter: TypeAlias = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """``id`` names a template (``shape.differs``); ``parameters`` fill it. Student text is only ever a parameter.

    ``said`` is what was said where a result was made; whoever reads it back may lack the template.
    """

    id: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    said: str = ""
