"""Wrong files graded as the program grades a student's, to see what it says of the mistake in each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from grader.commands.grading import SPECIFICATION_SEED
from grader.diagnoses import RULES
from grader.model.result import ExerciseResult
from grader.pipeline.asking import Asking
from grader.pipeline.attempts import attempt_exercises
from grader.pipeline.availability import not_run
from grader.pipeline.diagnosing import Diagnosing
from grader.pipeline.expected import ExpectedExercise
from grader.pipeline.overlays import Overlay, overlays
from grader.pipeline.reference import observe_reference
from grader.pipeline.references import References
from grader.pipeline.rounding import Rounding
from grader.plan import draw_exercises
from grader.sandbox import Policy, Runner, Source
from grader.score import score_exercises
from grader.spec import assignment_file, find_course, load_assignment

ROOT = Path(__file__).parents[2]
ORDER = find_course(ROOT).order
BLIND = Path(__file__).parent / "blind"
NONE = "none"
NOT_TRIED = "not tried"
_GENERAL = frozenset(rule.message for rule in RULES if rule.is_general)


@dataclass(frozen=True, slots=True)
class Measured:
    """``wanted`` is what the file names after its docstring; ``said`` the diagnosis of the exercise that it fails.

    Where several exercises fail, it is said of the first; ``none`` where nothing is. ``is_general`` is what names no
    mistake: how many numbers are wrong, and the like.
    """

    title: str
    wanted: str
    said: str
    is_general: bool = False

    @property
    def is_tried(self) -> bool:
        return self.said != NOT_TRIED

    @property
    def is_met(self) -> bool:
        return self.wanted == self.said

    @property
    def is_false(self) -> bool:
        """Whether another mistake is named than the one that the file names, or one where it names none."""
        return self.is_tried and not self.is_met and self.said != NONE and not self.is_general


def files(folder: Path, names: Sequence[str] = ()) -> list[Path]:
    return [file for file in sorted(folder.glob("*.py")) if not names or file.stem in names]


def wanted(file: Path) -> str:
    found = re.search(r"^# diagnosis: (\w+)$", file.read_text("utf-8"), re.MULTILINE)
    assert found is not None, file
    return found.group(1)


class Measuring:
    """One assignment under its own seed. The author's own wrong files are not looked for: they would say it all."""

    def __init__(self, name: str, runner: Runner, nothing: Path) -> None:
        self._course = find_course(ROOT)
        self._assignment = load_assignment(assignment_file(self._course, name), self._course)
        self._references = References.of(self._course, self._assignment)
        assert isinstance(self._references.solution, Source)
        self.solution = self._references.solution
        self._runner, self._policy = runner, Policy(self._course.file)
        alone = replace(self._references, folders=(self._references.folders[0], nothing))
        self._asking = Asking(alone, runner, self._policy)
        self._rounding, self._diagnosing = Rounding(self._asking), Diagnosing(self._asking)
        self._absent = not_run(self._assignment.exercises, runner)
        self._expected: dict[str, ExpectedExercise] = {}

    def __enter__(self) -> Measuring:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._asking.__exit__(kind, error, at)

    def of(self, folder: Path, kind: str, names: Sequence[str] = ()) -> Iterator[Measured]:
        """Each file of ``folder``/``kind``, or those of ``names``, laid over the solution and graded."""
        labels = {file.stem: wanted(file) for file in files(folder / kind, names)}
        for overlay in overlays(folder, kind, self.solution):
            assert isinstance(overlay, Overlay), overlay
            stem = overlay.name.rpartition("/")[2]
            if stem in labels:
                title, found = f"{self._assignment.name}/{stem}", self.results(overlay)
                if not found:
                    yield Measured(title, labels[stem], NOT_TRIED)
                    continue
                failed = [each for each in found if each.outcome != "passed"]
                assert failed, f"{title} passes"
                diagnosis = failed[0].diagnosis
                said, general = (NONE, False) if diagnosis is None else (diagnosis.id, diagnosis.message.id in _GENERAL)
                yield Measured(title, labels[stem], said, general)

    def results(self, overlay: Overlay) -> tuple[ExerciseResult, ...]:
        """Those of the exercises that it redefines and that can be graded here."""
        chosen = [each for each in self._assignment.exercises if overlay.concerns(each) and each.id not in self._absent]
        expected = [self._observed(each.id) for each in chosen]
        found = attempt_exercises(
            expected,
            overlay.source,
            self._runner,
            self._policy,
            self._course,
            lambda _: None,
            self._rounding,
            self._diagnosing,
        )
        return score_exercises(chosen, found.attempts)

    def _observed(self, name: str) -> ExpectedExercise:
        if name not in self._expected:
            plans = draw_exercises(self._assignment.exercises, SPECIFICATION_SEED, self._assignment.folder)
            mine = [plan for plan in plans if plan.exercise.id == name]
            (self._expected[name],) = observe_reference(mine, self._references, self._runner, self._policy)
        return self._expected[name]
