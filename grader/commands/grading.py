"""From a wish to a graded, reported and remembered result: what `check`, `submit` and `grader.grade` share."""

from __future__ import annotations

import errno
import os
import secrets
import sys
from dataclasses import replace
from pathlib import Path

import click

from grader import progress
from grader.commands import find
from grader.commands.handing import Handing
from grader.commands.plotting import Plotting
from grader.commands.wish import Wish
from grader.errors import GraderError, MachineError, UsageError
from grader.model.result import Cause, Result
from grader.model.spec import Assignment, Course, Released
from grader.pipeline import Request
from grader.pipeline import grade as run_pipeline
from grader.pipeline.references import is_recorded
from grader.pipeline.request import RECORDED
from grader.progress import Progress
from grader.release.changed import changed_files
from grader.reporters import json_result, terminal
from grader.reporters.status import Status
from grader.reporters.summary import SoFar
from grader.sandbox import Runner, start_runner
from grader.score import hundredths

SPECIFICATION_SEED = 0
INTERRUPTED = 130
_MOST_NAMED = 3


def grade(
    submission: str | os.PathLike[str], assignment: str | None = None, seed: int | None = None, device: str = ""
) -> Result:
    """Grade a file, or the one in a folder, as `grade submit` does, and return the result. Raises ``GraderError``.

    ``device`` is what `--device` is: the name of one, ``auto``, or empty.
    """
    with start_runner() as runner:
        wish = Wish(Path(submission), assignment, None, seed, official=True, device=device)
        request = request_of(wish)
        return run_pipeline(request, runner)


def grade_and_report(wish: Wish, runner: Runner) -> int:
    """Do all of it and return the exit code."""
    request = request_of(wish)
    handing = Handing(wish, request) if wish.push else None
    plotting = Plotting(wish.plot_dir, request.course.root, request.assignment.name) if wish.plot else None
    try:
        with Status(sys.stderr, quiet=wish.debug) as status:
            result = run_pipeline(request, runner, status.say, None if plotting is None else plotting.hear)
    except MachineError as error:
        if handing is not None:  # where torch does not run, a deadline is kept all the same
            _hand_in(handing, None, error)
        raise
    result = with_changes(request, result)
    unwritten = write_result(result, wish.output)
    with Status(sys.stderr, quiet=wish.debug) as status:
        undrawn = None if plotting is None else plotting.draw(status.say)
    around = surroundings(wish, request, result, written=unwritten is None)
    if plotting is not None and undrawn is None:
        # A folder is shown as it was typed.
        around = replace(around, pictures=tuple(map(_shown if wish.plot_dir is None else str, plotting.files)))
    try:
        terminal.report(result, sys.stderr if wish.output == json_result.STDOUT else sys.stdout, around)
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        raise MachineError(f"the report could not be written: {error.strerror}") from None
    for note in remember(request, result):
        click.echo(f"grade: {note}", err=True)
    late = unwritten or undrawn
    if handing is not None:
        _hand_in(handing, result, late)
    if late is not None:
        raise late
    return exit_code(result, wish.fail_under, wish.exit_zero)


def with_changes(request: Request, result: Result) -> Result:
    """``result``, and what of a students' copy is not as it was released."""
    changed = changed_files(request.course.root, request.assignment.name)
    if not changed:
        return result
    named = ", ".join(f"`{path}`" for path in changed[:_MOST_NAMED])
    more = f" and {len(changed) - _MOST_NAMED} more files" if len(changed) > _MOST_NAMED else ""
    return replace(result, notes=(*result.notes, f"not as it was released: {named}{more}"))


def _hand_in(handing: Handing, result: Result | None, late: GraderError | None) -> None:
    """Hand in; where that fails, ``late``, which the caller was to raise, is said before the reason."""
    try:
        handing.hand_in(result)
    except GraderError as error:
        raise error if late is None else type(error)(f"{late}\n{error}") from None


def surroundings(wish: Wish, request: Request, result: Result, *, written: bool) -> terminal.Surroundings:
    """What the report knows beside the result."""
    remembered = progress.read(request.course.root)
    return terminal.Surroundings(
        specification=_shown(request.assignment.file),
        arguments=_typed(wish),
        official=wish.official,
        hints_shown={each.id: remembered.of(result.assignment, each.id).hints for each in result.exercises},
        written_to=wish.output if written and wish.output != json_result.STDOUT else None,
        verbose=wish.verbose,
        so_far=_so_far(request, result, _with(request, result, remembered)) if _is_progress(request) else None,
    )


