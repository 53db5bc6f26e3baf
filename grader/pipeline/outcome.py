"""The result of a run: its exercises, what they were graded with and by, and whether the score is a record."""

from __future__ import annotations

import time
from dataclasses import replace

from grader.model.result import ExerciseResult, Outcome, Result
from grader.pipeline.request import RECORDED, Request
from grader.pipeline.sources import Provided, digest, specification_digest
from grader.sandbox import ISOLATED, NONE, Confinement, Facts, Source
from grader.score import hundredths
from grader.source import whereabouts
from grader.version import __version__
from grader.versions import is_same_minor, is_within


def result_of(
    request: Request,
    exercises: tuple[ExerciseResult, ...],
    facts: Facts,
    submission: Source,
    provided: Provided,
    confinement: Confinement,
    started: float,
) -> Result:
    """All that is told of a run that began at ``started``, in seconds since the epoch."""
    tier = NONE if request.debug else confinement.tier
    released = None if request.partial else request.assignment.released
    why_not = _why_not_authoritative(request, exercises, tier, confinement)
    names = {each.id: each.names for each in request.assignment.exercises}
    places = whereabouts(submission.files, names, submission.origins)
    return Result(
        assignment=request.assignment.name,
        title=request.assignment.title,
        specification_digest=specification_digest(request.assignment, provided),
        submission=submission.originals[0][0],
        submission_digest=digest(submission),
        seed=request.seed,
        seed_source=request.seed_source,
        exercises=tuple(replace(each, place=places.get(each.id)) for each in exercises),
        confinement=tier,
        authoritative=not why_not,
        reason=why_not,
        versions={"grader": __version__, "python": facts.python, "torch": facts.torch, "numpy": facts.numpy},
        partial=request.partial,
        files=tuple(name for name, _ in submission.originals) if request.assignment.others else (),
        hidden_checks=released.checks if released is not None else 0,
        hidden_points=hundredths(released.points) if released is not None else 0,
        notes=tuple(filter(None, [*submission.notes, _torch_note(request, facts.torch)])),
        run={
            "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(started)),
            "seconds": round(time.time() - started, 3),
            "backend": facts.backend,
        },
    )


def _torch_note(request: Request, used: str) -> str:
    """Said where the course was made for, or recorded with, other versions of torch than the one ``used``."""
    released, made_for = request.assignment.released, request.course.torch
    if released is not None and request.seed_source == RECORDED and not is_same_minor(used, released.torch):
        return (
            f"the answers here were recorded with torch {released.torch}, and this is {used}: "
            "results may differ for that alone"
        )
    if made_for is None or is_within(used, made_for):
        return ""
    return f"this course was made for torch {made_for}, and this is {used}: results may differ for that alone"


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
    if request.seed_source == RECORDED:
        return "the reference is not here, and its answers were recorded"
    if request.seed_source != "fresh":
        return "its inputs were drawn from a seed that was known before"
    return ""
