"""What the results of one piece of work tell: of the reference, of no work at all, of wrong and of other right work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from grader.audit.bench import Bench
from grader.audit.findings import Finding
from grader.audit.right import results_where_in_doubt
from grader.audit.sources import mentions, reached
from grader.audit.starter import read_starter
from grader.model.result import Cause, ExerciseResult, Outcome
from grader.model.spec import Assignment
from grader.pipeline.expected import Spot
from grader.pipeline.overlays import Overlay
from grader.pipeline.references import References
from grader.pipeline.sources import empty
from grader.sandbox import Source

# Between what was tried and the seed that it was tried under.
SEED = ", seed "


def reference_findings(bench: Bench, seed: int, *, first: bool) -> Iterator[Finding]:
    """The reference earns everything, and under the first seed a second observation of it shows the very same."""
    expected = bench.expect(seed)
    faults = {each.exercise.id: each.fault_at for each in expected if each.fault is not None}
    graded = bench.grade if first else partial(results_where_in_doubt, bench)
    for result in graded(bench.solution, expected):
        if result.outcome not in (Outcome.PASSED, Outcome.SKIPPED):
            spot = faults.get(result.id) or _spot(result)
            case = f" in the case “{spot.case}”" if spot.case else ""
            line = spot.line or result.line
            yield Finding(f"reference{SEED}{seed}", result.id, f"does not earn everything{case}", line, result)
    for each, again in zip(expected, bench.observe_anew(seed) if first else (), strict=False):
        if each.fault is None and [case.record for case in each.cases] != [case.record for case in again.cases]:
            text = "its reference does not show the same twice: draw no random numbers, or check statistics"
            yield Finding(f"reference{SEED}{seed}", each.exercise.id, text, each.exercise.line)


def _spot(result: ExerciseResult) -> Spot:
    """The first case that failed, and the check in it."""
    failed = next((case for case in result.cases if not case.passed), None)
    if failed is None:
        return Spot()
    return Spot(next((each.line for each in failed.verdicts if not each.passed), 0), failed.title or "")


def told_once(found: Iterable[Finding]) -> list[Finding]:
    """What several seeds show alike, told of the first of them."""
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for each in found:
        said = each.result and (each.result.cause, each.result.message and each.result.message.id)
        alike.setdefault((each.rule.partition(SEED)[0], each.exercise, each.text, each.line, said), []).append(each)
    return [
        replace(first, rule=f"{first.rule} and {len(rest)} more") if rest else first for first, *rest in alike.values()
    ]


def not_python(error: SyntaxError) -> Finding:
    """Of a file in `wrong/` or `also/`, whose line is none of the specification's."""
    place = f"line {error.lineno} is" if error.lineno else "is"
    return Finding(str(error.filename), "", f"{place} not Python: {error.msg}")


def empty_work(assignment: Assignment, references: References) -> Iterator[tuple[str, Source]]:
    starter = read_starter(assignment, references)
    if isinstance(starter, Source):
        yield "starter", starter
    yield "empty file", empty(assignment, references.provided)


def earned(name: str, results: Sequence[ExerciseResult]) -> Iterator[Finding]:
    for result in results:
        if result.score:
            text = f"earns {result.score / 100:g} points without any work: check more than what is there already"
            yield Finding(name, result.id, text, result.line)


def run_by(overlay: Overlay, assignment: Assignment) -> frozenset[str]:
    """The exercises that run what an overlay redefines: the others are graded as the reference is."""
    mentioned = mentions(overlay.source)
    return frozenset(
        exercise.id
        for exercise in assignment.exercises
        if overlay.concerns(exercise) or not overlay.redefines.isdisjoint(reached(mentioned, exercise))
    )


def wrong_findings(overlay: Overlay, results: Sequence[ExerciseResult], assignment: Assignment) -> Iterator[Finding]:
    """A wrong file loses exactly the exercises that it redefines."""
    meant = {exercise.id for exercise in assignment.exercises if overlay.concerns(exercise)}
    if not meant:
        yield Finding(overlay.name, "", "redefines nothing that an exercise calls")
    for result in results:
        if result.cause is Cause.IMPORT:
            yield Finding(
                overlay.name, result.id, "cannot be imported, so nothing of it is graded", result.line, result
            )
        elif result.id in meant and result.outcome is Outcome.PASSED:
            text = "is passed by this mistake: add a case or a check that tells it from right work"
            yield Finding(overlay.name, result.id, text, result.line)
        elif result.id not in meant and result.outcome is not Outcome.PASSED and not _is_absent(result):
            yield Finding(overlay.name, result.id, "is lost though it is not redefined", result.line, result)


def also_findings(overlay: Overlay, results: Sequence[ExerciseResult], assignment: Assignment) -> Iterator[Finding]:
    if not any(overlay.concerns(exercise) for exercise in assignment.exercises):
        yield Finding(overlay.name, "", "redefines nothing that an exercise calls")
    for result in results:
        if result.outcome is not Outcome.PASSED and not _is_absent(result):
            yield Finding(overlay.name, result.id, "refuses right work", result.line, result)


def _is_absent(result: ExerciseResult) -> bool:
    return result.cause is Cause.UNAVAILABLE
