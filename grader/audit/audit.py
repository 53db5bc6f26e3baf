"""The audit of one assignment: files, reference under several seeds, empty work, wrong and other work, mutants."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.audit.files import file_findings
from grader.audit.findings import Finding
from grader.audit.mutants import mutants
from grader.audit.overlays import Overlay, overlays
from grader.model.result import Cause, ExerciseResult, Outcome
from grader.model.spec import Assignment, Course
from grader.pipeline.attempts import attempt_exercises
from grader.pipeline.availability import unavailable
from grader.pipeline.expected import ExpectedExercise
from grader.pipeline.reference import observe_reference
from grader.pipeline.references import References
from grader.pipeline.runs import Run
from grader.pipeline.sources import empty, read_starter
from grader.pipeline.verdicts import judge_runs
from grader.plan import draw_exercises
from grader.sandbox import Policy, Runner, Source
from grader.score import score_exercises

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What was tried, counted, and what was found. It is green where nothing was."""

    assignment: str
    seeds: int
    wrong: int
    also: int
    mutants: int
    findings: tuple[Finding, ...]
    unavailable: tuple[str, ...] = field(default=())

    @property
    def is_green(self) -> bool:
        return not self.findings


class _Bench:
    """One assignment ready to grade any source against a reference that was observed once for each seed."""

    def __init__(self, course: Course, assignment: Assignment, runner: Runner) -> None:
        self.course, self.assignment, self.runner = course, assignment, runner
        self.absent = unavailable(assignment.exercises, runner)
        self.policy = Policy(course.file)

    def expect(self, references: References, seed: int) -> list[ExpectedExercise]:
        plans = draw_exercises(self.assignment.exercises, seed, self.assignment.folder)
        return observe_reference(plans, references, self.runner, self.policy, skip=self.absent)

    def grade(self, source: Source, expected: Sequence[ExpectedExercise]) -> tuple[ExerciseResult, ...]:
        found = attempt_exercises(expected, source, self.runner, self.policy, self.course, lambda _: None)
        return score_exercises(self.assignment.exercises, {**found.attempts, **self.absent})


def audit(course: Course, assignment: Assignment, runner: Runner, say: Say, seeds: int = 5) -> AuditReport:
    """Try everything on ``assignment``; findings name what to change. Raises ``GraderError`` for what it cannot do."""
    findings = list(file_findings(course, assignment))
    bench = _Bench(course, assignment, runner)
    references = References.of(course, assignment)
    reference = references.solution
    if isinstance(reference, Path):
        return AuditReport(assignment.name, 0, 0, 0, 0, tuple(findings))
    for seed in range(seeds):
        say(f"{assignment.name}: reference under seed {seed}")
        findings += _reference_findings(bench, references, seed)
    expected = bench.expect(references, seed=0)
    for name, source in _empty_work(assignment, references):
        say(f"{assignment.name}: {name}")
        findings += _earned(name, bench.grade(source, expected))
    folder = course.references / assignment.name
    tried = {"wrong": 0, "also": 0}
    for kind, judge in (("wrong", _wrong_findings), ("also", _also_findings)):
        for overlay in overlays(folder, kind, reference):
            tried[kind] += 1
            if isinstance(overlay, SyntaxError):
                findings.append(
                    Finding(str(overlay.filename), "", f"is not Python: {overlay.msg}", overlay.lineno or 0)
                )
                continue
            say(f"{assignment.name}: {overlay.name}")
            findings += judge(overlay, bench.grade(overlay.source, expected), assignment)
    say(f"{assignment.name}: mutants")
    made, survivors = _mutant_findings(expected, course)
    return AuditReport(
        assignment.name,
        seeds,
        tried["wrong"],
        tried["also"],
        made,
        (*findings, *survivors),
        tuple(bench.absent),
    )


def _reference_findings(bench: _Bench, references: References, seed: int) -> Iterator[Finding]:
    """The reference earns everything, and a second observation of it shows the very same."""
    assert isinstance(references.solution, Source)
    expected = bench.expect(references, seed)
    for result in bench.grade(references.solution, expected):
        if result.outcome not in (Outcome.PASSED, Outcome.SKIPPED):
            yield Finding(f"reference, seed {seed}", result.id, "does not earn everything", result.line, result)
    for first, second in zip(expected, bench.expect(references, seed), strict=True):
        records = [[case.record for case in (*each.visible, *each.hidden)] for each in (first, second)]
        if first.fault is None and records[0] != records[1]:
            text = "its reference does not show the same twice: draw no random numbers, or check statistics"
            yield Finding(f"reference, seed {seed}", first.exercise.id, text, first.exercise.line)


def _empty_work(assignment: Assignment, references: References) -> Iterator[tuple[str, Source]]:
    starter = read_starter(assignment, references.provided)
    if isinstance(starter, Source):
        yield "starter", starter
    yield "empty file", empty(assignment, references.provided)


def _earned(name: str, results: Sequence[ExerciseResult]) -> Iterator[Finding]:
    for result in results:
        if result.score:
            text = f"earns {result.score / 100:g} points without any work: check more than what is there already"
            yield Finding(name, result.id, text, result.line)


def _wrong_findings(overlay: Overlay, results: Sequence[ExerciseResult], assignment: Assignment) -> Iterator[Finding]:
    """A wrong file loses exactly the exercises that it redefines."""
    meant = {exercise.id for exercise in assignment.exercises if overlay.concerns(exercise)}
    if not meant:
        yield Finding(overlay.name, "", "redefines nothing that an exercise calls")
    for result in results:
        if result.id in meant and result.outcome is Outcome.PASSED:
            text = "is passed by this mistake: add a case or a check that tells it from right work"
            yield Finding(overlay.name, result.id, text, result.line)
        elif result.id not in meant and result.outcome is not Outcome.PASSED and not _is_absent(result):
            yield Finding(overlay.name, result.id, "is lost though it is not redefined", result.line, result)


def _also_findings(overlay: Overlay, results: Sequence[ExerciseResult], assignment: Assignment) -> Iterator[Finding]:
    if not any(overlay.concerns(exercise) for exercise in assignment.exercises):
        yield Finding(overlay.name, "", "redefines nothing that an exercise calls")
    for result in results:
        if result.outcome is not Outcome.PASSED and not _is_absent(result):
            yield Finding(overlay.name, result.id, "refuses right work", result.line, result)


def _is_absent(result: ExerciseResult) -> bool:
    return result.cause is Cause.UNAVAILABLE


def _mutant_findings(expected: Sequence[ExpectedExercise], course: Course) -> tuple[int, list[Finding]]:
    """How many mutants were made, and one finding for each that earns its exercise."""
    made, survivors = 0, []
    for each in expected:
        cases = each.cases
        for name, records in mutants(cases) if cases else ():
            made += 1
            runs = [Run(case, record) for case, record in zip(cases, records, strict=True)]
            judge_runs(runs, course.rtol, course.atol)
            if all(run.passed for run in runs):
                text = "is earned by a function that shows this instead of the right answer"
                survivors.append(Finding(f"mutant {name}", each.exercise.id, text, each.exercise.line))
    return made, survivors
