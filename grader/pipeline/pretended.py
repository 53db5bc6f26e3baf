"""Hints for exercises that need a device which is not here: their calls are made once as if it were.

Never points: the exercise stays left out, whatever comes of it, and a child that is lost meanwhile costs nothing else.
Nothing is said unless the reference itself gives its answer there, and unless what stopped is one of the three mistakes
that a device shows: a tensor of the CPU among its own, NumPy, a result that is left on the CPU.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from grader.checks.kind import ANY
from grader.diagnoses import OWN_WORDS
from grader.errors import MachineError
from grader.laws import LAWS
from grader.model.calls import Call
from grader.model.devices import DEVICES
from grader.model.diagnosis import Confidence, Diagnosis
from grader.model.message import Message, Parameter
from grader.model.pretended import pretending
from grader.model.record import Raised, Record
from grader.model.result import Cause, ExerciseResult
from grader.model.values import Tree, tensors_in
from grader.pipeline.asking import Asking
from grader.plan import Draft, ExercisePlan, PlanError, law_calls
from grader.sandbox import Budget, ConfinementError, Policy, Runner, Session, Source
from grader.score import Attempt

# So many cases of an exercise are tried, the first draw of each.
_MOST = 4
_BYTES = 64 << 20
_HOPELESS = frozenset({Cause.IMPORT, Cause.INTERRUPTED, Cause.CONFINEMENT, Cause.MACHINE})
# Whoever asks what is here, perhaps as the file is imported, was told that nothing is.
_ASKS = re.compile(rb"\b(is_available|device_count|current_accelerator|is_built)\b")
_NAME = re.compile(r"[A-Za-z_][\w.]{0,60}", re.ASCII)
_MIXED = re.compile(r"^Expected all tensors to be on the same device, but found at least two devices, \w+:0 and cpu!$")
_NUMPY = re.compile(r"^can't convert \w+:0 device type tensor to numpy\.")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A call as if ``device`` were here, and what the reference gives there; ``free`` may lie anywhere."""

    call: Call
    device: str
    wanted: Record
    free: frozenset[str]


class Pretending:
    """Looks for device mistakes on a machine without the device. What is asked is found once for all submissions."""

    def __init__(self, asking: Asking, runner: Runner, policy: Policy) -> None:
        self._asking, self._runner, self._policy = asking, runner, policy
        self._known: dict[str, tuple[_Asked, ...]] = {}

    def hints(
        self,
        plans: Iterable[ExercisePlan],
        absent: Mapping[str, Attempt],
        attempts: Mapping[str, Attempt],
        source: Source,
    ) -> dict[str, Diagnosis]:
        """By exercise id, for those that are ``absent`` for want of a device and nothing else.

        ``attempts`` are those at all others: what did not load, or was stopped, is not tried and waited for again.
        """
        lacking = {name: device for name, each in absent.items() if (device := _device(each))}
        wanted = [plan for plan in plans if plan.exercise.id in lacking and not plan.problem]
        if any(each.cause in _HOPELESS for each in attempts.values()):
            return {}
        if not wanted or any(_ASKS.search(content) for _, content in source.files):
            return {}
        try:
            asked = {plan.exercise.id: self._asked(plan, lacking[plan.exercise.id]) for plan in wanted}
            tried = [plan for plan in wanted if asked[plan.exercise.id]]
            return self._tried(tried, asked, source) if tried else {}
        except (MachineError, ConfinementError, KeyboardInterrupt):
            return {}

    def _tried(
        self, plans: Sequence[ExercisePlan], asked: Mapping[str, Sequence[_Asked]], source: Source
    ) -> dict[str, Diagnosis]:
        limits = [plan.exercise.limits for plan in plans]
        seconds = [each.seconds for each in limits]
        budget = Budget(max(seconds), sum(seconds), max(each.memory for each in limits), _BYTES)
        found = {}
        with Session(self._runner, source, self._policy, budget) as session:
            for plan in plans:
                calls = asked[plan.exercise.id]
                observed = session.run([each.call for each in calls], plan.exercise.limits.seconds)
                answers = [each for each in observed.answers if isinstance(each, Record)]
                if (hint := _first(calls, answers, dict(plan.exercise.diagnoses))) is not None:
                    found[plan.exercise.id] = hint
        return found

    def _asked(self, plan: ExercisePlan, device: str) -> tuple[_Asked, ...]:
        """The calls in which the reference keeps to the device."""
        if plan.exercise.id not in self._known:
            drafts = [draft for draft in plan.visible if draft.is_first][:_MOST]
            calls = [(call, _free(draft)) for draft in drafts for call in self._calls(draft, device)]
            answers = [(call, free, self._asking.reference(plan.exercise, call)) for call, free in calls]
            self._known[plan.exercise.id] = tuple(
                _Asked(call, device, record, free)
                for call, free, record in answers
                if record is not None and record.raised is None
            )
        return self._known[plan.exercise.id]

    def _calls(self, draft: Draft, device: str) -> list[Call]:
        """The call of a case as if ``device`` were here; with the law `same_on` everything of it is put there."""
        case = draft.case
        laws = [law for law in case.laws if device in LAWS[law.name].devices(law.argument)]
        try:
            if not laws:
                survey = pretending(draft.survey, device)
                surveyed = self._asking.reference(draft.exercise, survey) if draft.needs_survey else Record()
                return [] if surveyed is None else [pretending(draft.complete(surveyed), device)]
            surveyed = self._asking.reference(draft.exercise, draft.survey) if draft.needs_survey else Record()
            call = draft.complete(surveyed or Record())
            record = self._asking.reference(draft.exercise, call)
            if record is None:
                return []
            only = replace(case, laws=tuple(replace(law, argument=[device]) for law in laws))
            calls = law_calls(only, call, record, draft.maker.random, drawn=draft.names)
        except PlanError:
            return []
        return [pretending(each, device) for group in calls for each in group]


