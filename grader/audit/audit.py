"""The audit of one assignment: files, reference under several seeds, empty work, wrong and other work, mutants."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.audit.at_once import at_once
from grader.audit.bench import Bench
from grader.audit.files import file_findings
from grader.audit.findings import Finding
from grader.audit.lint import lint_findings
from grader.audit.margins import margin_findings
from grader.audit.mutation import try_mutants
from grader.audit.overlays import Overlay, overlays
from grader.audit.scope import Scope
from grader.audit.sources import mentions, reached, source_mutants
from grader.audit.survivors import Survivor, Tally
from grader.model.result import Cause, ExerciseResult, Outcome
from grader.model.spec import Assignment, Course
from grader.pipeline.references import References
from grader.pipeline.sources import empty, read_starter
from grader.sandbox import Runner, Source

# What is done now, how many things are done, and how many there are.
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What was tried, counted, and what was found. It is green where no error was, and no mutant is left unexcused.

    ``mutants`` are by exercise; ``survivors`` are those that earn it, excused or not.
    """

    assignment: str
    seed: int
    seeds: int
    wrong: int
    also: int
    findings: tuple[Finding, ...]
    mutants: Mapping[str, Tally] = field(default_factory=dict)
    survivors: tuple[Survivor, ...] = ()
    unavailable: tuple[str, ...] = field(default=())

    @property
    def tally(self) -> Tally:
        return sum(self.mutants.values(), Tally())

    @property
    def errors(self) -> int:
        """How much there is to mend."""
        left = self.tally.survived - self.tally.excused
        return sum(finding.severity == "error" for finding in self.findings) + left

    @property
    def is_green(self) -> bool:
        return not self.errors


class _Steps:
    """Counts what is done of ``total``, and tells it."""

    def __init__(self, assignment: str, tell: Tell, total: int) -> None:
        self._assignment, self._tell, self._total, self._done = assignment, tell, total, -1

    def next(self, text: str) -> None:
        self._done += 1
        self._tell(f"{self._assignment}: {text}", self._done, self._total)


def audit(
    course: Course,
    assignment: Assignment,
    runner: Runner,
    tell: Tell,
    seeds: int = 5,
    seed: int = 0,
    only: frozenset[str] = frozenset(),
) -> AuditReport:
    """Try everything on ``assignment``; findings name what to change. Raises ``GraderError`` for what it cannot do.

    Cases are drawn from ``seed`` and those after it, ``seeds`` in all; everything but the reference is tried on the
    first. The same seed finds the same. With ``only``, just these exercises are tried, and what redefines them.
    """
    scope = Scope.of(assignment, only)
    findings = [each for each in file_findings(course, assignment) if scope.has_finding(each)]
    references = References.of(course, assignment)
    solution = references.solution
    if isinstance(solution, Path):
        return AuditReport(assignment.name, seed, 0, 0, 0, tuple(findings))
    with Bench(course, scope.assignment, references, runner) as bench:
        return _tried(bench, scope, findings, tell, seeds, seed)


def _tried(bench: Bench, scope: Scope, findings: list[Finding], tell: Tell, seeds: int, seed: int) -> AuditReport:
    """Everything that is run; ``findings`` are those of the files alone."""
    course, assignment, solution = bench.course, bench.assignment, bench.solution
    folder = course.references / assignment.name
    work = list(_empty_work(assignment, bench.references))
    laid = {kind: list(filter(scope.has_overlay, overlays(folder, kind, solution))) for kind in ("wrong", "also")}
    mutants = list(filter(scope.has_mutant, source_mutants(solution, seed)))
    total = seeds + len(work) + sum(map(len, laid.values())) + len(assignment.exercises) + len(mutants)
    steps = _Steps(assignment.name, tell, total)
    for each in range(seed, seed + seeds):
        steps.next(f"reference under seed {each}")
        findings += _reference_findings(bench, each, twice=each == seed)
    expected = bench.expect(seed)
    findings += lint_findings(course, assignment, expected)
    for name, source in work:
        steps.next(name)
        findings += _earned(name, bench.grade(source, expected))
    tried = {kind: [each for each in laid[kind] if not isinstance(each, SyntaxError)] for kind in laid}
    findings += [_not_python(each) for kind in laid for each in laid[kind] if isinstance(each, SyntaxError)]
    wrong = [(each, expected, _run_by(each, assignment)) for each in tried["wrong"]]
    for (overlay, _, _), results in zip(wrong, at_once(_graded_by(bench), wrong), strict=True):
        steps.next(overlay.name)
        findings += _wrong_findings(overlay, results, assignment)
    for overlay in tried["also"]:  # one after the other, since right work may be held to the reference's time
        steps.next(overlay.name)
        findings += _also_findings(
            overlay, bench.grade(overlay.source, expected, _run_by(overlay, assignment)), assignment
        )
    findings += margin_findings(bench, expected, tried["also"])
    mutation = try_mutants(bench, expected, mutants, seed, steps.next)
    return AuditReport(
        assignment.name,
        seed,
        seeds,
        len(laid["wrong"]),
        len(laid["also"]),
        (*findings, *mutation.findings),
        mutation.tallies,
        tuple(mutation.survivors),
        tuple(bench.absent),
    )


def _reference_findings(bench: Bench, seed: int, *, twice: bool) -> Iterator[Finding]:
    """The reference earns everything, and a second observation of it shows the very same."""
    expected = bench.expect(seed)
    for result in bench.grade(bench.solution, expected):
        if result.outcome not in (Outcome.PASSED, Outcome.SKIPPED):
            yield Finding(f"reference, seed {seed}", result.id, "does not earn everything", result.line, result)
    for first, second in zip(expected, bench.observe_anew(seed) if twice else (), strict=False):
        records = [[case.record for case in each.cases] for each in (first, second)]
        if first.fault is None and records[0] != records[1]:
            text = "its reference does not show the same twice: draw no random numbers, or check statistics"
            yield Finding(f"reference, seed {seed}", first.exercise.id, text, first.exercise.line)


def _graded_by(bench: Bench) -> Callable[..., tuple[ExerciseResult, ...]]:
    return lambda overlay, expected, only: bench.grade(overlay.source, expected, only)


def _not_python(error: SyntaxError) -> Finding:
    return Finding(str(error.filename), "", f"is not Python: {error.msg}", error.lineno or 0)


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


def _run_by(overlay: Overlay, assignment: Assignment) -> frozenset[str]:
    """The exercises that run what an overlay redefines: the others are graded as the reference is."""
    mentioned = mentions(overlay.source)
    return frozenset(
        exercise.id
        for exercise in assignment.exercises
        if overlay.concerns(exercise) or not overlay.redefines.isdisjoint(reached(mentioned, exercise))
    )


def _wrong_findings(overlay: Overlay, results: Sequence[ExerciseResult], assignment: Assignment) -> Iterator[Finding]:
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


def _also_findings(overlay: Overlay, results: Sequence[ExerciseResult], assignment: Assignment) -> Iterator[Finding]:
    if not any(overlay.concerns(exercise) for exercise in assignment.exercises):
        yield Finding(overlay.name, "", "redefines nothing that an exercise calls")
    for result in results:
        if result.outcome is not Outcome.PASSED and not _is_absent(result):
            yield Finding(overlay.name, result.id, "refuses right work", result.line, result)


def _is_absent(result: ExerciseResult) -> bool:
    return result.cause is Cause.UNAVAILABLE
