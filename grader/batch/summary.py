"""What a person reads after a class was graded: how it went, who is missing, what was not graded, what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from grader.batch.grading import Tally
from grader.gradebook.changes import Change
from grader.gradebook.standing import Mark, Standing, Standings
from grader.model.result import Outcome
from grader.reporters.inert import inert
from grader.reporters.numbers import points

_MOST = 10
_MOST_CHANGES = 40
_KEY, _NOTE = 60, 200


@dataclass(frozen=True, slots=True)
class Collected:
    """What was found: so many submissions, so many of them ``new``, and ``notes`` on these by student.

    ``moved`` are those that are no longer one student's but another's.
    """

    count: int = 0
    new: int = 0
    notes: Sequence[tuple[str, str]] = ()
    moved: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did. ``others`` counts submissions whose grades rest on another specification or reference."""

    tally: Tally
    collected: Collected = Collected()
    changes: Sequence[Change] = ()
    others: int = 0
    resumed: bool = False
    interrupted: bool = False
    again: bool = False
    seed: int | None = None


def standing_of(tally: Tally) -> tuple[str, int, int, str]:
    """For a bar: what is going on, how much of how much is done, and what came of it so far."""
    outcomes = f"{tally.full} full, {tally.some} part, {tally.none} none, {tally.ungraded} not graded"
    if tally.done == tally.total and tally.repeats:
        return "once more, alone", tally.again, tally.repeats, outcomes
    return "grading", tally.done, tally.total, outcomes


def lines_of(standings: Standings, done: Done, gradebook: str) -> list[str]:
    """The whole summary, a line each."""
    handed_in = [each for each in standings.students if each.attempts]
    lines = [
        f"{standings.assignment}: {_counted(sum(len(each.attempts) for each in handed_in), 'submission')} of "
        f"{_counted(len(handed_in), 'student')}, {points(standings.points)} points",
        "",
    ]
    lines += [f"  {count:>5}  {text}" for text, count in _outcomes(handed_in, standings.points).items() if count]
    lines += ["", *_read(done.collected), *_now(done)]
    lines += _listed("handed nothing in", [each.key for each in standings.missing])
    lines += _listed("not on the roster", _strangers(standings))
    lines += _undecided(handed_in)
    lines += _ungraded(handed_in)
    lines += _some("taken otherwise than it was handed in", [_note(*each) for each in done.collected.notes])
    lines += _some("now another student's", [f"    {_key(old)} → {_key(new)}" for old, new in done.collected.moved])
    lines += _changes(done)
    if done.others:
        lines.append(
            f"  {_counted(done.others, 'submission')} graded by another specification or reference: "
            "`--regrade changed` grades them anew"
        )
    if done.interrupted:
        left = done.tally.total - done.tally.done
        lines.append(f"  interrupted: what was graded is kept, {left} are left. Run the same command again")
    return [*lines, f"  `grade report {gradebook} --to html -o class.html` shows the class"]


def _outcomes(handed_in: Iterable[Standing], most: int) -> dict[str, int]:
    found = Counter(_outcome(each, most) for each in handed_in)
    order = ("all points", "some points", "no points", "excused", "not graded")
    return {text: found[text] for text in order}


def _outcome(each: Standing, most: int) -> str:
    if each.excused:
        return "excused"
    if each.score is None:
        return "not graded"
    return "all points" if each.score >= most else "some points" if each.score else "no points"


def _read(collected: Collected) -> list[str]:
    if not collected.count:
        return []
    return [f"  read: {_counted(collected.count, 'submission')}, {collected.new or 'none'} of them new"]


def _now(done: Done) -> list[str]:
    """Equal bytes are graded once, so these may be fewer than the students."""
    tally = done.tally
    if not tally.total and not tally.repeats:
        return ["  nothing was left to grade"]
    said = f"  graded now: {tally.done} of {_counted(tally.total, 'different submission')}" + (
        ", going on where it was interrupted" if done.resumed else ""
    )
    said += f"; {tally.again} of them once more, alone" if tally.again else ""
    return [f"{said} (seed {done.seed})"]


def _strangers(standings: Standings) -> list[str]:
    """Only where there is a roster: without one everybody would be one."""
    if not any(each.student.enrolled for each in standings.students):
        return []
    return [each.student.key for each in standings.students if not each.student.enrolled]


def _listed(text: str, keys: Sequence[str]) -> list[str]:
    if not keys:
        return []
    return [f"  {text} ({len(keys)}): {_some_of(keys)}"]


def _ungraded(handed_in: Iterable[Standing]) -> Iterator[str]:
    lines = [
        _note(each.student.key, f"{mark.task.id}: {mark.message}")
        for each in handed_in
        for attempt in each.attempts
        for mark in attempt.marks
        if mark.outcome is Outcome.UNGRADED
    ]
    yield from _some("could not be graded", lines)


def _undecided(handed_in: Iterable[Standing]) -> Iterator[str]:
    """Of a student whose last attempt it is: somebody has to say which file is meant."""
    lines = [
        _note(each.student.key, note)
        for each in handed_in
        if each.counts is not None and each.counts.undecided
        for note in each.counts.notes
    ]
    yield from _some("not graded until you say which file is meant", lines)


def _note(key: str, note: str) -> str:
    return f"    {_key(key)}: {inert(note, _NOTE)}"


def _key(key: str) -> str:
    return inert(key, _KEY)


def _changes(done: Done) -> Iterator[str]:
    """One line for all whose grade of an exercise changed alike."""
    alike: dict[tuple[str, str], list[str]] = {}
    for each in done.changes:
        said = f"{each.after.task.id}: {_marked(each.before)} → {_marked(each.after)}"
        alike.setdefault((each.why, said), []).extend(each.students)
    for why in dict.fromkeys(why for why, _ in alike):
        lines = [
            f"    {said}: {_counted(len(keys), 'student')}, {_some_of(keys)}"
            for (reason, said), keys in alike.items()
            if reason == why
        ]
        count = sum(len(keys) for (reason, _), keys in alike.items() if reason == why)
        yield from _some(f"changed, as {why}", lines, _MOST_CHANGES, count)
    if done.again and not done.changes:
        yield "  no grade changed"


def _some_of(keys: Sequence[str]) -> str:
    more = f" and {len(keys) - _MOST} more" if len(keys) > _MOST else ""
    return ", ".join(map(_key, keys[:_MOST])) + more


def _marked(mark: Mark) -> str:
    score = "none" if mark.score is None else str(points(mark.score))
    return f"{score} ({mark.cause or mark.outcome})"


def _some(text: str, lines: Sequence[str], most: int = _MOST, count: int | None = None) -> Iterator[str]:
    if lines:
        yield f"  {text} ({len(lines) if count is None else count}):"
        yield from lines[:most]
        if len(lines) > most:
            yield f"    and {len(lines) - most} more: `grade report` shows all"


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
