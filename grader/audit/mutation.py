"""Every mutant of one assignment is tried, and each survivor set beside the reference on fresh cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from random import Random
from typing import TypeVar

from grader.audit.agreement import Agreement, agreement, random_paths
from grader.audit.answers import AnswerMutant, answer_mutants
from grader.audit.at_once import at_once
from grader.audit.bench import Bench
from grader.audit.findings import Finding
from grader.audit.fresh import Fresh
from grader.audit.sources import SourceMutant, mentions, reached
from grader.audit.survivors import Survivor, Tally
from grader.audit.trials import Trials, within
from grader.model.path import RESULTS, Path
from grader.model.record import Record
from grader.model.result import Outcome
from grader.model.spec import Exercise
from grader.pipeline.expected import Expected, ExpectedExercise
from grader.pipeline.laws import calls_for_laws, law_verdicts
from grader.pipeline.runs import Run
from grader.pipeline.verdicts import judge_runs

Tell = Callable[[str], None]
T = TypeVar("T")


@dataclass(slots=True)
class Mutation:
    """What has been found so far: a tally by exercise, survivors, and ends of ranges where the reference fails."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    survivors: list[Survivor] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def count(self, exercise: str, survivor: Survivor | None) -> None:
        """One mutant of ``exercise`` more, which may have survived."""
        excused = survivor is not None and survivor.excused
        self.tallies[exercise] += Tally(1, int(survivor is not None), int(excused))
        if survivor is not None:
            self.survivors.append(survivor)


class _Exercise:
    """One exercise that mutants are tried on, with what is made for them once."""

    def __init__(self, bench: Bench, each: ExpectedExercise, seed: int) -> None:
        # With its own rounding known: what is zero in theory is zero, and is not mutated.
        visible, hidden = (tuple(map(bench.rounding.of, cases)) for cases in (each.visible, each.hidden))
        self.bench, self.exercise = bench, each.exercise
        self.each = replace(each, visible=visible, hidden=hidden)
        self.fresh = Fresh(bench, each.exercise, seed)
        self.first = self.each.cases[0].record
        self.random = random_paths(each.cases)
        self._law_answers: list[list[Record | None]] | None = None

    def earns(self, mutant: AnswerMutant) -> bool:
        """Whether what ``mutant`` shows passes every case, laws included."""
        groups = [group for cases in (self.each.visible, self.each.hidden) for group in _together(cases)]
        if not all(self._passes(mutant, group) for group in groups):
            return False
        return all(self._keeps_laws(mutant, at) for at, each in enumerate(self.each.cases) if each.laws)

    def _passes(self, mutant: AnswerMutant, cases: Sequence[Expected]) -> bool:
        runs = [Run(each, mutant.record(each, self.first)) for each in cases]
        judge_runs(runs, self.bench.course.rtol, self.bench.course.atol)
        return all(run.passed for run in runs)

    def _keeps_laws(self, mutant: AnswerMutant, at: int) -> bool:
        each, calls = self.each.cases[at], calls_for_laws(self.each.cases[at])
        answers = [
            mutant.of_call(each, call, record, self.first)
            for call, record in zip(calls, self._answers_to_laws()[at], strict=True)
            if record is not None
        ]
        course = self.bench.course
        verdicts = law_verdicts(each, mutant.record(each, self.first), answers, course.rtol, course.atol)
        return all(verdict.passed for verdict in verdicts)

    def _answers_to_laws(self) -> list[list[Record | None]]:
        """The reference's answers to the further calls of each case's laws."""
        if self._law_answers is None:
            calls = [(each, call) for each in self.each.cases for call in calls_for_laws(each)]
            found = iter(self.bench.answers(self.bench.solution, *zip(*calls, strict=True)))
            self._law_answers = [[next(found) for _ in calls_for_laws(each)] for each in self.each.cases]
        return self._law_answers

    def agreement_of_answers(self, mutant: AnswerMutant) -> Agreement:
        def show(cases: Sequence[Expected]) -> list[Record | None]:
            return [mutant.record(each, self.first) for each in cases]

        return agreement(self.fresh.batches(), show, self.random, self.bench.rounding.of)

    def agreement_of_source(self, mutant: SourceMutant) -> Agreement:
        with self.bench.answering(mutant.source, self.exercise.limits, self.exercise) as answering:
            return agreement(self.fresh.batches(), answering.records, self.random, self.bench.rounding.of)


def try_mutants(
    bench: Bench,
    expected: Sequence[ExpectedExercise],
    mutants: Sequence[SourceMutant],
    seed: int,
    tell: Tell,
    say: Tell,
    workers: int,
    most: int | None = None,
) -> Mutation:
    """Try all of them on what was observed under one seed; ``tell`` is called once for each exercise and mutant.

    ``say`` hears of what comes after them. With ``most``, only so many wrong answers to each exercise are tried, chosen
    by the seed.
    """
    mentioned = mentions(bench.solution)
    tried = [_Exercise(bench, each, seed) for each in expected if each.cases]
    groups: dict[tuple[int, ...], list[int]] = {}
    for at, mutant in enumerate(mutants):
        if concerned := _concerned(tried, mutant, mentioned):
            groups.setdefault(concerned, []).append(at)

    def answers(each: _Exercise) -> list[_Tried]:
        tell(f"wrong answers to {each.exercise.id}")
        chosen = _some(list(answer_mutants(each.each.cases)), most, seed)
        return [_Tried(each, partial(_of_answer, each, mutant) if each.earns(mutant) else None) for mutant in chosen]

    def texts(concerned: tuple[int, ...]) -> list[_Tried]:
        chosen, exercises = groups[concerned], [tried[number] for number in concerned]
        earns = _texts_that_earn([mutants[at] for at in chosen], exercises, tell)
        return [
            _Tried(exercises[0], partial(_of_text, exercises, mutants[at]) if earned else None, at)
            for at, earned in zip(chosen, earns, strict=True)
        ]

    jobs = [*(partial(answers, each) for each in tried), *(partial(texts, concerned) for concerned in groups)]
    made = sorted((each for found in at_once(jobs, workers) for each in found), key=lambda each: each.at)
    found = Mutation({each.exercise.id: Tally() for each in tried})
    say("survivors beside the reference")
    survivors = at_once([each.survivor for each in made if each.survivor is not None], workers)
    for each in made:
        found.count(each.exercise.exercise.id, None if each.survivor is None else next(survivors))
    found.findings += [finding for each in tried for finding in _boundaries(each)]
    return found


