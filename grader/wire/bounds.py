"""How large a frame may be. Everything that decoding allocates follows from these numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """``header`` and ``data`` in bytes; ``depth``, ``nodes`` and ``dimensions`` counted; ``string`` in characters.

    A buffer that stands in several places counts against ``data`` in each.
    ``requests`` admits the two nodes that only the grader may send (objects to build, and references to them).
    """

    header: int = 1 << 20
    data: int = 64 << 20
    depth: int = 16
    nodes: int = 10_000
    string: int = 100_000
    digits: int = 4_000
    dimensions: int = 16
    requests: bool = False


# What a child accepts from the grader, which it has no reason to distrust: drawn inputs may be large.
REQUEST = Bounds(header=64 << 20, data=16 << 30, depth=64, nodes=1_000_000, requests=True)
