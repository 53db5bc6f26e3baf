"""The audit of one assignment: files, reference under several seeds, empty work, wrong and other work, mutants."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Lock

from grader.audit.at_once import at_once
from grader.audit.bench import Bench
from grader.audit.files import file_findings
from grader.audit.findings import Finding
from grader.audit.lint import lint_findings
from grader.audit.margins import margin_findings
from grader.audit.mutation import try_mutants
from grader.audit.right import results_where_in_doubt
from grader.audit.scope import Scope
from grader.audit.sources import MOST, source_mutants
from grader.audit.survivors import Survivor, Tally
from grader.audit.works import (
    SEED,
    also_findings,
    earned,
    empty_work,
    not_python,
    reference_findings,
    run_by,
    told_once,
    wrong_findings,
)
from grader.audit.wrong import WrongTrials
from grader.model.spec import Assignment, Course
from grader.pipeline.overlays import Overlay, overlays
from grader.pipeline.references import References
from grader.sandbox import Runner, Source

# What is done now, how many things are done, and how many there are.
Tell = Callable[[str, int, int], None]
# Who mentions one of these may load symbols or the compiler, in each child anew.
_LATE = (b"autograd", b"backward(", b"optim")


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What was tried, counted, and what was found. It is green where no error was, and no mutant is left unexcused.

    ``mutants`` are by exercise; ``survivors`` are those that earn it, excused or not. What is ``unavailable`` here or
    ``withdrawn`` was not tried.
    """

    assignment: str
    seed: int
    seeds: int
    wrong: int
    also: int
    findings: tuple[Finding, ...]
    mutants: Mapping[str, Tally] = field(default_factory=dict)
    survivors: tuple[Survivor, ...] = ()
    unavailable: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()

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
    """Counts what was begun of ``total``, and tells it, whoever of several begins."""

    def __init__(self, assignment: str, tell: Tell, total: int) -> None:
        self._assignment, self._tell, self._total, self._done = assignment, tell, total, -1
        self._counting = Lock()

    def next(self, text: str) -> None:
        with self._counting:
            self._done += 1
            self._tell(f"{self._assignment}: {text}", self._done, self._total)

    def say(self, text: str) -> None:
        """What is done that does not count."""
        with self._counting:
            self._tell(f"{self._assignment}: {text}", max(0, self._done), self._total)


def audit(
    course: Course,
    assignment: Assignment,
    runner: Runner,
    tell: Tell,
    seeds: int = 5,
    seed: int = 0,
    only: frozenset[str] = frozenset(),
    workers: int = 0,
    most: int | None = None,
) -> AuditReport:
    """Try everything on ``assignment``; findings name what to change. Raises ``GraderError`` for what it cannot do.

    Cases are drawn from ``seed`` and those after it, ``seeds`` in all: right and wrong work is tried on each, mutants
    on the first. The same seed finds the same, however many ``workers`` there are: as many as processors, where it is
    0. With ``only``, just these exercises are tried, and what redefines them; with ``most``, no more than so many
    mutants of the answers to an exercise, and of each function or class of its text.
    """
    scope = Scope.of(assignment, only)
    findings = [each for each in file_findings(course, assignment) if scope.has_finding(each)]
    references = References.of(course, assignment)
    solution = references.solution
    if isinstance(solution, Path) or not _is_python(solution):
        return AuditReport(assignment.name, seed, 0, 0, 0, tuple(findings))
    with Bench(course, scope.assignment, references, runner) as bench:
        return _tried(bench, scope, findings, tell, range(seed, seed + seeds), workers, most)


