"""Which of all that is wrong with an exercise is told: the first three reasons, each once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from grader.model.message import Message
from grader.model.result import SOURCE, CaseResult, Cause, ExerciseResult, Verdict
from grader.reporters.inert import inert
from grader.reporters.places import needs_place, spoken
from grader.reporters.wording import frames_of, say_cause

_MOST = 3
_VALUE = 300
# Said of what follows from a difference that is shown.
_LATER = "gradient.later"
# An input that is not as it should be: so is then all that it is a part of.
_INPUT = "input."
# Two messages about one side of the form of one value have one reason.
_SIDES = frozenset({"absent", "type", "shape", "dtype", "device", "length", "keys"})
_NO_SUCH_TYPE = (".no_tensor", ".no_numbers", ".no_text", ".no_items", ".no_series")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is wrong in a case: a check's verdict, or (None) that it ended early.

    ``also`` are other places of the case of which the very same is to be said.
    """

    case: CaseResult
    verdict: Verdict | None
    message: Message | None
    also: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return say_cause(self.case.cause or Cause.WRONG, self.message, _VALUE)

    @property
    def place(self) -> str:
        """What it is that is wrong, where the words do not say that."""
        if self.verdict is None or self.message is None or not needs_place(self.message):
            return ""
        if self.verdict.path == SOURCE:
            return ""
        return inert(" and ".join(spoken(path, self.case.steps) for path in (self.verdict.path, *self.also)))

    @property
    def reason(self) -> tuple[str, ...]:
        """What two differences have in common that are the same thing again, in another case or another repeat."""
        frames = frames_of(self.message)
        if frames and self.message is not None:
            return self.message.id, str(self.message.parameters.get("type")), frames[-1]
        return self.place, self.words


def differences_of(exercise: ExerciseResult) -> list[Difference]:
    """All of them, in the order of the cases."""
    return [difference for case in exercise.cases for difference in _in_case(case)]


def told(differences: list[Difference]) -> list[Difference]:
    """The first three that are not the same thing again: a reason, or a check in another repeat of its case."""
    found: dict[tuple[str, ...], Difference] = {}
    seen: set[tuple[str | None, str, str]] = set()
    for difference in differences:
        verdict = difference.verdict
        check = (difference.case.title, verdict.path, verdict.kind) if verdict is not None else None
        if check is None or check not in seen or frames_of(difference.message):
            found.setdefault(difference.reason, difference)
        if check is not None:
            seen.add(check)
    return list(found.values())[:_MOST]


def left_out(differences: list[Difference], shown: list[Difference]) -> int:
    """How many other reasons there are than those that are shown."""
    return len({difference.reason for difference in differences} - {difference.reason for difference in shown})


def other_cases(differences: list[Difference], shown: list[Difference]) -> list[str]:
    """The titles of the cases that fail too, without those that are shown."""
    known = {difference.case.title for difference in shown}
    titles = dict.fromkeys(difference.case.title for difference in differences)
    return [title for title in titles if title is not None and title not in known]


def _in_case(case: CaseResult) -> Iterator[Difference]:
    wrong = [verdict for verdict in case.verdicts if verdict.message and verdict.message.id != _LATER]
    found: dict[tuple[str, str], Difference] = {}
    for number, verdict in enumerate(wrong):
        if _is_said(verdict, wrong[:number]) or _is_part_of_it_said(verdict, wrong):
            continue
        difference = Difference(case, verdict, verdict.message)
        key = (difference.words, "" if difference.place else verdict.path)
        if (first := found.get(key)) is None:
            found[key] = difference
        elif difference.place and first.verdict is not None and verdict.path not in (first.verdict.path, *first.also):
            found[key] = replace(first, also=(*first.also, verdict.path))
    yield from found.values()
    if case.cause is not None and not wrong:
        yield Difference(case, None, case.message)


def _is_said(verdict: Verdict, before: list[Verdict]) -> bool:
    """Whether one of those ``before`` found the same side of the form to be another, at the same place."""
    side = _side(verdict)
    return side is not None and any(_side(other) == side and other.path == verdict.path for other in before)


def _is_part_of_it_said(verdict: Verdict, wrong: list[Verdict]) -> bool:
    """Whether it is an input that holds another one of which the same is said."""
    inside = (f"{verdict.path}.", f"{verdict.path}[")
    return _is_of_input(verdict) and any(_is_of_input(other) and other.path.startswith(inside) for other in wrong)


def _is_of_input(verdict: Verdict) -> bool:
    return verdict.message is not None and verdict.message.id.startswith(_INPUT)


def _side(verdict: Verdict) -> str | None:
    name = verdict.message.id if verdict.message else ""
    head = name.partition(".")[0]
    return "type" if name.endswith(_NO_SUCH_TYPE) else head if head in _SIDES else None
