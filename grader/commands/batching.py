"""From what was typed after `grade batch` to a gradebook in which everything is graded."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from filelock import FileLock, Timeout

from grader.batch import Grading, Setup, Tally, Workers, basis_of, most_workers, related_to, scratch_folder
from grader.batch.summary import Done, lines_of, standing_of
from grader.collect import Roster, collect, read_roster
from grader.commands import find
from grader.errors import UsageError
from grader.gradebook import ALL, CHANGED, EXERCISE, STUDENT, Gradebook, Standings, Wanted
from grader.model.spec import Assignment, Course
from grader.pipeline.references import is_recorded
from grader.pipeline.request import RECORDED
from grader.reporters.class_bar import ClassBar
from grader.reporters.status import Status
from grader.sandbox import ISOLATED
from grader.spec import assignment_file, load_assignment

INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class BatchWish:
    """What was typed. Nothing is resolved here."""

    assignment: str
    paths: tuple[Path, ...]
    gradebook: Path
    roster: Path | None
    workers: int | None
    seed: int | None
    regrade: tuple[str, ...]
    require: str
    exit_zero: bool
    backend: str | None


def grade_class(wish: BatchWish) -> int:
    """Do all of it, say what came of it, and return the exit code."""
    course = find.course_for(None)
    assignment = load_assignment(assignment_file(course, wish.assignment), course)
    _check_paths(wish.paths)
    roster = None if wish.roster is None else read_roster(wish.roster)
    with _locked(wish.gradebook), Gradebook.open(wish.gradebook, make=True) as book:
        if roster is not None:
            book.enrol(roster.students)
            _know_again(roster, book)
        _collect(wish, assignment, roster or Roster(book.students()), book)
        _check_again(wish.regrade, assignment, book)
        done = _grade(wish, course, assignment, book)
        standings = book.standings(assignment.name, course.policy)
        lines = lines_of(standings, done, str(wish.gradebook))
        click.echo("\n".join(lines))
    return _exit_code(standings, done, exit_zero=wish.exit_zero)


def _grade(wish: BatchWish, course: Course, assignment: Assignment, book: Gradebook) -> Done:
    """Grade what is left, or what was asked for again; a run that was interrupted is gone on with."""
    basis, related = basis_of(course, assignment), related_to(assignment)
    run = book.unfinished(basis, wish.seed)
    again = tuple(dict.fromkeys((*(run.again if run else ()), *wish.regrade)))
    wanted = Wanted(assignment.name, basis.tasks, basis.digest, again, related)
    jobs = book.jobs(wanted, run)
    if not jobs and run is None:
        return Done(Tally(0), others=wanted.other_basis())
    resumed = run is not None
    if run is None:
        run = book.begin(basis, *_seed(wish, course, assignment), again)
    setup = Setup(
        str(course.file),
        assignment.name,
        run.seed,
        run.seed_source,
        ISOLATED if wish.require == ISOLATED else None,
        _patience(assignment),
        wish.backend,
    )
    count = min(wish.workers or most_workers(_memory(assignment)), max(len(jobs), 1))
    tally, interrupted = Tally(len(jobs)), False
    with scratch_folder() as scratch, ClassBar(sys.stderr) as bar:

        def hear(now: Tally) -> None:
            nonlocal tally
            tally = now
            bar.tell(*standing_of(now))

        try:
            with Workers(setup, count, scratch) as workers:
                Grading(book, run, scratch, related, hear).do(jobs, workers)
        except KeyboardInterrupt:
            interrupted = True
    others = 0 if again else wanted.other_basis()
    return Done(tally, book.changes(run), others, resumed=resumed, interrupted=interrupted, seed=run.seed)


def _know_again(roster: Roster, book: Gradebook) -> None:
    """Who handed in before there was a roster may be in it under another key."""
    for stranger in book.students():
        if not stranger.enrolled and (known := roster.find(stranger.key)).enrolled:
            book.merge(stranger.key, known.key)


def _collect(wish: BatchWish, assignment: Assignment, roster: Roster, book: Gradebook) -> None:
    """Put what was handed in into the gradebook, one submission at a time."""
    count = 0
    with Status(sys.stderr) as status:
        for found in collect(wish.paths, assignment, roster):
            book.hand_in(
                assignment.name,
                roster.find(found.student),
                found.files,
                found=found.place,
                at=found.at,
                notes=found.notes,
            )
            count += 1
            status.say(f"reading what was handed in: {count}")
    if not count and wish.paths:
        shown = ", ".join(f"`{path}`" for path in wish.paths)
        raise UsageError(
            f"nothing was handed in for {assignment.name} in {shown}: looked for {_looked_for(assignment)}"
        )
    if not count and assignment.name not in book.assignments():
        raise UsageError(
            f"the gradebook holds nothing that was handed in for {assignment.name}: say where it is, "
            f"`grade batch {assignment.name} PATH… --gradebook {wish.gradebook}`"
        )


def _looked_for(assignment: Assignment) -> str:
    return ", ".join(assignment.files)


def _seed(wish: BatchWish, course: Course, assignment: Assignment) -> tuple[int, str]:
    """One for the whole run, so that all are asked the same and the reference is observed once."""
    if assignment.released is not None and is_recorded(course, assignment):
        return assignment.released.seeds[-1], RECORDED
    return (secrets.randbelow(2**32), "fresh") if wish.seed is None else (wish.seed, "option")


def _memory(assignment: Assignment) -> int:
    return max(case.limits.memory for each in assignment.exercises for case in each.cases)


def _patience(assignment: Assignment) -> float:
    """Far more than a submission can take that uses up each of its limits, whatever is asked of it further."""
    return 120 + 20 * sum(each.limits.seconds for each in assignment.exercises)


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
def _locked(gradebook: Path) -> Iterator[None]:
    """Nobody else grades into it meanwhile."""
    lock = FileLock(gradebook.with_name(f".{gradebook.name}.lock"))
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