def with_hints(results: Iterable[ExerciseResult], hints: Mapping[str, Diagnosis]) -> tuple[ExerciseResult, ...]:
    """``results`` with a hint where an exercise was left out: nothing else of them changes."""
    return tuple(
        replace(each, diagnosis=hints[each.id]) if each.cause is Cause.UNAVAILABLE and each.id in hints else each
        for each in results
    )


def _device(attempt: Attempt) -> str:
    """What the exercise needs and this machine lacks, if it lacks devices alone; the first of several."""
    message = attempt.message
    if attempt.cause is not Cause.UNAVAILABLE or message is None or message.id != "unavailable":
        return ""
    names = message.parameters.get("names", ())
    return names[0] if isinstance(names, tuple) and names and DEVICES.issuperset(names) else ""


def _free(draft: Draft) -> frozenset[str]:
    """The results of which something is not looked at, and perhaps where they lie."""
    return frozenset(check.path.root for check in draft.case.checks if ANY in (check.kind, check.argument))


def _first(asked: Sequence[_Asked], answers: Sequence[Record], words: Mapping[str, str]) -> Diagnosis | None:
    """The first hint, in the words of the exercise's author where there are any: none where they are empty."""
    for each, answer in zip(asked, answers, strict=False):
        found = _stopped(answer.raised) if answer.raised is not None else _left(each, answer)
        if found is not None:
            text = words.get(found.id)
            own = found if text is None else replace(found, message=Message(OWN_WORDS, {"text": text}))
            return None if text == "" else own
    return None


def _stopped(raised: Raised) -> Diagnosis | None:
    """What the device refused. Only what is read in a child's answer is said: names and lines, never its words."""
    if raised.stage not in ("build", "call", "backward"):
        return None
    name = raised.names[0] if raised.names and _NAME.fullmatch(raised.names[0]) else ""
    parameters: dict[str, Parameter] = {"where": _where(raised), "name": name}
    if _NUMPY.match(raised.text):
        return _hint("wrong_device", "numpy", parameters)
    if not _MIXED.match(raised.text):
        return None
    return _hint("device_mixed", ("kept" if "." in name else "made") if name else "mixed", parameters)


def _where(raised: Raised) -> str:
    if not raised.frames:
        return "in the backward pass" if raised.stage == "backward" else "where it begins"
    last = raised.frames[-1]
    return f"in {f'line {last.line}' if last.spot is None else last.spot.short}"


def _left(asked: _Asked, answer: Record) -> Diagnosis | None:
    """A result that is on the CPU where the reference's is on the device."""
    for root in asked.call.results:
        if root in asked.free:
            continue
        there = dict(_devices(answer.values.get(root)))
        for path, device in _devices(asked.wanted.values.get(root)):
            if device.startswith(f"{asked.device}:") and there.get(path) == "cpu":
                return _hint("wrong_device", "left", {"path": f"{root}{path}"})
    return None


def _devices(tree: Tree) -> list[tuple[str, str]]:
    return [(path, tensor.device) for path, tensor in tensors_in(tree)]


def _hint(name: str, way: str, parameters: Mapping[str, Parameter]) -> Diagnosis:
    return Diagnosis(name, Confidence.POSSIBLE, Message(f"pretended.{way}", dict(parameters)))
