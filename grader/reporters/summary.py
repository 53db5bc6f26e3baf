"""The end of the report: the total, what it does not say by itself, and what to type next."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.model.result import Cause, ExerciseResult, Outcome, Result
from grader.reporters.inert import inert
from grader.reporters.numbers import points, worth
from grader.reporters.page import Page
from grader.reporters.telling import not_here, passing

_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a report knows beside the result: how things are called here, and what was asked for.

    ``arguments`` are the submission and the assignment as they were typed; ``hints_shown`` counts by exercise.
    ``verbose`` is for authors: each check by its address, and where in the specification it is asked for. ``so_far`` is
    the whole assignment with what was graded before, where somebody's progress is kept. ``pictures`` are the files
    that were drawn of what differs, None where nobody asked for any. With ``kernel`` the cells that a kernel executed
    were graded, and commands are those of a notebook.
    """

    specification: str = ""
    arguments: tuple[str, ...] = ()
    official: bool = False
    hints_shown: Mapping[str, int] = field(default_factory=dict)
    written_to: str | None = None
    verbose: bool = False
    so_far: SoFar | None = None
    pictures: tuple[str, ...] | None = None
    kernel: bool = False


@dataclass(frozen=True, slots=True)
class SoFar:
    """How far somebody is: ``score`` of ``max_score`` in hundredths, exercises that pass, and the ``next`` to do."""

    score: int
    max_score: int
    passed: int
    exercises: int
    next: str = ""


def summarise(page: Page, result: Result, around: Surroundings) -> None:
    _total(page, result)
    _plain_words(page, result, around)
    if around.pictures is not None:
        _pictures(page, around.pictures)
    page.blank()
    _next(page, result, around)


def hints_left(exercise: ExerciseResult, around: Surroundings) -> int:
    return exercise.hints - around.hints_shown.get(exercise.id, 0)


def _total(page: Page, result: Result) -> None:
    style = "bold green" if result.passed else "bold"
    page.say(
        (f"{points(result.score)} of {worth(result.max_score)}", style),
        f" {page.marks.dot} {passing(result)}",
        indent=1,
    )


def _plain_words(page: Page, result: Result, around: Surroundings) -> None:
    ungraded = [each for each in result.exercises if each.outcome is Outcome.UNGRADED]
    absent = [each for each in result.exercises if each.cause is Cause.UNAVAILABLE]
    hidden = [each for each in result.exercises if each.hidden]
    if ungraded:
        page.say((f"Not graded: {_listed(ungraded)}. That is no fault of yours and not counted as wrong, "
                  "but this score is not complete.", "yellow"), indent=1)  # fmt: skip
    if absent:
        page.say(f"Left out of the total, as this machine cannot run it: {_listed(absent)}.", indent=1)
    kept = [_listed(hidden)] if hidden else []
    kept += [f"{count} {'case' if count == 1 else 'cases'} of {id_}" for id_, count in _hidden_cases(result)]
    if kept:
        page.say(f"Hidden from students' copies: {', '.join(kept)}.", indent=1)
    if lacking := not_here(result):
        page.say(lacking, indent=1)
    if result.partial:
        page.say(_only_a_part(around.so_far), indent=1)
    if result.confinement == "none":
        page.say(("Nothing confined the code that ran: this is for finding mistakes, not a grade.", "yellow"), indent=1)
    elif around.official and not result.authoritative:
        page.say((f"Not authoritative: {inert(result.reason)}.", "dim"), indent=1)
    for note in result.notes:
        said = inert(note, _LONGEST)
        page.say((f"{said[:1].upper()}{said[1:]}.", "yellow"), indent=1)
    if around.written_to is not None:
        page.say((f"Written to {inert(around.written_to)}.", "dim"), indent=1)


def _only_a_part(so_far: SoFar | None) -> str:
    if so_far is None:
        return "Only what you asked for was run: this is not the whole assignment."
    exercises = f"{so_far.passed} of {so_far.exercises} exercises"
    return (
        "Only what you asked for was run. The whole assignment so far: "
        f"{points(so_far.score)} of {worth(so_far.max_score)}, {exercises}."
    )


def _pictures(page: Page, files: tuple[str, ...]) -> None:
    if not files:
        page.say("No pictures: no matrix and no image of a visible case differs.", indent=1)
        return
    page.say("Pictures of what differs (expected, got, difference):", indent=1)
    for file in files:
        page.whole("   ", (inert(file), "cyan"))


def _hidden_cases(result: Result) -> list[tuple[str, int]]:
    """How many hidden cases the exercises have that students see."""
    counts = [
        (each.id, len({case.title for case in each.cases if case.hidden}))
        for each in result.exercises
        if not each.hidden
    ]
    return [(id_, count) for id_, count in counts if count]


def _next(page: Page, result: Result, around: Surroundings) -> None:
    """The first exercise that can be worked on, or the next step where there is none."""
    wrong = [each for each in result.exercises if each.outcome is Outcome.FAILED and not _unwritten(each)]
    unwritten = [each for each in result.exercises if _unwritten(each)]
    if not wrong and not unwritten:
        if result.passed and not around.official and not result.partial:
            when = ", of the notebook as it was saved last" if around.kernel else ""
            _commands(page, [(_command("submit", around), f"for the official grade{when}")])
        elif result.passed and result.partial:
            after = around.so_far.next if around.so_far is not None else ""
            going_on = [(_check(around, after), "for the next exercise")] if after else []
            _commands(page, [*going_on, (_check(around), "for all exercises")])
        return
    first = (wrong or unwritten)[0]
    if first.cause is Cause.IMPORT:
        _commands(page, [(_check(around), "when the file can be imported")])
        return
    seed = () if result.seed_source == "specification" else ("--seed", str(result.seed))
    again = _check(around, first.id, *seed)
    commands = [(again, "to run this one again" if wrong else "when you have written it")]
    if hints_left(first, around) > 0:
        commands.append((f"{_shell(around)}grade hint {result.assignment}/{first.id}", "for a hint"))
    _commands(page, commands)


def _commands(page: Page, commands: list[tuple[str, str]]) -> None:
    """Commands and what they are for; one too long for the line stands whole, on a line of its own."""
    wide = max(len(command) for command, _ in commands)
    fits = all(7 + wide + 2 + len(purpose) < page.width for _, purpose in commands)
    for label, (command, purpose) in zip(["Next:", *[""] * len(commands)], commands, strict=False):
        after = " " * (wide - len(command) + 2) + purpose if fits else ""
        page.whole(f" {label:5} ", (command, "bold cyan"), after)


def _check(around: Surroundings, exercise: str = "", *more: str) -> str:
    """What checks again, all exercises or the one."""
    if around.kernel:
        return f"%grade {shlex.quote(exercise)}" if exercise else "%grade"
    return _command("check", around, *(["-e", exercise] if exercise else []), *more)


def _command(name: str, around: Surroundings, *more: str) -> str:
    return f"{_shell(around)}grade {shlex.join([name, *map(inert, around.arguments), *more])}"


def _shell(around: Surroundings) -> str:
    """What a cell of a notebook says before a command."""
    return "!" if around.kernel else ""


def _unwritten(exercise: ExerciseResult) -> bool:
    return exercise.cause is Cause.NOT_IMPLEMENTED


def _listed(exercises: list[ExerciseResult]) -> str:
    return f"{', '.join(each.id for each in exercises)} ({worth(sum(each.points for each in exercises))})"
