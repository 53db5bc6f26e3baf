"""Code of the course, asked only after an answer was wrong: the reference once more, and what others wrote wrong."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import cached_property
from types import TracebackType

from grader.errors import MachineError
from grader.model.calls import Call
from grader.model.diagnosis import Mistake
from grader.model.record import Record
from grader.model.spec import Exercise
from grader.pipeline.overlays import Overlay, overlays
from grader.pipeline.references import References
from grader.pipeline.trusted import FaultError, Live, Recorded, Trusted, Witness
from grader.pipeline.where import needed_device
from grader.recorded import SOLUTION, NotRecordedError, Tape
from grader.sandbox import Budget, Policy, Runner, Session, Source

WRONG = "wrong"
# It is trusted, and asked for as long as somebody wants to know: each call has its own limits.
_CPU, _MEMORY, _DATA = 24 * 3600.0, 1 << 30, 1 << 30


class Asking:
    """Makes calls in two children for each device, each of which starts with its first call and waits for more.

    One has the reference, the other all else, one text after the other: where a child is a whole new interpreter, each
    of its own would take seconds. Where the reference is not here, it is what was recorded that answers. ``witness``
    hears all that is answered.
    """

    def __init__(self, references: References, runner: Runner, policy: Policy, witness: Witness | None = None) -> None:
        self._references, self._witness = references, witness
        self._runner, self._policy = runner, replace(policy, require=None)
        self._sessions = ExitStack()
        self._reference: dict[str, Trusted] = {}
        self._others: dict[str, tuple[Session, Source]] = {}

    def __enter__(self) -> Asking:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._sessions.close()

    def reference(self, exercise: Exercise, call: Call) -> Record | None:
        """What the reference does; None where there is none, or none that answers in time."""
        if self._references.recording is not None:
            return _asked(self._recorded(exercise), call, exercise)
        solution = self._references.solution
        if not isinstance(solution, Source):
            return None
        device = self._device(exercise, call)
        if device not in self._reference:
            self._reference[device] = Live(self._opened(solution, exercise, device), witness=self._witness)
        return _asked(self._reference[device], call, exercise)

    def mistakes(self, exercise: Exercise) -> tuple[Mistake, ...]:
        """The author's own, of what this exercise calls, that have something to say."""
        if self._references.recording is not None:
            tape = self._tape(exercise)
            return () if tape is None else tape.mistakes
        return tuple(Mistake(each.name, each.text) for each in self.wrong(exercise) if each.text)

    def wrong(self, exercise: Exercise) -> list[Overlay]:
        """All of them, where they are here."""
        return [each for each in self._overlays.values() if each.concerns(exercise)]

    def mistaken(self, mistake: Mistake, exercise: Exercise, call: Call) -> Record | None:
        """What is done by whoever makes ``mistake``; None where it does not answer in time."""
        if self._references.recording is not None:
            return _asked(self._recorded(exercise, mistake.name), call, exercise)
        source = self._overlays[mistake.name].source
        device = self._device(exercise, call)
        session, asked = self._others.get(device) or (self._opened(source, exercise, device), source)
        if asked is not source:
            session.change(source)
        self._others[device] = session, source
        return _asked(Live(session, mistake.name, self._witness), call, exercise)

    @cached_property
    def _overlays(self) -> Mapping[str, Overlay]:
        """By name; what is wrong with those that are missing is for the audit to find."""
        solution, folder = self._references.solution, self._references.folders[1]
        if not isinstance(solution, Source):
            return {}
        return {each.name: each for each in overlays(folder, WRONG, solution) if isinstance(each, Overlay)}

    def _device(self, exercise: Exercise, call: Call) -> str:
        return call.device or needed_device(exercise, self._runner)

    def _opened(self, source: Source, exercise: Exercise, device: str) -> Session:
        budget = Budget(exercise.limits.seconds, _CPU, _MEMORY, _DATA, device)
        return self._sessions.enter_context(Session(self._runner, source, self._policy, budget))

    def _recorded(self, exercise: Exercise, name: str = SOLUTION) -> Trusted | None:
        tape, recording = self._tape(exercise), self._references.recording
        return None if tape is None or recording is None else Recorded(tape, recording.home, name)

    def _tape(self, exercise: Exercise) -> Tape | None:
        assert self._references.recording is not None
        try:
            return self._references.recording.tape(exercise.id)
        except NotRecordedError:
            return None


def _asked(trusted: Trusted | None, call: Call, exercise: Exercise) -> Record | None:
    if trusted is None:
        return None
    try:
        (answer,) = trusted.ask([call], exercise.limits.seconds)
    except (FaultError, MachineError):
        return None
    return answer.record
