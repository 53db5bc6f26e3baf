"""Puts every trial to a runner, and says of each whether it went as it must."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grader.errors import MachineError
from grader.model.calls import RESULT, Call, Turn
from grader.model.result import Cause
from grader.model.values import Sequence, Tensor, Tree
from grader.sandbox.child import Lost
from grader.sandbox.confinement import ISOLATED
from grader.sandbox.confining import Budget, Policy
from grader.sandbox.conformance.trials import TRIALS, Trial, module
from grader.sandbox.runner import Runner
from grader.sandbox.session import Answer, Session
from grader.sandbox.source import Source

_MEMORY = 512 << 20
_BUDGET = Budget(seconds=30, cpu=120, memory=_MEMORY, data=64 << 20)
# For what never ends, and for what ends by itself on a slow machine.
_QUICK, _PATIENT = 0.5, 20.0


@dataclass(frozen=True, slots=True)
class Finding:
    """``passed`` is None where the trial does not apply: only isolation would deny it, and it is not in force."""

    trial: Trial
    passed: bool | None
    said: str


def conform(runner: Runner, policy: Policy) -> Iterator[Finding]:
    """Every trial in order, in one session of ``runner``."""
    with Session(runner, Source("trials.py", module()), policy, _BUDGET) as session:
        for number, trial in enumerate(TRIALS):
            said = _said(session, number, trial)
            tier = session.confinement.tier if session.confinement else None
            applies = not trial.isolated or tier == ISOLATED
            yield Finding(trial, said == str(trial.expected) if applies else None, said)


def _said(session: Session, number: int, trial: Trial) -> str:
    call = Call((Turn(RESULT, "", (f"trial_{number}",)),), memory=_MEMORY)
    try:
        answers = session.run([call], _QUICK if trial.quick else _PATIENT).answers
    except MachineError as error:
        return str(error)
    return _in_words(answers[0]) if answers else f"not imported: {session.broken}"


def _in_words(answer: Answer) -> str:
    """A cause, the name of an exception, or a plain answer as Python writes it."""
    if isinstance(answer, Lost):
        return str(Cause(answer.cause))
    return answer.raised.type if answer.raised else _plain(answer.values.get("result"))


def _plain(tree: Tree) -> str:
    if isinstance(tree, Tensor) and tree.dtype == "float32" and tree.shape == ():
        return str(memoryview(tree.data).cast("B").cast("f")[0])
    return repr(tree.items if isinstance(tree, Sequence) else tree)
