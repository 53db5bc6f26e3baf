"""One submission, from a specification to a result: plan, observe reference and submission, judge, score."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from grader.model.result import ExerciseResult, Result
from grader.model.spec import Assignment, Course, Exercise
from grader.pipeline.attempts import attempt_exercises
from grader.pipeline.availability import unavailable
from grader.pipeline.expected import observe_reference
from grader.pipeline.sources import digest, read_reference, read_submission
from grader.plan import draw_exercises
from grader.sandbox import ISOLATED, LAYERS, Confinement, Facts, Policy, Runner, Source, try_confinement
from grader.score import score_exercises
from grader.version import __version__


@dataclass(frozen=True, slots=True)
class Request:
    """What to grade. ``only`` are exercise ids or ``exercise/case`` addresses; empty for all.

    ``require`` set to ``isolated`` grades nothing under less; ``layers`` of confinement are left out by tests only.
    """

    submission: Path
    assignment: Assignment
    course: Course
    seed: int
    seed_source: str
    only: tuple[str, ...] = ()
    require: str | None = None
    layers: tuple[str, ...] = LAYERS

    @property
    def partial(self) -> bool:
        return bool(self.only)

    @property
    def policy(self) -> Policy:
        return Policy(self.course.file, self.require, self.layers)


def grade(request: Request, runner: Runner, progress: Callable[[str], None] | None = None) -> Result:
    """Grade one submission. Raises ``GraderError`` for what was asked wrongly; all else is in the result."""
    say = progress or (lambda _: None)
    started = time.time()
    exercises = _wanted(request)
    submission = read_submission(request.submission, request.assignment)
    reference = read_reference(request.course, request.assignment)
    plans = draw_exercises(exercises, request.seed)

    say("loading torch")
    facts = runner.facts()
    absent = unavailable(exercises, runner)
    say("observing the reference")
    expected = observe_reference(plans, reference, runner, request.policy, skip=absent)
    say("running your code")
    attempted = attempt_exercises(expected, submission, runner, request.policy, request.course, say)

    results = _asked_for(request, score_exercises(exercises, {**attempted.attempts, **absent}))
    confinement = attempted.confinement or try_confinement(runner, request.policy)
    why_not = _why_not_authoritative(request, reference, confinement)
    return _result(request, results, facts, digest(submission), confinement, why_not, started)


def _wanted(request: Request) -> tuple[Exercise, ...]:
    """The exercises asked for and, so that they are judged as in a full run, those that they need."""
    if not request.only:
        return request.assignment.exercises
    known = {exercise.id: exercise for exercise in request.assignment.exercises}
    wanted = _with_needs((address.partition("/")[0] for address in request.only), known)
    return tuple(_narrowed(exercise, request.only) for exercise in known.values() if exercise.id in wanted)


def _with_needs(ids: Iterable[str], known: Mapping[str, Exercise]) -> set[str]:
    found: set[str] = set()
    waiting = [name for name in ids if name in known]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [need for need in known[name].needs if need in known]
    return found


def _narrowed(exercise: Exercise, only: tuple[str, ...]) -> Exercise:
    """Just the cases that were named, where only cases of it were."""
    titles = [case for name, _, case in (address.partition("/") for address in only) if name == exercise.id]
    if not titles or "" in titles:
        return exercise
    return replace(exercise, cases=tuple(case for case in exercise.cases if case.title in titles))


def _asked_for(request: Request, results: tuple[ExerciseResult, ...]) -> tuple[ExerciseResult, ...]:
    ids = {address.partition("/")[0] for address in request.only}
    return tuple(result for result in results if not ids or result.id in ids)


def _why_not_authoritative(request: Request, reference: Source | Path, confinement: Confinement) -> str:
    """Why the score is no record, in one sentence; empty where it is one."""
    if isinstance(reference, Path):
        return "the reference solution is not here"
    if confinement.tier != ISOLATED:
        return f"student code could {', '.join(confinement.open)} (confinement `{confinement.tier}`)"
    if request.partial:
        return "only some exercises were graded"
    if request.seed_source == "specification":
        return "this was a check, on inputs that anyone can draw again"
    return ""


def _result(
    request: Request,
    results: tuple[ExerciseResult, ...],
    facts: Facts,
    submission: str,
    confinement: Confinement,
    why_not: str,
    started: float,
) -> Result:
    return Result(
        assignment=request.assignment.name,
        title=request.assignment.title,
        specification_digest=request.assignment.digest,
        submission=request.assignment.submission,
        submission_digest=submission,
        seed=request.seed,
        seed_source=request.seed_source,
        exercises=results,
        confinement=confinement.tier,
        authoritative=not why_not,
        reason=why_not,
        versions={"grader": __version__, "python": facts.python, "torch": facts.torch, "numpy": facts.numpy},
        partial=request.partial,
        run={
            "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(started)),
            "seconds": round(time.time() - started, 3),
            "backend": facts.backend,
        },
    )