def _some(mutants: list[T], most: int | None, seed: int) -> list[T]:
    """All of them, or as many as are wanted, in their order."""
    if most is None or len(mutants) <= most:
        return mutants
    chosen = Random(seed).sample(range(len(mutants)), most)  # noqa: S311 (a choice that can be made again)
    return [mutants[at] for at in sorted(chosen)]


@dataclass(frozen=True, slots=True)
class _Tried:
    """One mutant of ``exercise``; where it earns it, ``survivor`` sets it beside the reference.

    ``at`` is its place among those of the text, answers come before all of them.
    """

    exercise: _Exercise
    survivor: Callable[[], Survivor] | None
    at: int = -1


def _together(cases: Sequence[Expected]) -> Iterator[Sequence[Expected]]:
    """The cases that are judged together: the repeats of one, or all where their results are compared."""
    if any(check.path.root == RESULTS for each in cases for check in each.draft.case.checks):
        yield cases
        return
    for title in dict.fromkeys(each.draft.case.title for each in cases):
        yield [each for each in cases if each.draft.case.title == title]


def _concerned(
    tried: Sequence[_Exercise], mutant: SourceMutant, mentioned: Mapping[str, frozenset[str]]
) -> tuple[int, ...]:
    """The exercises that call what is changed, or where none does, those that run it: their places."""
    direct = [at for at, each in enumerate(tried) if mutant.definition in each.exercise.names]
    running = (at for at, each in enumerate(tried) if mutant.definition in reached(mentioned, each.exercise))
    return tuple(direct or running)


def _texts_that_earn(mutants: Sequence[SourceMutant], concerned: Sequence[_Exercise], tell: Tell) -> Iterator[bool]:
    """Whether each earns all. Most fail in a case that is judged alone; who comes through is graded as students are."""
    trials = Trials(concerned[0].bench, [each.each for each in concerned])
    failures = trials.failures(
        [mutant.source for mutant in mutants], lambda at: tell(f"mutants of {mutants[at].definition}")
    )
    for mutant, failure in zip(mutants, failures, strict=True):
        yield failure is None and _earns(mutant, concerned, trials.longest)


def _earns(mutant: SourceMutant, concerned: Sequence[_Exercise], seconds: float) -> bool:
    hurried = [within(each.each, seconds) for each in concerned]
    results = concerned[0].bench.grade(mutant.source, hurried, {each.exercise.id for each in concerned})
    return all(result.outcome is Outcome.PASSED for result in results)


def _of_answer(each: _Exercise, mutant: AnswerMutant) -> Survivor:
    return _survivor(each, f"shows {mutant.name}", each.agreement_of_answers(mutant), None)


def _of_text(concerned: Sequence[_Exercise], mutant: SourceMutant) -> Survivor:
    """The first of the exercises in which it differs from the reference, or the last."""
    for each in concerned:
        found = _survivor(each, mutant.name, each.agreement_of_source(mutant), mutant)
        if not found.excused:
            break
    return found


def _survivor(each: _Exercise, name: str, found: Agreement, mutant: SourceMutant | None) -> Survivor:
    """Excused where it agrees in every case, and there were as many as there can be."""
    excused = found.is_whole and each.fresh.can_be_drawn
    line = each.exercise.line if found.case is None else _line_of(found.case, found.path, each.exercise)
    title = (found.case.draft.case.title or "") if found.case is not None else ""
    survivor = Survivor(each.exercise.id, name, line, excused, found.cases, found.path, title)
    if mutant is None:
        return survivor
    return Survivor(
        each.exercise.id, name, line, excused, found.cases, found.path, title,
        mutant.file, mutant.line, mutant.before, mutant.after,
    )  # fmt: skip


def _line_of(case: Expected, path: str, exercise: Exercise) -> int:
    """The line that lets a difference at ``path`` pass: a check there, or the case that has none."""
    parsed = Path.parse(path)
    checks = case.draft.case.checks
    near = [check for check in checks if check.path.object == parsed] or [
        check for check in checks if check.path.root == parsed.root and check.path.is_gradient == parsed.is_gradient
    ]
    return next((check.line for check in near if check.line), case.draft.case.line or exercise.line)


def _boundaries(each: _Exercise) -> Iterator[Finding]:
    for found in each.fresh.boundaries:
        text = (
            f"its reference fails with `{found.name}` at an end of its range: narrow the range, or mend the reference"
        )
        yield Finding("reference, ends of ranges", each.exercise.id, text, found.case.line or each.exercise.line)
