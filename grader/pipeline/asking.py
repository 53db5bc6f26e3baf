"""Code of the course, asked only after an answer was wrong: the reference once more, and what others wrote wrong."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from types import TracebackType

from grader.errors import MachineError
from grader.model.calls import Call
from grader.model.record import Record
from grader.pipeline.references import References
from grader.pipeline.trusted import FaultError, Trusted
from grader.sandbox import Budget, Policy, Runner, Session, Source


class Asking:
    """Makes calls in children of their own, each of which starts with its first call and waits for more."""

    def __init__(self, references: References, runner: Runner, policy: Policy) -> None:
        self.references = references
        self._runner, self._policy = runner, replace(policy, require=None)
        self._sessions = ExitStack()
        self._opened: dict[int, tuple[Source, Trusted]] = {}

    def __enter__(self) -> Asking:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._sessions.close()

    def reference(self, call: Call, seconds: float) -> Record | None:
        """What the reference does; None where there is none, or none that answers in time."""
        solution = self.references.solution
        return self.of(solution, call, seconds) if isinstance(solution, Source) else None

    def of(self, source: Source, call: Call, seconds: float) -> Record | None:
        """What ``source`` does; None where it does not answer."""
        if id(source) not in self._opened:
            budget = Budget(seconds=seconds, cpu=100 * seconds, memory=call.memory, data=call.memory)
            session = Session(self._runner, source, self._policy, budget)
            self._opened[id(source)] = source, Trusted(self._sessions.enter_context(session))
        try:
            (answer,) = self._opened[id(source)][1].ask([call], seconds)
        except (FaultError, MachineError):
            return None
        return answer.record
