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

# It is trusted, and asked for as long as somebody wants to know: each call has its own limits.
_CPU, _MEMORY, _DATA = 24 * 3600.0, 1 << 30, 1 << 30


class Asking:
    """Makes calls in two children, each of which starts with its first call and waits for more.

    One has the reference, the other all else, one text after the other: where a child is a whole new interpreter, each
    of its own would take seconds.
    """

    def __init__(self, references: References, runner: Runner, policy: Policy) -> None:
        self.references = references
        self._runner, self._policy = runner, replace(policy, require=None)
        self._sessions = ExitStack()
        self._reference: Trusted | None = None
        self._others: Trusted | None = None
        self._other: Source | None = None

    def __enter__(self) -> Asking:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._sessions.close()

    def reference(self, call: Call, seconds: float) -> Record | None:
        """What the reference does; None where there is none, or none that answers in time."""
        solution = self.references.solution
        if not isinstance(solution, Source):
            return None
        if self._reference is None:
            self._reference = self._opened(solution, seconds)
        return _asked(self._reference, call, seconds)

    def of(self, source: Source, call: Call, seconds: float) -> Record | None:
        """What ``source``, another text of the course's, does; None where it does not answer."""
        if self._others is None:
            self._others = self._opened(source, seconds)
        elif self._other is not source:
            self._others.session.change(source)
        self._other = source
        return _asked(self._others, call, seconds)

    def _opened(self, source: Source, seconds: float) -> Trusted:
        session = Session(self._runner, source, self._policy, Budget(seconds, _CPU, _MEMORY, _DATA))
        return Trusted(self._sessions.enter_context(session))


def _asked(trusted: Trusted, call: Call, seconds: float) -> Record | None:
    try:
        (answer,) = trusted.ask([call], seconds)
    except (FaultError, MachineError):
        return None
    return answer.record
