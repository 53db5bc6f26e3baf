"""What a child is asked to do: complete calls, every number in them drawn by the grader."""

from __future__ import annotations

from dataclasses import dataclass

from grader.model.values import Tree


@dataclass(frozen=True, slots=True)
class Call:
    """One call of student or reference code, and what to observe after it.

    With ``class_name`` an object is built from ``init`` first and is ``self``; ``names`` is then its method, and empty
    for calling the object. ``assign`` puts values at paths before the call; ``backward`` holds a cotangent by path.
    """

    names: tuple[str, ...]
    class_name: str | None
    init: tuple[tuple[str, Tree], ...]
    given: tuple[tuple[str, Tree], ...]
    assign: tuple[tuple[str, Tree], ...]
    mode: str
    backward: tuple[tuple[str, Tree], ...]
    observe: tuple[str, ...]
    seed: int
    memory: int
