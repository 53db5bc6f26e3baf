"""`like`: equal to what the reference has here, or to what is somewhere else.

Numbers agree within a tolerance that follows from the dtype and the size of the sum behind them; integers, booleans
and text agree exactly, NaN and infinity by position and sign. `rtol` and `atol` beside it replace the tolerance.

After it stand `reference`, a path, a function or class of torch that takes the place of the student's, a variant of the
reference (`also/NAME`), or a file of the assignment.
"""

from __future__ import annotations

from grader.checks.kind import REFERENCE, Evidence, Kind, Mention, Observation, Role
from grader.model.message import Message
from grader.model.path import Path
from grader.model.values import Absent, Tree

_FILES = (".npy", ".safetensors", ".json", ".txt")


def judge(argument: object, evidence: Evidence) -> Message | None:
    if evidence.path.root == "raises":
        return _judge_raised(evidence)
    wanted = model_of(argument, evidence)
    if argument != REFERENCE and isinstance(wanted, Absent):
        return Message("like.nothing", {"path": str(argument)})
    return evidence.compare(wanted, exact_structure=True)


def model_of(argument: object, evidence: Evidence) -> Tree:
    """What the value is compared with."""
    if argument == REFERENCE:
        return evidence.expected
    name = str(argument)
    return evidence.elsewhere(name) if is_elsewhere(name) else evidence.at(Path.parse(name))


def is_elsewhere(name: str) -> bool:
    """Whether ``name`` is no path: something of torch, a variant of the reference, or a file."""
    return name.startswith(("torch.", "also/")) or name.endswith(_FILES)


def _judge_raised(evidence: Evidence) -> Message | None:
    actual, expected = evidence.actual_raised, evidence.expected_raised
    if actual is None or expected is None:
        return None if expected is None else Message("like.no_exception", {"expected": expected.type})
    if expected.type in (actual.type, *actual.bases):
        return None
    return Message("like.exception", {"expected": expected.type, "actual": actual.type, "text": actual.text})


def _names(argument: object) -> tuple[Mention, ...]:
    if argument == REFERENCE:
        return ()
    name = str(argument)
    return (Mention(Role.ELSEWHERE if is_elsewhere(name) else Role.PATH, name),)


KIND = Kind(
    name="like",
    summary="equal to what the reference has, or to what is somewhere else",
    schema={
        "type": "string",
        "minLength": 1,
        "description": "`reference`, a path such as `x` or `result.0[:, 1]`, `torch.…`, `also/NAME`, or a file.",
    },
    observes=frozenset({Observation.VALUE, Observation.EXCEPTION, Observation.ELSEWHERE}),
    judge=judge,
    messages={
        "like.nothing": "there is nothing at `{path}` to compare with",
        "like.no_exception": "expected the exception {expected}, and none was raised",
        "like.exception": "expected the exception {expected}, got {actual}: {text}",
    },
    example="""\
- id: identity
  call: identity
  let: {N: 2..6}
  given: {x: {randn: [N]}}
  expect:
    result: {like: x, rtol: 0, atol: 0}
""",
    compares=True,
    names=_names,
    each=False,
    replaces=True,
    undecided=frozenset({"like.nothing"}),
)
