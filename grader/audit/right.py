"""Right work under a further seed: its answers come many in one message, and are judged as they always are."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from grader.audit.answering import Answering
from grader.audit.bench import Bench
from grader.model.result import ExerciseResult
from grader.pipeline.expected import Expected, ExpectedExercise
from grader.pipeline.runs import Run
from grader.pipeline.verdicts import judge_runs
from grader.sandbox import Source


def results_where_in_doubt(
    bench: Bench, source: Source, expected: Sequence[ExpectedExercise], only: Collection[str] | None = None
) -> tuple[ExerciseResult, ...]:
    """The results of ``source``, or of ``only`` some exercises, but for those that it passes beyond doubt.

    For what has been graded under another seed: what does not depend on what is drawn is not asked again.
    """
    ids = {each.exercise.id for each in expected if only is None or each.exercise.id in only}
    ids -= {each.exercise.id for each in expected if each.exercise.id in ids and _passes(bench, source, each)}
    return bench.grade(source, expected, ids) if ids else ()


def _passes(bench: Bench, source: Source, each: ExpectedExercise) -> bool:
    """Whether every case passes, where none asks for anything beside its call."""
    if each.fault is not None or any(case.laws or case.traced for case in each.cases):
        return False
    with bench.answering(source, each.exercise.limits, each.exercise) as answering:
        return all(_all_pass(bench, answering, cases) for cases in (each.visible, each.hidden))


def _all_pass(bench: Bench, answering: Answering, cases: Sequence[Expected]) -> bool:
    runs = [Run(case, record) for case, record in zip(cases, answering.records(cases), strict=True)]
    course = bench.course
    judge_runs(runs, course.rtol, course.atol)
    if nearly := [run for run in runs if run.is_off]:
        for run in nearly:
            run.expected = bench.rounding.of(run.expected)
        judge_runs(runs, course.rtol, course.atol)
    return all(run.passed for run in runs)
