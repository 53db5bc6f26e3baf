"""Random results: exercises and what was found of them are drawn, and `grader.score` makes the points."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from grader.model.diagnosis import Confidence, Diagnosis, Mistake
from grader.model.excerpt import Excerpt
from grader.model.message import Message
from grader.model.result import OUTCOMES, CaseResult, Cause, ExerciseResult, Outcome, Place, Result, Verdict
from grader.model.spec import Case, Exercise, Limits
from grader.score import Attempt, hundredths, score_exercises

NASTY = (
    "]]>", "</script>", "::error::x", "##[error]x", "`", "```", "|", "\x00", "\x1b[31m", "\u202e", "\ud800", "\ufffe",
    "\r", "\n", "%0A", "<b>&amp;", "$(x)", "${{ x }}", "# x", "\\", '"', "'", "é", "日本", "🙂", "\u2028", "- x",
    "1. x",
)  # fmt: skip
# Short enough that spelling out what cannot be seen does not make them longer than what a result keeps.
TEXTS = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=4)), max_size=4).map(" ".join)
FAILING = [cause for cause, outcome in OUTCOMES.items() if outcome is Outcome.FAILED]
OURS = [cause for cause, outcome in OUTCOMES.items() if outcome is Outcome.UNGRADED]
WORTH = st.one_of(st.integers(0, 10).map(float), st.integers(0, 2000).map(lambda each: each / 100), st.just(0.333))
IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)
NUMBERS = st.one_of(st.floats(), st.integers(-9, 9), st.booleans(), st.complex_numbers())


@st.composite
def messages(draw: st.DrawFn) -> Message:
    known = st.sampled_from(["cause.wrong", "shape.differs", "value.wrong", "no.such"])
    values = st.one_of(TEXTS, st.integers(-9, 9), st.floats(), st.booleans(), st.lists(TEXTS, max_size=2).map(tuple))
    names = st.sampled_from(["expected", "actual", "frames", "count"])
    return Message(draw(known), draw(st.dictionaries(names, values, max_size=2)))


@st.composite
def excerpts(draw: st.DrawFn) -> Excerpt:
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))

    def table(entries: st.SearchStrategy) -> tuple:
        return tuple(tuple(draw(entries) for _ in range(columns)) for _ in range(rows))

    return Excerpt(
        shape=(4, 5, 6),
        before=(1,),
        rows=tuple(range(rows)),
        columns=tuple(range(columns)),
        expected=table(NUMBERS),
        actual=table(NUMBERS),
        differs=table(st.booleans()),
        worst=(rows - 1, columns - 1),
        region=draw(st.none() | messages()),
    )


def verdicts() -> st.SearchStrategy[Verdict]:
    return st.builds(
        Verdict,
        path=st.sampled_from(["result", "result.0", "x.grad", "source"]),
        kind=st.sampled_from(["like", "shape", "value"]),
        message=st.none() | messages(),
        claimed=st.booleans(),
        expected=TEXTS,
        actual=TEXTS,
        line=st.integers(0, 9),
        excerpt=st.none() | excerpts(),
    )


def found_of(case: Case, cause: Cause | None, draw: st.DrawFn) -> CaseResult:
    if cause is None:
        return CaseResult(case.title, case.hidden, case.points, ())
    return CaseResult(
        case.title,
        case.hidden,
        case.points,
        tuple(draw(st.lists(verdicts(), max_size=2))),
        cause,
        draw(st.none() | messages()),
        {"B": "2"},
        draw(TEXTS),
        draw(st.sampled_from([(), ("first", "second")])),
    )


@st.composite
def exercises(draw: st.DrawFn, name: str, before: list[str]) -> Exercise:
    count = draw(st.integers(1, 4))
    worth: list[float | None] = [None] * count
    if draw(st.booleans()):
        worth = draw(st.one_of(WORTH.map(lambda each: [each] * count), st.lists(WORTH, min_size=count, max_size=count)))
    titles = [None] if count == 1 else [f"{number} {draw(TEXTS)}" for number in range(count)]
    cases = tuple(
        Case(title, each, draw(st.booleans()), (), (), (), (), "train", (), draw(st.integers(1, 3)), False, ())
        for title, each in zip(titles, worth, strict=True)
    )
    total = draw(WORTH) if worth[0] is None else float(sum(Decimal(repr(each)) for each in worth))
    needs = tuple(draw(st.lists(st.sampled_from(before), max_size=1))) if before else ()
    return Exercise(name, draw(TEXTS), "", (), total, needs, draw(st.booleans()), ("f",), None, cases, Limits())


@st.composite
def attempts(draw: st.DrawFn, exercise: Exercise, ours: list[Cause]) -> Attempt:
    whole = draw(st.sampled_from([None, None, None, Cause.WITHDRAWN, Cause.UNAVAILABLE, Cause.TIMEOUT, *ours]))
    if whole is not None and OUTCOMES[whole] is not Outcome.FAILED:
        return Attempt((), whole, draw(st.none() | messages()))
    causes = st.sampled_from([None, None, None, *FAILING[:3], *ours[:1]])
    found = [found_of(case, draw(causes), draw) for case in exercise.cases for _ in range(case.repeat)]
    # What ended an exercise as a whole leaves cases out.
    kept = found[: draw(st.integers(0, len(found)))] if whole else found
    diagnosis = Diagnosis("transposed", Confidence.LIKELY, Message("diagnosis.transposed"), "result")
    return Attempt(
        tuple(kept),
        whole,
        draw(messages()) if whole else None,
        draw(TEXTS),
        draw(st.sampled_from([None, diagnosis])),
        draw(st.none() | TEXTS.map(lambda text: Mistake("wrong/it", text))),
    )


@st.composite
def results(draw: st.DrawFn, complete: bool = False) -> Result:
    """With ``complete``, nothing in it is ungraded."""
    names = draw(st.lists(IDS, unique=True, max_size=5))
    ours = [] if complete else OURS
    asked = [draw(exercises(name, names[:number])) for number, name in enumerate(names)]
    scored = score_exercises(asked, {each.id: draw(attempts(each, ours)) for each in asked})
    checks = draw(st.integers(0, 2))
    return Result(
        assignment="autograd",
        title=draw(TEXTS),
        specification_digest="ab" * 32,
        submission="autograd.py",
        submission_digest="cd" * 32,
        seed=draw(st.integers(0, 2**32)),
        seed_source="fresh",
        exercises=tuple(with_place(each, draw) for each in scored),
        confinement="isolated",
        authoritative=draw(st.booleans()),
        reason=draw(st.sampled_from(["", "the submission was not isolated"])),
        versions={"grader": "0.1.0", "torch": "2.13.0"},
        partial=draw(st.booleans()),
        files=draw(st.sampled_from([(), ("autograd.py", "more.py")])),
        hidden_checks=checks,
        hidden_points=hundredths(draw(WORTH)) if checks else 0,
        notes=tuple(draw(st.lists(TEXTS, max_size=1))),
        run={"started": "2026-11-22T14:32:01Z", "seconds": 1.25},
    )


def with_place(exercise: ExerciseResult, draw: st.DrawFn) -> ExerciseResult:
    return replace(
        exercise, place=draw(st.sampled_from([None, Place("autograd.py", 3, 9), Place("work.ipynb", 3, 9, 4)]))
    )
