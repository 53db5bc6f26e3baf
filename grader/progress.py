"""What is remembered between runs: points and hints by exercise, in the course's ``.grade/`` folder, safe to delete.

Nothing is ever graded from it. A file that cannot be read counts as empty, one that cannot be written stays.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.model.result import Cause, ExerciseResult, Outcome

FOLDER = ".grade"
_FILE = "progress.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """One exercise as last graded: ``score`` in hundredths, ``passed``, and how many ``hints`` have been shown.

    It was ``tried`` where something was written for it.
    """

    score: int = 0
    passed: bool = False
    tried: bool = False
    hints: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """``standings`` by assignment and exercise; ``remark`` says what was wrong with the file, if anything was."""

    standings: Mapping[str, Mapping[str, Standing]] = field(default_factory=dict)
    remark: str = ""

    def of(self, assignment: str, exercise: str) -> Standing:
        return self.standings.get(assignment, {}).get(exercise, Standing())

    def with_standing(self, assignment: str, exercise: str, standing: Standing) -> Progress:
        exercises = {**self.standings.get(assignment, {}), exercise: standing}
        return replace(self, standings={**self.standings, assignment: exercises})

    def with_results(self, assignment: str, results: tuple[ExerciseResult, ...]) -> Progress:
        """With what was graded; what was left ungraded keeps its standing."""
        progress = self
        for result in results:
            if result.score is None:
                continue
            before = progress.of(assignment, result.id)
            passed = result.outcome is Outcome.PASSED
            tried = result.cause is not Cause.NOT_IMPLEMENTED
            after = replace(before, score=result.score, passed=passed, tried=tried)
            progress = progress.with_standing(assignment, result.id, after)
        return progress


def read(root: Path) -> Progress:
    """The progress in the course at ``root``. Never raises."""
    file = root / FOLDER / _FILE
    try:
        found = json.loads(file.read_bytes())
    except FileNotFoundError:
        return Progress()
    except (OSError, ValueError, RecursionError):
        return Progress(remark=_unreadable())
    if not isinstance(found, dict) or found.get("format") != _FORMAT or not isinstance(found.get("assignments"), dict):
        return Progress(remark=_unreadable())
    return Progress({str(name): _standings(exercises) for name, exercises in found["assignments"].items()})


def write(root: Path, progress: Progress) -> str:
    """Write it, whole or not at all; return what went wrong in words, or nothing. Never raises."""
    folder = root / FOLDER
    assignments = {
        name: {
            exercise: {"score": s.score, "passed": s.passed, "tried": s.tried, "hints": s.hints}
            for exercise, s in exercises.items()
        }
        for name, exercises in progress.standings.items()
    }
    text = json.dumps({"format": _FORMAT, "assignments": assignments}, indent=1, sort_keys=True) + "\n"
    try:
        folder.mkdir(exist_ok=True)
        temporary = folder / f".{_FILE}.{os.getpid()}"
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(folder / _FILE)
    except OSError as error:
        return f"progress is not remembered: `{FOLDER}` in the course cannot be written ({error.strerror})"
    return ""


def _unreadable() -> str:
    return f"`{FOLDER}/{_FILE}` cannot be read and is ignored; it is safe to delete"


def _standings(exercises: object) -> dict[str, Standing]:
    if not isinstance(exercises, dict):
        return {}
    return {str(name): _standing(entry) for name, entry in exercises.items() if isinstance(entry, dict)}


def _standing(entry: dict[str, object]) -> Standing:
    return Standing(
        score=_count(entry.get("score")),
        passed=entry.get("passed") is True,
        tried=entry.get("tried") is True,
        hints=_count(entry.get("hints")),
    )


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0
