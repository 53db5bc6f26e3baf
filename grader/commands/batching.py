"""From what was typed after `grade batch` to a gradebook in which everything is graded."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import click
from filelock import FileLock, Timeout

from grader.batch import (
    Grading,
    Pool,
    Setup,
    Tally,
    Workers,
    basis_of,
    dependants_in,
    most_workers,
    pack,
    scratch_folder,
)
from grader.batch.summary import Done, lines_of, standing_of
from grader.collect import Roster, read_roster
from grader.commands import find
from grader.commands.collecting import enrol, hand_in
from grader.commands.extra import needs_extra
from grader.errors import UsageError
from grader.gradebook import ALL, CHANGED, EXERCISE, STUDENT, Gradebook, Place, Standings, Wanted
from grader.model.devices import CPU
from grader.model.spec import Assignment, Course
from grader.pipeline.references import is_recorded
from grader.pipeline.request import RECORDED
from grader.pipeline.where import is_on_device
from grader.reporters.class_bar import ClassBar
from grader.sandbox import ISOLATED, TOGETHER, TRIES
from grader.spec import assignment_file, load_assignment

INTERRUPTED = 130
# Visible and hidden cases have children of their own; a case is called a few dozen times at most for all that is asked.
_LOADS, _CALLS = 2, 70


@dataclass(frozen=True, slots=True)
class BatchWish:
    """What was typed. Nothing is resolved here."""

    assignment: str
    paths: tuple[Path, ...]
    gradebook: Place
    roster: Path | None
    student: str | None
    workers: int | None
    seed: int | None
    regrade: tuple[str, ...]
    require: str
    exit_zero: bool
    backend: str | None
    device: str = ""
    ray: str | None = None


def grade_class(wish: BatchWish) -> int:
    """Do all of it, say what came of it, and return the exit code."""
    course = find.course_for(None)
    assignment = load_assignment(assignment_file(course, wish.assignment), course)
    _check_paths(wish.paths)
    roster = None if wish.roster is None else read_roster(wish.roster)
    with _locked(wish.gradebook), Gradebook.open(wish.gradebook, make=True) as book:
        if not book.claim(assignment.name):
            raise UsageError(f"another `grade batch` is grading {assignment.name} into `{wish.gradebook}`")
        if roster is not None:
            enrol(roster, book)
        collected = hand_in(wish.paths, assignment, roster or Roster(book.students()), book, only=wish.student)
        _check_again(wish.regrade, assignment, book)
        done = replace(_grade(wish, course, assignment, book), collected=collected)
        standings = book.standings(assignment.name, course.policy)
        lines = lines_of(standings, done, str(wish.gradebook))
        click.echo("\n".join(lines))
    return _exit_code(standings, done, exit_zero=wish.exit_zero)


def _grade(wish: BatchWish, course: Course, assignment: Assignment, book: Gradebook) -> Done:
    """Grade what is left, or what was asked for again; a run that was interrupted is gone on with."""
    basis, dependants = basis_of(course, assignment, wish.device), dependants_in(assignment)
    run = book.unfinished(basis, wish.seed)
    again = tuple(dict.fromkeys((*book.left_over(assignment.name), *wish.regrade)))
    wanted = Wanted(assignment.name, basis.tasks, basis.digest, again, dependants)
    jobs = book.jobs(wanted, run)
    if not jobs and run is None:
        return Done(Tally(0), others=book.outdated(basis))
    resumed = run is not None
    run = book.begin(basis, *_seed(wish, course, assignment), again) if run is None else book.ask_again(run, again)
    setup = Setup(
        str(course.file),
        assignment.name,
        run.seed,
        run.seed_source,
        ISOLATED if wish.require == ISOLATED else None,
        _patience(assignment),
        wish.backend,
        wish.device,
    )
    tally, interrupted = Tally(len(jobs)), False
    with scratch_folder() as scratch, ClassBar(sys.stderr) as bar:

        def hear(now: Tally) -> None:
            nonlocal tally
            tally = now
            bar.tell(*standing_of(now))

        try:
            with _pool(wish, course, assignment, setup, len(jobs), scratch) as workers:
                Grading(book, run, scratch, dependants, hear).do(jobs, workers)
        except KeyboardInterrupt:
            interrupted = True
    return Done(
        tally,
        changes=book.changes(run),
        others=book.outdated(basis),
        resumed=resumed,
        interrupted=interrupted,
        again=bool(again),
        seed=run.seed,
    )


def _pool(
    wish: BatchWish, course: Course, assignment: Assignment, setup: Setup, jobs: int, scratch: Path
) -> AbstractContextManager[Pool]:
    """Workers on this machine, or the nodes of a cluster."""
    memory, with_device = _memory(assignment), _has_device(wish, assignment)
    if wish.ray is None:
        most = most_workers(memory, with_device=with_device)
        return Workers(setup, min(wish.workers or most, max(jobs, 1)), scratch)
    with needs_extra("ray"):
        from grader.batch.cluster import Cluster
    return Cluster(
        setup,
        pack(course, assignment),
        wish.ray,
        most=wish.workers,
        memory=memory,
        with_device=with_device,
        say=lambda text: click.echo(f"grade: {text}", err=True),
    )


def _seed(wish: BatchWish, course: Course, assignment: Assignment) -> tuple[int, str]:
    """One for the whole run, so that all are asked the same and the reference is observed once."""
    if assignment.released is not None and is_recorded(course, assignment):
        return assignment.released.seeds[-1], RECORDED
    return (secrets.randbelow(2**32), "fresh") if wish.seed is None else (wish.seed, "option")


def _memory(assignment: Assignment) -> int:
    return max(case.limits.memory for each in assignment.exercises for case in each.cases)


def _has_device(wish: BatchWish, assignment: Assignment) -> bool:
    """Whether children may take a device beside the CPU, if there is one."""
    return wish.device not in ("", CPU) or any(is_on_device(each) for each in assignment.exercises)


def _patience(assignment: Assignment) -> float:
    """Far more than a submission can take that uses up each of its limits, whatever is asked of it further."""
    seconds = [each.limits.seconds for each in assignment.exercises]
    return 120 + _LOADS * (len(seconds) + TRIES) * (TOGETHER + 1) * max(seconds) + _CALLS * sum(seconds)


def _check_paths(paths: tuple[Path, ...]) -> None:
    for path in paths:
        if not path.exists():
            raise UsageError(f"there is no `{path}`")


def _check_again(regrade: tuple[str, ...], assignment: Assignment, book: Gradebook) -> None:
    """Raises ``UsageError`` where what is to be graded anew is not there."""
    for each in regrade:
        if each in (ALL, CHANGED):
            continue
        if each.startswith(EXERCISE):
            find.exercise_named(assignment, each.removeprefix(EXERCISE))
        elif each.startswith(STUDENT):
            keys = [student.key for student in book.students()]
            if (key := each.removeprefix(STUDENT)) not in keys:
                raise UsageError(f"the gradebook knows no student `{key}`{find.did_you_mean(key, keys)}")
        else:
            raise UsageError(f"`--regrade {each}`: say `student:KEY`, `exercise:ID`, `changed` or `all`")


@contextmanager
def _locked(gradebook: Place) -> Iterator[None]:
    """Nobody else grades into a file meanwhile. On a server it is an assignment that one claims."""
    if gradebook.is_on_server:
        yield
        return
    lock = FileLock(gradebook.file.with_name(f".{gradebook.file.name}.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise UsageError(f"another `grade batch` is at work on `{gradebook}`") from None
    except OSError as error:
        raise UsageError(f"the gradebook `{gradebook}` cannot be written: {error.strerror}") from None
    try:
        yield
    finally:
        lock.release()


def _exit_code(standings: Standings, done: Done, *, exit_zero: bool) -> int:
    """0 where everybody has all points, 1 where somebody has not, 3 where something is ungraded, 130 interrupted."""
    if done.interrupted:
        return INTERRUPTED
    scores = [each.score for each in standings.students if each.attempts and not each.excused]
    if any(score is None for score in scores):
        return 3
    return 0 if exit_zero or all(score == standings.points for score in scores) else 1