def _tried(
    bench: Bench,
    scope: Scope,
    findings: list[Finding],
    tell: Tell,
    seeds: range,
    workers: int,
    most: int | None,
) -> AuditReport:
    """Everything that is run; ``findings`` are those of the files alone."""
    course, assignment, solution = bench.course, bench.assignment, bench.solution
    folder, seed = course.references / assignment.name, seeds.start
    work = list(empty_work(assignment, bench.references))
    laid = {kind: list(filter(scope.has_overlay, overlays(folder, kind, solution))) for kind in ("wrong", "also")}
    tried = {kind: [each for each in laid[kind] if not isinstance(each, SyntaxError)] for kind in laid}
    mutants = list(filter(scope.has_mutant, source_mutants(solution, seed, MOST if most is None else most)))
    if any(_loads_late(each) for each in (solution, *(each.source for each in (*tried["wrong"], *tried["also"])))):
        bench.runner.warm()
    overlaid = sum(map(len, tried.values()))
    total = len(seeds) * (1 + overlaid) + len(work) + 1 + len(assignment.exercises) + len(mutants)
    steps = _Steps(assignment.name, tell, total)

    def reference(each: int) -> list[Finding]:
        steps.next(f"reference under seed {each}")
        return list(reference_findings(bench, each, first=each == seed))

    def empty(name: str, source: Source) -> list[Finding]:
        steps.next(name)
        return list(earned(name, bench.grade(source, expected)))

    def wrong(trials: WrongTrials, overlay: Overlay) -> list[Finding]:
        steps.next(overlay.name)
        return list(wrong_findings(overlay, trials.results(overlay, run_by(overlay, assignment)), assignment))

    def also(each: int, overlay: Overlay) -> list[Finding]:
        steps.next(overlay.name)
        graded = bench.grade if each == seed else partial(results_where_in_doubt, bench)
        results = graded(overlay.source, bench.expect(each), run_by(overlay, assignment))
        return list(also_findings(overlay, results, assignment))

    def margins() -> list[Finding]:
        steps.next("margins")
        return list(margin_findings(bench, expected, tried["also"]))

    findings += told_once(_all_of(at_once([partial(reference, each) for each in seeds], workers)))
    expected = bench.expect(seed)
    findings += lint_findings(course, assignment, expected)
    findings += _all_of(at_once([partial(empty, *each) for each in work], workers))
    findings += [not_python(each) for kind in laid for each in laid[kind] if isinstance(each, SyntaxError)]
    # One after the other where right work is held to the reference's time.
    timed = any(case.limits.slowdown is not None for each in assignment.exercises for case in each.cases)
    for each_seed in seeds:
        trials = WrongTrials(bench, bench.expect(each_seed), tried["wrong"])
        steps.say(f"wrong work under seed {each_seed}")
        list(at_once([partial(trials.try_on, each) for each in bench.expect(each_seed)], workers))
        found = _all_of(at_once([partial(wrong, trials, each) for each in tried["wrong"]], workers))
        right: list[Callable[[], list[Finding]]] = [partial(also, each_seed, each) for each in tried["also"]]
        if each_seed == seed:
            right.append(margins)
        found += _all_of(at_once(right, 1 if timed else workers))
        findings += found if each_seed == seed else _new(found, findings, each_seed)
    mutation = try_mutants(bench, expected, mutants, seed, steps.next, steps.say, workers, most)
    return AuditReport(
        assignment.name,
        seed,
        len(seeds),
        len(laid["wrong"]),
        len(laid["also"]),
        (*findings, *mutation.findings),
        mutation.tallies,
        tuple(mutation.survivors),
        tuple(bench.absent),
        scope.withdrawn,
    )


def _new(found: Iterable[Finding], known: Iterable[Finding], seed: int) -> list[Finding]:
    """What was not found before, each with the seed that shows it."""
    said = {(each.rule.partition(SEED)[0], each.exercise, each.text) for each in known}
    fresh = [each for each in found if (each.rule, each.exercise, each.text) not in said]
    return [replace(each, rule=f"{each.rule}{SEED}{seed}") for each in fresh]


def _all_of(found: Iterable[list[Finding]]) -> list[Finding]:
    return [finding for findings in found for finding in findings]


def _is_python(solution: Source) -> bool:
    """Whether all of it is; where it is not, a finding says so."""
    try:
        for _, content in solution.files:
            ast.parse(content)
    except (SyntaxError, ValueError):
        return False
    return True


def _loads_late(source: Source) -> bool:
    """Whether it may want parts of torch that take a second to load."""
    return any(word in content for _, content in source.files for word in _LATE)
