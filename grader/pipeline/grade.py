"""One submission, from a specification to a result: plan, observe reference and submission, judge, score."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from grader.errors import MachineError
from grader.model.result import ExerciseResult, Outcome, Result
from grader.model.spec import Assignment, Course
from grader.pipeline.asking import Asking
from grader.pipeline.attempts import attempt_exercises
from grader.pipeline.availability import unavailable
from grader.pipeline.diagnosing import Diagnosing
from grader.pipeline.reference import observe_reference
from grader.pipeline.references import References
from grader.pipeline.rounding import Rounding
from grader.pipeline.selection import asked_for, one_case, wanted
from grader.pipeline.sources import Provided, digest, read_submission, specification_digest
from grader.plan import draw_exercises
from grader.sandbox import (
    ISOLATED,
    LAYERS,
    NONE,
    Confinement,
    Facts,
    Policy,
    Runner,
    start_attached,
    try_confinement,
)
from grader.score import score_exercises
from grader.version import __version__


@dataclass(frozen=True, slots=True)
class Request:
    """What to grade. ``only`` are exercise ids or ``exercise/case`` addresses; empty for all.

    ``require`` set to ``isolated`` grades nothing under less; ``layers`` of confinement are left out by tests only.
    With ``debug`` one case of what ``only`` names, the smallest that failed, is then run again, unconfined and attached
    to the terminal.
    """

    submission: Path
    assignment: Assignment
    course: Course
    seed: int
    seed_source: str
    only: tuple[str, ...] = ()
    require: str | None = None
    layers: tuple[str, ...] = LAYERS
    debug: bool = False

    @property
    def partial(self) -> bool:
        return bool(self.only)

    @property
    def policy(self) -> Policy:
        return Policy(self.course.file, self.require, self.layers)

    @property
    def unconfined(self) -> Policy:
        return Policy(self.course.file, None, ())


def grade(request: Request, runner: Runner, progress: Callable[[str], None] | None = None) -> Result:
    """Grade one submission. Raises ``GraderError`` for what was asked wrongly; all else is in the result."""
    say = progress or (lambda _: None)
    started = time.time()
    exercises = wanted(request.assignment, request.only)
    references = References.of(request.course, request.assignment)
    submission = read_submission(request.submission, request.assignment, references.provided)
    plans = draw_exercises(exercises, request.seed, request.assignment.folder)

    say("loading torch")
    facts = runner.facts()
    absent = unavailable(exercises, runner)
    say("observing the reference")
    expected = observe_reference(plans, references, runner, request.policy, skip=absent, twice=not request.debug)
    say("running your code")
    with Asking(references, runner, request.policy) as asking:
        attempted = attempt_exercises(
            expected, submission, runner, request.policy, request.course, say, Rounding(asking), Diagnosing(asking)
        )
    if request.debug:
        expected = one_case(expected, attempted.failing, request.only)
        exercises = tuple(each.exercise for each in expected)
        with start_attached() as attached:
            attempted = attempt_exercises(expected, submission, attached, request.unconfined, request.course, say)

    results = asked_for(request.only, score_exercises(exercises, {**attempted.attempts, **absent}))
    confinement = attempted.confinement or _tried(runner, request.policy)
    tier = NONE if request.debug else confinement.tier
    why_not = _why_not_authoritative(request, results, tier, confinement)
    return _result(request, results, facts, digest(submission), references.provided, tier, why_not, started)


def _tried(runner: Runner, policy: Policy) -> Confinement:
    """What would have been in force for a submission that was not run; nothing, where the machine fails at that too."""
    try:
        return try_confinement(runner, replace(policy, require=None))
    except MachineError:
        return Confinement({})


def _why_not_authoritative(
    request: Request, results: tuple[ExerciseResult, ...], tier: str, confinement: Confinement
) -> str:
    """Why the score is no record, in one sentence; empty where it is one."""
    if any(result.outcome is Outcome.UNGRADED for result in results):
        return "not everything could be graded"
    if tier != ISOLATED:
        return f"student code could {', '.join(confinement.open)} (confinement `{tier}`)"
    if request.partial:
        return "only some exercises were graded"
    if request.seed_source != "fresh":
        return "its inputs were drawn from a seed that was known before"
    return ""


def _result(
    request: Request,
    results: tuple[ExerciseResult, ...],
    facts: Facts,
    submission: str,
    provided: Provided,
    tier: str,
    why_not: str,
    started: float,
) -> Result:
    return Result(
        assignment=request.assignment.name,
        title=request.assignment.title,
        specification_digest=specification_digest(request.assignment, provided),
        submission=request.assignment.submission,
        submission_digest=submission,
        seed=request.seed,
        seed_source=request.seed_source,
        exercises=results,
        confinement=tier,
        authoritative=not why_not,
        reason=why_not,
        versions={"grader": __version__, "python": facts.python, "torch": facts.torch, "numpy": facts.numpy},
        partial=request.partial,
        files=request.assignment.files if request.assignment.others else (),
        run={
            "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(started)),
            "seconds": round(time.time() - started, 3),
            "backend": facts.backend,
        },
    )
