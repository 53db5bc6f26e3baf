"""From the tables to what a class looks like: each student, what they handed in, and what of it counts."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, func, select

from grader.gradebook.gradings import Latest, known, latest
from grader.gradebook.keeping import everybody
from grader.gradebook.overriding import overrides_of
from grader.gradebook.policy import stand
from grader.gradebook.runs import last, tasks_of
from grader.gradebook.standing import Attempt, Mark, Standing, Standings, Task
from grader.gradebook.tables import gradings, submissions
from grader.model.policy import Policy
from grader.model.result import Outcome


def assignments(connection: Connection) -> list[str]:
    """Those of which something was handed in, in the order in which it was first."""
    first = func.min(submissions.c.id)
    return list(
        connection.execute(
            select(submissions.c.assignment).group_by(submissions.c.assignment).order_by(first)
        ).scalars()
    )


def standings(connection: Connection, assignment: str, policy: Policy) -> Standings:
    """The class in one assignment, by the course's ``policy``."""
    run = last(connection, assignment)
    tasks = () if run is None else tasks_of(run.tasks)
    marks = latest(known(connection, assignment, tasks))
    attempts = _attempts(connection, assignment, tasks, marks)
    overrides = overrides_of(connection, assignment)
    due = policy.due.get(assignment)
    people = [
        stand(student, attempts[id_], overrides[id_], due=due, late=policy.late, counts=policy.counts)
        for id_, student in everybody(connection).items()
        if student.enrolled or attempts[id_] or overrides[id_]
    ]
    count, at = connection.execute(
        select(func.count(), func.max(gradings.c.at)).where(gradings.c.assignment == assignment)
    ).one()
    return Standings(
        assignment=assignment,
        title=assignment if run is None else run.title,
        tasks=tasks,
        students=tuple(people),
        due=due,
        graded_at=at,
        gradings=count,
        outdated=0 if run is None else sum(_is_outdated(each, marks, run.basis) for each in people),
        graded_with={} if run is None else run.versions,
    )


def _not_yet(task: Task) -> Mark:
    """Of an exercise that came into the assignment later."""
    return Mark(task, None, Outcome.UNGRADED, message="not graded yet")


def _is_outdated(standing: Standing, marks: Latest, basis: str) -> bool:
    counts = standing.counts
    return counts is not None and any(each.basis != basis for each in marks.get(counts.digest, {}).values())


def _attempts(
    connection: Connection, assignment: str, tasks: tuple[Task, ...], marks: Latest
) -> dict[int, list[Attempt]]:
    """By student, in the order of time; where that is not known of all, as they were found."""
    spent = select(gradings.c.submission, gradings.c.seconds).where(gradings.c.assignment == assignment)
    whole = spent.where(gradings.c.only == []).order_by(gradings.c.id)
    seconds = {submission: float(last) for submission, last in connection.execute(whole)}
    found: dict[int, list[Attempt]] = defaultdict(list)
    query = select(submissions).where(submissions.c.assignment == assignment).order_by(submissions.c.id)
    for row in connection.execute(query):
        given = {} if row.undecided else marks.get(row.digest, {})
        attempt = Attempt(
            found=row.found,
            digest=row.digest,
            at=row.at,
            marks=tuple(given[task.id].mark if task.id in given else _not_yet(task) for task in tasks if given),
            notes=tuple(row.notes),
            undecided=row.undecided,
            seconds=seconds.get(row.digest, 0.0),
        )
        found[row.student].append(attempt)
    for attempts in found.values():
        if all(each.at is not None for each in attempts):
            attempts.sort(key=lambda each: str(each.at))
    return found
