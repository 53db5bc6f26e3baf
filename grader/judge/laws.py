"""Laws: whether what a submission answered to several calls fits together. Its answers are hostile, as ever."""

from __future__ import annotations

from collections.abc import Mapping as Map
from collections.abc import Sequence as Many
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.judge.arrays import numbers_of, sliced
from grader.judge.case import NOT_MEASURED, situated
from grader.judge.causes import raised_message
from grader.judge.compare import Comparison
from grader.judge.form import form
from grader.judge.implied import as_implied
from grader.judge.looking import look
from grader.judge.tolerance import Rule
from grader.laws import LAWS
from grader.model.calls import Call
from grader.model.message import Message
from grader.model.path import Path
from grader.model.record import Raised, Record, Spent
from grader.model.result import Verdict
from grader.model.spec import Case, Demand
from grader.model.values import Absent, Tensor, Tree

LAWS_PATH = "laws"


def judge_laws(
    case: Case,
    call: Call,
    first: Record,
    calls: tuple[tuple[Call, ...], ...],
    answers: tuple[tuple[Record, ...], ...],
    inputs: Map[str, Tree],
    *,
    rtol: float | None = None,
    atol: float | None = None,
    measured: Map[str, float] = NOT_MEASURED,
    spent: Spent | None = None,
) -> tuple[Verdict, ...]:
    """A verdict for each law of ``case``, from the answer to ``call`` and those to each law's further ``calls``.

    ``spent`` is what the reference took of a device, all else as in ``judge_case``. Whatever the answers hold, nothing
    is raised. Where the first call ended in an exception there is nothing to say.
    """
    if first.raised is not None:
        return ()
    # How exact numbers can be the reference tells, and nobody else.
    told = replace(first, spent=spent)
    situation = situated(case, told, told, inputs, {}, (rtol, atol), {}, measured)
    rules = [situation.rule_of(as_implied(Path(root), case)) for root in case.results]
    # A law compares what stands at several places, and each may be rounded as much as the coarsest of the results.
    coarsest = max((allowed for rule in rules for allowed in rule.measured.values()), default=0.0)
    tools = Tools(replace(rules[0], measured={"": coarsest}))
    grouped = zip(case.laws, calls, answers, strict=True)
    return tuple(
        Verdict(LAWS_PATH, demand.name, _judge(demand, (call, *further), (first, *answered), tools), line=demand.line)
        for demand, further, answered in grouped
    )


def _judge(demand: Demand, calls: tuple[Call, ...], answers: tuple[Record, ...], tools: Tools) -> Message | None:
    raised = next((answer.raised for answer in answers if answer.raised is not None), None)
    if raised is not None:
        return _stopped(demand.name, raised)
    if len(calls) == 1:
        return None  # this draw left nothing to ask
    if len(answers) < len(calls):
        return Message("laws.unanswered", {"law": demand.name})
    with np.errstate(all="ignore"):
        return LAWS[demand.name].judge(demand.argument, calls, answers, tools)


def _stopped(law: str, raised: Raised) -> Message:
    """An exception in a further call: said so, since the first call went well."""
    if raised.stage == "step":
        return Message("laws.nothing", {"law": law, "path": raised.text})
    message = raised_message(raised)
    if not message.id.startswith("exception.") or message.id == "exception.memory":
        return message
    return Message("laws.stopped", {"type": raised.type, "text": raised.text, **message.parameters, "law": law})


@dataclass(frozen=True, slots=True)
class Tools:
    """What answers are judged with (``grader.laws.law.Judging``)."""

    rule: Rule

    def array(self, tree: Tree) -> NDArray[Any]:
        numbers = numbers_of(tree)
        if numbers is None:
            raise ValueError("no numbers")
        return np.array(numbers)

    def at(self, record: Record, path: Path) -> Tree:
        try:
            return sliced(look(record.values, path), path.subscript)
        except IndexError:
            return Absent()

    def take(self, tensor: Tensor, dim: int, positions: Many[int]) -> Tensor:
        # Of bfloat16 the raw halves are taken: widened, they would be numbers of another size.
        raw = "<u2" if tensor.dtype == "bfloat16" else np.dtype(tensor.dtype).newbyteorder("<")
        elements = np.frombuffer(tensor.data, raw) if tensor.data else np.empty(0, raw)
        taken = elements.reshape(tensor.shape).take(list(positions), axis=dim)
        return replace(tensor, shape=taken.shape, data=taken.tobytes())

    def compare(self, actual: Tree, wanted: Tree, *, loss: float = 1.0) -> Message | None:
        if (finding := form(actual, wanted)) is not None:
            return finding.message
        # What rounding may do grows with the root of the number of elements, so the loss goes in squared.
        elements = min(int(self.rule.elements * loss * loss) + 1, 1 << 62) if loss > 1 else self.rule.elements
        found = Comparison(replace(self.rule, elements=elements), exact_structure=True).find(actual, wanted, wanted)
        return None if found is None else found.message
