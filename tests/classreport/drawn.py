"""Random classes: who is in them, what they handed in, what came of it, and what a person decided."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from grader.gradebook.standing import Attempt, Mark, Override, Standing, Standings, Student, Task
from grader.model.result import OUTCOMES, Cause, Outcome

NASTY = (
    "<script>", "</svg>", "=1+1", "+1", "-1", "@x", ";=1", "\t", "\r\n", "\n", "\x00", "\x1b[31m", "\u202e", "\ud800",
    "Points Possible", "Final Score", " (2)", '"', "'", ",", ";", "EX", "é", "日本", "ﬁ", "##[x]", "$x$", "`", "..",
    "/", "CON",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=4)), max_size=3).map("".join)
NAMES = st.one_of(st.from_regex(r"[a-z0-9._@-]{1,8}", fullmatch=True), TEXTS)
TIMES = st.datetimes(
    datetime(2000, 1, 1), datetime(2030, 1, 1), timezones=st.sampled_from([UTC, timezone(timedelta(hours=5.5))])
)
POINTS = st.one_of(st.integers(0, 20).map(lambda each: each * 100), st.integers(0, 3000))
ID_NAMES = ("canvas_id", "sis_id", "login", "moodle_id", "github")


@st.composite
def students(draw: st.DrawFn, number: int) -> Student:
    """Keys are unique, whatever else they are."""
    key = draw(NAMES)
    ids = draw(st.dictionaries(st.sampled_from(ID_NAMES), st.one_of(NAMES, st.integers(1, 9).map(str)), max_size=3))
    return Student(f"{key}{number}", draw(TEXTS), draw(TEXTS), draw(TEXTS), ids, draw(st.booleans()))


@st.composite
def marks(draw: st.DrawFn, task: Task) -> Mark:
    cause = draw(st.sampled_from([None, None, *Cause]))
    outcome = Outcome.PASSED if cause is None else OUTCOMES[cause]
    score = None if outcome is Outcome.UNGRADED else draw(st.integers(0, task.points))
    miss = draw(st.none() | st.floats())
    return Mark(task, score, outcome, cause, draw(TEXTS), draw(TEXTS), draw(TEXTS), miss)


@st.composite
def attempts(draw: st.DrawFn, tasks: list[Task]) -> Attempt:
    found = tuple(draw(marks(task)) for task in tasks if draw(st.integers(0, 9)))
    times = st.floats(0, 1e5) | st.just(0.0)
    notes = tuple(draw(st.lists(TEXTS, max_size=2)))
    late, penalty = draw(st.integers(0, 3)), draw(st.integers(0, 300))
    return Attempt(draw(TEXTS), "ab" * 32, draw(st.none() | TIMES), found, notes, draw(times), late, penalty)


@st.composite
def standing(draw: st.DrawFn, student: Student, tasks: list[Task]) -> Standing:
    """As a gradebook makes it: a score where all that counts is graded or decided, and none where it is excused."""
    made = tuple(draw(st.lists(attempts(tasks), max_size=2)))
    counts = made[-1] if made else None
    decided = draw(st.sampled_from(["nothing"] * 4 + ["score", "excused"]))
    score = None if counts is None or counts.automatic is None else max(counts.automatic - counts.penalty, 0)
    overrides: tuple[Override, ...] = ()
    if decided != "nothing":
        score = draw(st.integers(-100, 9999)) if decided == "score" else None
        overrides = (Override(None, score, draw(TEXTS), draw(TIMES)),)
    return Standing(student, made, counts, overrides, score, decided == "excused")


@st.composite
def standings(draw: st.DrawFn, people: list[Student] | None = None) -> Standings:
    names = draw(st.lists(NAMES, unique=True, max_size=3))
    tasks = [Task(name, draw(TEXTS), draw(POINTS)) for name in names]
    if people is None:
        people = draw(classmates())
    return Standings(
        draw(st.from_regex(r"[a-z0-9][a-z0-9_-]{0,3}", fullmatch=True)),
        draw(TEXTS),
        tuple(tasks),
        tuple(draw(standing(student, tasks)) for student in people),
        draw(st.none() | TIMES),
        draw(st.none() | TIMES),
        draw(st.integers(0, 9999)),
        draw(st.dictionaries(TEXTS, TEXTS, max_size=2)),
    )


@st.composite
def classmates(draw: st.DrawFn) -> list[Student]:
    return [draw(students(number)) for number in range(draw(st.integers(0, 4)))]


@st.composite
def classes(draw: st.DrawFn) -> list[Standings]:
    """The same people in several assignments, each under a name of its own."""
    people = draw(classmates())
    return draw(st.lists(standings(people), max_size=3, unique_by=lambda each: each.assignment))
