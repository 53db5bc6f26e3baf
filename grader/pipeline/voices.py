"""Who of the course can be asked about an exercise: from the course itself, or from what was recorded of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Protocol

from grader.model.message import Message
from grader.model.values import Tree
from grader.pipeline.references import References
from grader.pipeline.text import Files
from grader.pipeline.trusted import FaultError, Live, Recorded, Trusted, Witness
from grader.plan import read_file
from grader.recorded import NotRecordedError, Tape
from grader.sandbox import Session, Source


class Voices(Protocol):
    """``files`` are the reference's; None where they are not here, and were proved before."""

    @property
    def files(self) -> Files | None: ...

    @property
    def reference(self) -> Trusted: ...

    def variant(self, name: str) -> Trusted:
        """``also/NAME``. Raises ``FaultError`` where it is not there."""

    def file(self, name: str) -> Tree:
        """What a file beside the specification or the reference holds. Raises ``PlanError`` or ``FaultError``."""


@dataclass(slots=True)
class LiveVoices:
    """Each in a session of its own, which ends with ``sessions``; variants are opened when they are first asked for."""

    references: References
    open: Callable[[Source], Session]
    sessions: ExitStack
    witness: Witness | None = None
    _opened: dict[str, Trusted] = field(default_factory=dict)
    _reference: Trusted | None = None

    @property
    def files(self) -> Files | None:
        return self._solution.files

    @property
    def reference(self) -> Trusted:
        if self._reference is None:
            self._reference = Live(self._open(self._solution), witness=self.witness)
        return self._reference

    def variant(self, name: str) -> Trusted:
        if name not in self._opened:
            source = self.references.variant(name)
            if source is None:
                raise FaultError(Message("elsewhere.missing", {"name": name}))
            self._opened[name] = Live(self._open(source), name, self.witness)
        return self._opened[name]

    def file(self, name: str) -> Tree:
        return read_file(name, *self.references.folders)

    @property
    def _solution(self) -> Source:
        assert isinstance(self.references.solution, Source)
        return self.references.solution

    def _open(self, source: Source) -> Session:
        return self.sessions.enter_context(self.open(source))


@dataclass(frozen=True, slots=True)
class RecordedVoices:
    """What they answered is on ``tape``. ``home`` is the assignment's folder, from the course's."""

    tape: Tape
    home: str

    @property
    def files(self) -> Files | None:
        return None

    @property
    def reference(self) -> Trusted:
        return Recorded(self.tape, self.home)

    def variant(self, name: str) -> Trusted:
        return Recorded(self.tape, self.home, name)

    def file(self, name: str) -> Tree:
        if name not in self.tape.files:
            raise FaultError(Message("expected.other", {"home": self.home}))
        return self.tape.files[name]


def recorded_voices(references: References, exercise: str) -> Voices:
    """Those of the exercise with this id. Raises ``FaultError`` where none were recorded for what is here."""
    assert references.recording is not None
    home = references.recording.home
    if references.changed:
        file = f"{home}/{references.changed}"
        raise FaultError(Message("expected.changed", {"file": file, "home": home}))
    try:
        return RecordedVoices(references.recording.tape(exercise), home)
    except NotRecordedError as error:
        raise FaultError(Message("expected.unreadable", {"reason": str(error), "home": home})) from None
