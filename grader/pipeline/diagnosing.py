"""What went wrong in an exercise: shows the rules every case that there is, and looks for the author's own mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace

from grader.diagnoses import OWN_WORDS, RULES, Code, Sight, diagnose
from grader.model.calls import Call
from grader.model.diagnosis import Diagnosis, Mistake
from grader.model.message import Message
from grader.model.path import Path
from grader.model.record import Raised, Record
from grader.model.spec import Exercise
from grader.pipeline.asking import Asking
from grader.pipeline.expected import Expected, ExpectedExercise
from grader.pipeline.mistakes import Mistakes
from grader.pipeline.runs import Run
from grader.sandbox import Source

# So many other calls of the reference are made to explain one exercise.
_MOST_CALLS = 60
# What only follows from another difference.
_LATER = "gradient.later"


@dataclass(frozen=True, slots=True)
class Told:
    """What can be told of an exercise that went wrong, if anything."""

    diagnosis: Diagnosis | None = None
    mistake: Mistake | None = None


NOTHING_TOLD = Told()


class Diagnosing:
    """Tells what went wrong. The reference is asked for more only where a rule wants to know."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._mistakes = Mistakes(asking)

    def of(
        self, each: ExpectedExercise, runs: Sequence[Run], source: Source, printed: str, broken: Raised | None
    ) -> Told:
        """``runs`` are the smallest first; ``broken`` is what the file raised when it was imported, if it did.

        Hidden cases are looked at only where nothing visible went wrong.
        """
        code = Code(source.files, each.exercise.names, source.origins)
        looker = _Looker(self._asking, code, each.exercise, printed)
        words = dict(each.exercise.diagnoses)
        rules = [rule for rule in RULES if words.get(rule.id) != ""]
        if broken is not None:
            found = diagnose([[looker.unimported(first, broken)] for first in each.cases[:1]], rules)
            return Told(_in_own_words(found, words))
        seen = [run for run in runs if not run.expected.draft.is_hidden]
        if all(run.passed for run in seen):
            seen = list(runs)
        if all(run.passed for run in seen):
            return NOTHING_TOLD
        found = _in_own_words(diagnose(looker.places(seen), rules), words)
        return Told(found, self._mistakes.of(each.exercise, seen))


def _in_own_words(found: Diagnosis | None, words: Map[str, str]) -> Diagnosis | None:
    """``found`` as the author of the exercise says it, where there is such a text."""
    if found is None or found.id not in words:
        return found
    return replace(found, message=Message(OWN_WORDS, {"text": words[found.id]}))


class _Looker:
    """Makes the sights of one exercise."""

    def __init__(self, asking: Asking, code: Code, exercise: Exercise, printed: str) -> None:
        self._asking, self._code, self._exercise, self._printed = asking, code, exercise, printed
        self._left = _MOST_CALLS

    def places(self, runs: Sequence[Run]) -> Iterator[list[Sight]]:
        """By each path where a case went wrong, in the order of the smallest such case, every answer there."""
        wrong = [run for run in runs if not run.passed]
        for path in dict.fromkeys(path for run in wrong for path in failing(run)):
            yield [
                self._sight(path, run.expected, run.record, is_right=run.passed or str(path) not in failing_texts(run))
                for run in runs
                if run.record is not None
            ]

    def unimported(self, first: Expected, broken: Raised) -> Sight:
        path = Path(first.draft.case.results[0])
        return self._sight(path, first, Record(raised=broken), is_right=False)

    def _sight(self, path: Path, expected: Expected, record: Record, *, is_right: bool) -> Sight:
        draft = expected.draft
        return Sight(
            path=path,
            case=draft.case,
            call=expected.call,
            reference=expected.record,
            submission=record,
            inputs=draft.inputs,
            drawn=draft.names,
            code=self._code,
            ask=self._ask,
            printed=self._printed,
            is_right=is_right,
        )

    def _ask(self, call: Call) -> Record | None:
        self._left -= 1
        return self._asking.reference(self._exercise, call) if self._left >= 0 else None


def failing(run: Run) -> Iterable[Path]:
    """Where ``run`` went wrong, root causes first."""
    for text in failing_texts(run):
        try:
            yield Path.parse(text)
        except ValueError:  # a place that no path can name, such as a key with a blank
            continue


def failing_texts(run: Run) -> list[str]:
    wrong = [verdict for verdict in run.verdicts if verdict.message is not None and verdict.message.id != _LATER]
    return list(dict.fromkeys(verdict.path for verdict in wrong))
