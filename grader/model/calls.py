"""What a child is asked to do: complete calls, every number in them drawn by the grader."""

from __future__ import annotations

from dataclasses import dataclass

from grader.model.values import Tree

RESULT = "result"


@dataclass(frozen=True, slots=True)
class Turn:
    """One call on the objects that are there; what it returns is the root ``name`` afterwards.

    ``owner`` is the path of the object whose method is called, empty for a function of the submission; ``names`` are
    the accepted names, none for calling the owner itself. ``assign`` is put in place before, ``mode`` (``train``,
    ``eval``, or empty for leaving it) set on every module.
    """

    name: str
    owner: str
    names: tuple[str, ...]
    given: tuple[tuple[str, Tree], ...] = ()
    assign: tuple[tuple[str, Tree], ...] = ()
    mode: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """Calls of student or reference code on objects of their own, and what to observe after the last.

    First the inputs ``given`` are built, then with ``class_name`` the object ``self`` from ``init``; ``assign`` puts
    values at paths, and the ``turns`` follow. ``backward`` holds a cotangent by path. Names with a dot are imported.
    ``observe`` are paths; of those in ``share`` it is said whose memory they use. With ``trace`` the names of what is
    called are noted, which takes time. ``precision`` is torch's default dtype during the call, where it is another.
    On ``device``, where it is not empty, come all tensors that are built and all modules, but for what says itself
    where it is.
    """

    turns: tuple[Turn, ...]
    class_name: str | None = None
    init: tuple[tuple[str, Tree], ...] = ()
    given: tuple[tuple[str, Tree], ...] = ()
    assign: tuple[tuple[str, Tree], ...] = ()
    backward: tuple[tuple[str, Tree], ...] = ()
    observe: tuple[str, ...] = (RESULT,)
    seed: int = 0
    memory: int = 1 << 30
    share: tuple[str, ...] = ()
    trace: bool = False
    precision: str = ""
    device: str = ""

    @property
    def results(self) -> tuple[str, ...]:
        """The roots of what the turns return."""
        return tuple(dict.fromkeys(turn.name for turn in self.turns))
