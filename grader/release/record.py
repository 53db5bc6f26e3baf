"""Has the course's own code answer all that a grading without it may ask, and keeps the answers."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from types import TracebackType

from numpy.random import RandomState

from grader.diagnoses import RULES, Code, Sight
from grader.errors import UsageError
from grader.model.calls import Call
from grader.model.path import Path
from grader.model.record import Answered, Record
from grader.model.spec import Course, Exercise
from grader.model.values import Mapping, Sequence, Tensor, Tree
from grader.pipeline.asked import elsewhere
from grader.pipeline.asking import Asking
from grader.pipeline.attempts import attempt_exercises
from grader.pipeline.diagnosing import Diagnosing
from grader.pipeline.elsewhere import is_file
from grader.pipeline.expected import Expected, ExpectedExercise
from grader.pipeline.reference import observe_reference
from grader.pipeline.references import References
from grader.pipeline.rounding import Rounding
from grader.plan import draw_exercises, read_file
from grader.plan.precision import in_double
from grader.recorded import Tape
from grader.sandbox import Policy, Runner

_TYPES = {"float32": "<f4", "float64": "<f8"}


class Recorder:
    """Records exercises of one assignment, which are the ones that students get, under one seed after the other."""

    def __init__(self, course: Course, references: References, runner: Runner) -> None:
        self._course, self._references, self._runner = course, references, runner
        self._policy = Policy(course.file)
        self._tape = Tape()
        self._asking = Asking(references, runner, self._policy, self._hear)

    def __enter__(self) -> Recorder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._asking.__exit__(kind, error, at)

    def _hear(self, who: str, call: Call, answered: Answered) -> None:
        self._tape.hear(who, call, answered)

    def tape(self, exercise: Exercise, seed: int) -> Tape:
        """What was answered in the cases that ``seed`` draws. Raises ``UsageError`` where the reference fails."""
        tape = self._tape = Tape(self._asking.mistakes(exercise))
        plans = draw_exercises([exercise], seed, self._references.folders[0])
        (expected,) = observe_reference(plans, self._references, self._runner, self._policy, witness=self._hear)
        if expected.fault is not None:
            raise UsageError(
                f"`{exercise.id}` cannot be released, as its reference does not answer (seed {seed}): "
                f"`grade audit` says why. Nothing was written"
            )
        for name in {name for each in expected.cases for name in elsewhere(each.draft.case) if is_file(name)}:
            tape.files[name] = read_file(name, *self._references.folders)
        self._ask_further(expected)
        tape.forget(self._grade_mistakes(expected))
        return tape

    def _ask_further(self, expected: ExpectedExercise) -> None:
        """What is asked after a failure: double precision, the author's own mistakes, and what rules want to know."""
        asking, exercise = self._asking, expected.exercise
        for each in expected.cases:
            asking.reference(exercise, in_double(each.call))
            for path in _looked_at(each):
                _provoke(each, path, partial(asking.reference, exercise))
        for mistake in self._tape.mistakes:
            for each in expected.cases:
                asking.mistaken(mistake, exercise, each.call)

    def _grade_mistakes(self, expected: ExpectedExercise) -> list[str]:
        """With all that is asked to explain what is known to go wrong. Returns who does nothing wrong here.

        Such a mistake shows in hidden cases alone, and its author's words would tell what they are about.
        """
        rounding, diagnosing = Rounding(self._asking), Diagnosing(self._asking)
        harmless = []
        for each in self._asking.wrong(expected.exercise):
            attempted = attempt_exercises(
                [expected], each.source, self._runner, self._policy, self._course, _no_word, rounding, diagnosing
            )
            if not attempted.failing:
                harmless.append(each.name)
        return harmless


def _no_word(_: str) -> None:
    """Nobody waits for news of a single exercise."""


def _looked_at(each: Expected) -> Iterator[Path]:
    """Where a difference may show: whatever the reference's record has numbers at."""
    for text in each.record.values:
        with suppress(ValueError):
            yield Path.parse(text)


def _provoke(each: Expected, path: Path, ask: Callable[[Call], Record | None]) -> None:
    """Show every rule numbers that none of them knows, so that each asks all that it would ever ask of this case."""
    draft = each.draft
    sight = Sight(
        path=path,
        case=draft.case,
        call=each.call,
        reference=each.record,
        submission=replace(each.record, values={name: _other(tree) for name, tree in each.record.values.items()}),
        inputs=draft.inputs,
        drawn=draft.names,
        code=Code((), draft.exercise.names),
        ask=ask,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for rule in RULES:
            with suppress(Exception):  # a rule that fails asks nothing more, here as there
                for _ in rule.look(sight):
                    pass


def _other(tree: Tree) -> Tree:
    """The same form with other numbers."""
    match tree:
        case Tensor(dtype=dtype):
            if dtype not in _TYPES:
                return tree
            noise = RandomState(0).standard_normal(tree.numel).astype(_TYPES[dtype])
            return replace(tree, data=noise.tobytes())
        case Sequence():
            return replace(tree, items=tuple(map(_other, tree.items)))
        case Mapping():
            return replace(tree, items=tuple((key, _other(item)) for key, item in tree.items))
        case float():
            return tree * 1.318 + 0.7717
    return tree
