"""Classes made for the tests: one like a real one, and others with nothing in them, or nothing but trouble."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from grader.gradebook.standing import Attempt, Mark, Override, Standing, Standings, Student, Task
from grader.model.result import OUTCOMES, Cause, Outcome

DUE = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
GRADED = datetime(2026, 11, 22, 14, 32, 1, tzinfo=UTC)
VERSIONS = {"grader": "0.1.0", "python": "3.11.7", "torch": "2.9.1", "numpy": "2.3.5"}
NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> \x00\x1b[31m\u202egpj\u2066 &amp;"
NASTY += " </style></svg><!-- $x$ ##[x]"
LONG = "Donaudampfschifffahrt" * 12
TASKS = (
    Task("square", "Squares", 200),
    Task("softmax", "Softmax, without overflow", 200),
    Task("linear-layer", "A linear layer", 200),
    Task("layer-norm", "Layer normalisation over the last axis", 250),
    Task("attention", "Scaled dot-product attention with a causal mask", 300),
    Task("train", "Train it until the loss is below 0.1", 350),
)
EASE = (0.95, 0.74, 0.81, 0.55, 0.37, 0.46)
EXPLAINED = {
    "wrong_axis": "it reduces over axis `0`, and what is asked for is over axis `-1`",
    "biased_variance": "the variance is divided by n - 1, and here it is to be divided by n",
    "missing_scale": "the scores are not divided by the square root of the head's size",
    "mask_after_softmax": "the mask is applied after softmax, so rows do not sum to one any more",
    "missing_return": "it computes something, and gives nothing back",
    "transposed": "the result is transposed",
    "missing_zero_grad": "gradients of former steps are added up: `zero_grad` is missing",
    "missing_keepdim": "`keepdim=True` is missing, so the shapes are broadcast otherwise",
    "no_overflow_guard": "it overflows for large inputs: the maximum is not subtracted first",
}
MISTAKES = {
    "square": ("missing_return",),
    "softmax": ("no_overflow_guard", "no_overflow_guard", "missing_keepdim", "wrong_axis"),
    "linear-layer": ("transposed", "missing_return"),
    "layer-norm": ("biased_variance", "biased_variance", "wrong_axis", "missing_keepdim"),
    "attention": ("missing_scale", "mask_after_softmax", "mask_after_softmax", "transposed"),
    "train": ("missing_zero_grad", "missing_zero_grad"),
}


def student(number: int, *, enrolled: bool = True) -> Student:
    key = f"s{number:03}"
    ids = {"login": key, "canvas_id": str(1000 + number), "sis_id": f"n{number}", "moodle_id": str(90_000 + number)}
    return Student(key, f"Student {number}", f"{key}@example.org", f"{number % 3 + 1}", ids, enrolled)


def mark(task: Task, cause: Cause | None = None, **more: object) -> Mark:
    """Everything or nothing, by its cause."""
    if cause is None:
        return Mark(task, task.points, Outcome.PASSED)
    outcome = OUTCOMES[cause]
    score = None if outcome is Outcome.UNGRADED else task.points if outcome is Outcome.PASSED else 0
    return Mark(task, score, outcome, cause, **more)  # type: ignore[arg-type]


def attempt(*marks: Mark, **more: object) -> Attempt:
    return Attempt("hand-in", "ab" * 32, DUE - timedelta(hours=3), marks, **more)  # type: ignore[arg-type]


def standing(who: Student, *attempts: Attempt, **more: object) -> Standing:
    """The last one counts, and is worth what the grader gave less its penalty."""
    counts = attempts[-1] if attempts else None
    given = counts.automatic if counts else None
    score = None if given is None or counts is None else max(given - counts.penalty, 0)
    return Standing(who, attempts, counts, **{"score": score, **more})  # type: ignore[arg-type]


def standings(
    *students: Standing, tasks: Sequence[Task] = TASKS, name: str = "attention", title: str = ""
) -> Standings:
    return Standings(
        name, title or "Attention, from the bottom up", tuple(tasks), students, DUE, GRADED, 2 * len(students), VERSIONS
    )


def like_real(size: int = 300, seed: int = 11, **more: str) -> Standings:
    """Strong and weak students, all that goes wrong with some of them, and what a person decided."""
    random = Random(seed)
    found = [_drawn(number, random) for number in range(1, size + 1)]
    for number, each in enumerate(found):
        if number == 40 and each.counts:
            override = Override("softmax", 200, "The check was too strict about rounding.", GRADED)
            found[number] = standing(each.student, *each.attempts, overrides=(override,))
        if number == 41 and each.counts:
            override = Override(None, 1100, "Shown in person; the file that was handed in was the wrong one.", GRADED)
            found[number] = standing(each.student, *each.attempts, overrides=(override,), score=1100)
        if number == 42:
            override = Override(None, None, "Ill, with a certificate.", GRADED)
            found[number] = standing(each.student, overrides=(override,), score=None, excused=True)
    found += [standing(student(900 + number, enrolled=False), _attempt(0.6, random)) for number in range(2)]
    return standings(*found, **more)  # type: ignore[arg-type]


def _drawn(number: int, random: Random) -> Standing:
    if random.random() < 0.05:
        return standing(student(number))
    return standing(student(number), _attempt(random.betavariate(3, 1.6), random))


def _attempt(skill: float, random: Random) -> Attempt:
    if random.random() < 0.01:
        why = "the memory of this machine was used up by other processes"
        marks = [mark(task, Cause.MACHINE, message=why) for task in TASKS]
    else:
        marks = [_mark(task, ease, skill, random) for task, ease in zip(TASKS, EASE, strict=True)]
    days = random.choice((1, 1, 2, 3)) if random.random() < 0.06 else 0
    notes = ("`softmax_final(2).py` was taken for `attention.py`",) if random.random() < 0.02 else ()
    seconds = random.lognormvariate(0.9, 0.4) + (30 if any(one.cause is Cause.TIMEOUT for one in marks) else 0)
    at = DUE - timedelta(hours=random.expovariate(1 / 20)) + timedelta(days=days)
    return Attempt(f"hand-ins/{random.randrange(9999)}", "ab" * 32, at, tuple(marks), notes, seconds, days, 100 * days)


def _mark(task: Task, ease: float, skill: float, random: Random) -> Mark:
    if random.random() < min(ease * (0.55 + 0.7 * skill), 0.995):
        return mark(task)
    drawn = random.random()
    if drawn < 0.2:
        return mark(task, Cause.NOT_IMPLEMENTED)
    if drawn < 0.32:
        return mark(task, random.choice((Cause.EXCEPTION, Cause.EXCEPTION, Cause.IMPORT)), message="it stopped")
    if drawn < 0.36 and task.id in ("train", "attention"):
        return mark(task, random.choice((Cause.TIMEOUT, Cause.MEMORY)))
    if drawn < 0.37:
        return mark(task, Cause.FORBIDDEN)
    if drawn < 0.5 and task.id in ("layer-norm", "train", "softmax"):
        return mark(task, Cause.WRONG, message="numbers differ", miss=1 + random.expovariate(0.6))
    named = random.choice((*MISTAKES[task.id], ""))
    return mark(
        task, Cause.WRONG, message="numbers differ", diagnosis=named, explanation=EXPLAINED.get(named, ""), miss=1e4
    )


def nasty() -> Standings:
    """Every text that comes from elsewhere is hostile, and so are some that do not."""
    tasks = (Task(NASTY, NASTY, 100), Task(LONG, LONG, 200), Task("=1+1", "=cmd", 100))
    found = [
        Student(NASTY, NASTY, NASTY, NASTY, {"canvas_id": NASTY, "moodle_id": NASTY, "login": "=1+1"}),
        Student(LONG, LONG, LONG, LONG, {"sis_id": LONG}),
        Student("=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1", {"login": "-abc"}),
        Student("Points Possible", "    Points Possible", "", "", {"login": "pp"}),
        Student("\ud800;=2+2", ";=2+2", "\t=1", "\r=1", {"login": "a;=1"}, enrolled=False),
    ]
    wrong = {"message": NASTY, "diagnosis": NASTY, "explanation": NASTY, "miss": 1.5}
    marks = [
        (mark(tasks[0], Cause.WRONG, **wrong), mark(tasks[1]), mark(tasks[2])),
        (mark(tasks[0], Cause.MACHINE, message=LONG), mark(tasks[1], Cause.WRONG, diagnosis=LONG), mark(tasks[2])),
        (
            mark(tasks[0], Cause.WRONG, miss=float("inf")),
            mark(tasks[1], Cause.WRONG, miss=float("nan")),
            mark(tasks[2]),
        ),
        (mark(tasks[0]), mark(tasks[1]), mark(tasks[2])),
        (mark(tasks[0], Cause.WRONG, **{**wrong, "miss": 0.5}), mark(tasks[1], Cause.REFERENCE), mark(tasks[2])),
    ]
    made = [
        standing(
            who,
            attempt(*each, notes=(NASTY, LONG), seconds=number * 0.5, days_late=number, penalty=10 * number),
            overrides=(Override(tasks[0].id, 50, NASTY, GRADED), Override(None, None, LONG, GRADED)),
        )
        for number, (who, each) in enumerate(zip(found, marks, strict=True))
    ]
    return Standings(NASTY, NASTY, tasks, tuple(made), DUE, GRADED, 3, {NASTY: NASTY})


EMPTY = standings(tasks=(), name="empty", title="Nothing yet")
NOBODY = standings(*(standing(student(number)) for number in range(1, 13)), name="nobody", title="Nobody handed in")
ONE = standings(
    standing(student(1), attempt(*(mark(task) for task in TASKS[:3]), seconds=1.25)),
    tasks=TASKS[:3],
    name="one",
    title="One student",
)
UNGRADED = standings(
    *(
        standing(student(number), attempt(*(mark(task, Cause.MACHINE, message="the disk is full") for task in TASKS)))
        for number in range(1, 41)
    ),
    name="ungraded",
    title="Nothing could be graded",
)
