"""What was observed of one call. A record is a claim of the process that made it, and is judged as such."""

from __future__ import annotations

from dataclasses import dataclass, field

from grader.model.origin import Spot
from grader.model.values import Tree


@dataclass(frozen=True, slots=True)
class Frame:
    """One line of the student's own code in a traceback.

    ``spot`` is where it is in what was handed in, if the text was made of that: set by whoever made it, never sent.
    """

    file: str
    line: int
    function: str
    text: str
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Raised:
    """Why a call ended early.

    ``stage`` is ``import``, ``find`` (no such function or class: ``text`` is the name, ``names`` those that are there),
    ``build`` (the constructor), ``set`` (``text`` is the path, ``names`` those that are there; its type is ``shape``,
    or ``empty`` where the object holds nothing at all), ``step`` (nothing is at the path ``text``, which the step that
    is the only name takes), ``call``, ``backward`` or ``observe`` (the result is too large to look at). An ``OSError``
    has as its only name the module and function that raised it.
    """

    stage: str
    type: str = ""
    bases: tuple[str, ...] = ()
    text: str = ""
    frames: tuple[Frame, ...] = ()
    names: tuple[str, ...] = ()


# How many calls a trace names at most.
LONGEST_TRACE = 10_000


@dataclass(frozen=True, slots=True)
class Trace:
    """What was called, by name and in order: ``torch.mean``, ``Tensor.backward``, ``step``.

    ``calls`` is cut at ``LONGEST_TRACE``; ``operators`` counts what torch dispatched.
    """

    calls: tuple[str, ...] = ()
    operators: int = 0


@dataclass(frozen=True, slots=True)
class Spent:
    """What a call took of ``device``, by torch's own events and counters: seconds, and bytes at its peak.

    Both are 0 where the device does not tell. With ``tf32`` its products may be coarser than float32, as was switched
    on in it. With ``is_broken`` the process can use the device no more: what went wrong there stays wrong.
    """

    device: str
    seconds: float = 0.0
    memory: int = 0
    tf32: bool = False
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """``values`` by the path asked for, after the call; ``same`` names roots that are the very object at a path.

    ``shares`` names roots whose memory overlaps that of the path; ``trace`` is there where it was asked for, and
    ``spent`` where the call had a device beside the CPU.
    """

    values: dict[str, Tree] = field(default_factory=dict)
    same: dict[str, tuple[str, ...]] = field(default_factory=dict)
    raised: Raised | None = None
    warnings: tuple[str, ...] = ()
    shares: dict[str, tuple[str, ...]] = field(default_factory=dict)
    trace: Trace | None = None
    spent: Spent | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The record of one call, how many seconds it took, and what it printed."""

    record: Record
    seconds: float
    printed: str