def _so_far(request: Request, result: Result, remembered: Progress) -> SoFar:
    """The whole assignment; what to go on with comes after what was graded now, or else before it."""
    exercises = [(each.id, remembered.of(result.assignment, each.id)) for each in request.assignment.exercises]
    graded = [at for at, (name, _) in enumerate(exercises) if any(each.id == name for each in result.exercises)]
    last = max(graded, default=-1) + 1
    waiting = [name for name, standing in exercises[last:] + exercises[:last] if not standing.passed]
    return SoFar(
        score=sum(standing.score for _, standing in exercises),
        max_score=sum(hundredths(each.points) for each in request.assignment.exercises),
        passed=sum(standing.passed for _, standing in exercises),
        exercises=len(exercises),
        next=waiting[0] if waiting else "",
    )


def write_result(result: Result, output: str | None) -> GraderError | None:
    """Write the JSON result where it was asked for; what went wrong is raised after the report, so that is not lost."""
    try:
        if output is not None:
            json_result.write(result, output)
    except GraderError as error:
        return error
    return None


def exit_code(result: Result, fail_under: float | None = None, exit_zero: bool = False) -> int:
    """0 all passed or enough points, 1 graded and below, 3 something ungraded or unconfined, 130 interrupted."""
    if any(each.cause is Cause.INTERRUPTED for each in result.exercises):
        return INTERRUPTED
    if not result.complete or result.confinement == "none":
        return 3
    enough = result.passed if fail_under is None else result.score >= round(fail_under * 100)
    return 0 if enough or exit_zero else 1


def request_of(wish: Wish) -> Request:
    course = find.course_for(wish.submission)
    assignment, submission = find.resolve(
        course, wish.submission, wish.assignment, may_be_missing=wish.missing_is_empty
    )
    return request_for(wish, course, assignment, submission)


def request_for(wish: Wish, course: Course, assignment: Assignment, submission: Path) -> Request:
    """What the pipeline is asked for. Raises ``UsageError`` for exercises or an output that are not there."""
    only = tuple(_address(assignment, each) for each in wish.only)
    if wish.output not in (None, json_result.STDOUT) and not Path(wish.output).parent.is_dir():
        raise UsageError(f"there is no folder `{Path(wish.output).parent}` for the result")
    if assignment.released is not None and is_recorded(course, assignment):
        seed, source = _recorded_seed(wish, assignment.released), RECORDED
    elif wish.seed is not None:
        seed, source = wish.seed, "option"
    elif wish.official:
        seed, source = secrets.randbelow(2**32), "fresh"
    else:
        seed, source = SPECIFICATION_SEED, "specification"
    return Request(
        submission,
        assignment,
        course,
        seed,
        source,
        only,
        wish.require,
        debug=wish.debug,
        whole=wish.whole,
        missing_is_empty=wish.missing_is_empty,
        device=wish.device,
    )


def _recorded_seed(wish: Wish, released: Released) -> int:
    """The first for a check, the last for the official grade; there are no others without the reference."""
    seed = released.seeds[-1 if wish.official else 0] if wish.seed is None else wish.seed
    if seed not in released.seeds:
        known = " and ".join(map(str, released.seeds))
        raise UsageError(f"the reference is not here, and was recorded under the seeds {known} alone, not {seed}")
    return seed


def _address(assignment: Assignment, typed: str) -> str:
    """``exercise`` or ``exercise/case`` of what was typed, which may be a check's whole address as reports print it."""
    name, _, rest = typed.partition("/")
    titles = [each.title for each in find.exercise_named(assignment, name).cases if each.title]
    for title in titles:
        if rest == title or rest.startswith(f"{title}/"):
            return f"{name}/{title}"
    if rest and titles:
        raise UsageError(f"there is no case `{rest}` in `{name}`{find.nearest(rest, titles)}")
    return name


def _shown(file: Path) -> str:
    """A path as a person here would type it."""
    try:
        return os.path.relpath(file)
    except ValueError:  # another drive
        return str(file)


def _typed(wish: Wish) -> tuple[str, ...]:
    """What repeats the command's choice of submission."""
    submission = () if wish.submission is None else (str(wish.submission),)
    return submission if wish.assignment is None else (*submission, "-a", wish.assignment)


def remember(request: Request, result: Result) -> list[str]:
    """Keep how far the student is; what there is to say about that, in sentences."""
    course = request.course
    before = progress.read(course.root)
    notes = [before.remark]
    if _is_progress(request):
        notes.append(progress.write(course.root, _with(request, result, before)))
    return [note for note in notes if note]


def _is_progress(request: Request) -> bool:
    """A reference that is graded is nobody's."""
    return not request.debug and not request.submission.resolve().is_relative_to(request.course.references.resolve())


def _with(request: Request, result: Result, before: Progress) -> Progress:
    """``before`` and what was graded now: whole exercises, not single cases of one."""
    parts = {address.partition("/")[0] for address in request.only if "/" in address}
    return before.with_results(result.assignment, tuple(each for each in result.exercises if each.id not in parts))
