"""Results made by hand, one for each thing that a report must be able to say. Names are those of the golden files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from grader.model.diagnosis import Confidence, Diagnosis, Mistake
from grader.model.message import Message
from grader.model.result import CaseResult, Cause, ExerciseResult, Outcome, Result, Verdict
from grader.reporters.summary import SoFar, Surroundings

ESCAPE = "\x1b[31mred\x1b[0m \u202egnp.exe [/tmp] [bold]b[/bold]\x07"

AROUND = Surroundings(specification="assignments/autograd/assignment.yaml")


def passed(name: str, title: str, points: int) -> ExerciseResult:
    case = CaseResult(None, False, None, (Verdict("result", "like", None, expected="9.0", actual="9.0", line=12),))
    return ExerciseResult(name, title, points, points, Outcome.PASSED, cases=(case,), hints=1, line=9)


def unwritten(name: str, title: str, points: int) -> ExerciseResult:
    message = Message("not_written.none", {"place": "result"})
    case = CaseResult(None, False, None, (), Cause.NOT_IMPLEMENTED, message)
    return ExerciseResult(
        name, title, points, 0, Outcome.FAILED, Cause.NOT_IMPLEMENTED, message, cases=(case,), hints=2, line=31
    )


def differs(path: str, expected: str, actual: str, line: int = 33) -> Verdict:
    message = Message("shape.differs", {"expected": expected, "actual": actual})
    return Verdict(path, "shape", message, expected=expected, actual=actual, line=line)


def result(*exercises: ExerciseResult, **changes: object) -> Result:
    base = Result(
        assignment="autograd",
        title="Automatic differentiation",
        specification_digest="ab" * 32,
        submission="autograd.py",
        submission_digest="cd" * 32,
        seed=0,
        seed_source="specification",
        exercises=exercises,
        confinement="process",
        authoritative=False,
        reason="the submission was not isolated",
        versions={"grader": "0.1.0", "python": "3.11.7", "torch": "2.13.0", "numpy": "2.4.6"},
        run={"started": "2026-11-22T14:32:01Z", "seconds": 1.25},
    )
    return replace(base, **changes)  # type: ignore[arg-type]


SQUARE = passed("square", "The slope of x²", 200)
PARTIALS = ExerciseResult(
    "partials",
    "Both partial derivatives",
    300,
    0,
    Outcome.FAILED,
    Cause.WRONG,
    Message("cause.wrong"),
    cases=(
        CaseResult("anywhere", False, None, (Verdict("result", "like", None),)),
        CaseResult(
            "several rows",
            False,
            None,
            (
                differs("result.0", "(2, 4)", "(4, 2)"),
                Verdict("result.1", "like", None),
                Verdict(
                    "x.grad",
                    "value",
                    Message("finite.not", {"count": 3}),
                    expected="[1., 2., 3.]",
                    actual="[nan, nan, nan]",
                    line=35,
                ),
            ),
            Cause.WRONG,
            Message("cause.wrong"),
            {"B": "2", "S": "4"},
            "import torch\nfrom autograd import partials\n\nx = torch.tensor([1.0, 2.0], requires_grad=True)\n"
            "print(partials(x, y=torch.tensor([0.5, -1.25])))\n",
        ),
        CaseResult("one row", True, None, (differs("result.0", "(1, 4)", "(4,)"), differs("result.1", "()", "(1,)")),
                   Cause.WRONG, Message("cause.wrong"), {"B": "1", "S": "4"}),
    ),
    output="start\ny is tensor([0.5000, -1.2500])\n" + "again\n" * 9,
    hints=2,
    line=30,
    diagnosis=Diagnosis("transposed", Confidence.LIKELY, Message("diagnosis.transposed"), "result.0"),
)  # fmt: skip
RAISED = Message(
    "exception.backward_at",
    {
        "line": 9,
        "type": "RuntimeError",
        "text": "element 0 of tensors does not require grad and does not have a grad_fn",
        "frames": (
            "autograd.py:14 slope: y.backward()",
            "autograd.py:9 _helper: return torch.tensor(x) ** 2  " + ESCAPE,
        ),
    },
)
SLOPE = ExerciseResult(
    "slope",
    "The slope as a Python number",
    200,
    0,
    Outcome.FAILED,
    Cause.EXCEPTION,
    RAISED,
    cases=tuple(
        CaseResult(
            title,
            False,
            None,
            (Verdict("result", "raises", RAISED, False, "tensor(6.0)", "RuntimeError", 41),),
            Cause.EXCEPTION,
            RAISED,
            snippet="from autograd import slope\nslope(3.0)",
        )
        for title in ("at three", "anywhere")
    ),
    line=40,
    diagnosis=Diagnosis("transposed", Confidence.CERTAIN, Message("diagnosis.transposed"), "result"),
    mistake=Mistake("wrong/graph_cut", f"You cut the graph.{ESCAPE} Keep the tensor as it is."),
)
VALUES = Message(
    "value.differs",
    {
        "count": 7, "total": 12, "worst_at": "[0, 2]", "worst_expected": "1.5", "worst_actual": "-1.5",
        "difference": "3.0", "allowed": "1.3e-06", "not_finite": 0,
        "where": ("[0, 0]", "[0, 2]", "[1, 10]"),
        "expected": ("0.25", "1.5", "-10.0"), "actual": ("0.5", "-1.5", "2.0"),
    },
)  # fmt: skip
ONE_NUMBER = Message("value.wrong", {"worst_expected": "2.5", "worst_actual": "1.5"})
MSE = ExerciseResult(
    "mse",
    "The mean squared error",
    300,
    0,
    Outcome.FAILED,
    Cause.WRONG,
    ONE_NUMBER,
    cases=(
        CaseResult(
            None,
            False,
            None,
            (Verdict("result", "value", ONE_NUMBER, False, "2.5", "tensor(1.5)", 112),),
            Cause.WRONG,
            ONE_NUMBER,
        ),
    ),
    diagnosis=Diagnosis(
        "axes_permuted", Confidence.POSSIBLE, Message("diagnosis.axes_permuted", {"order": "1, 0"}), "result"
    ),
)
JACOBIAN = ExerciseResult(
    "jacobian",
    "A vector times a Jacobian",
    200,
    0,
    Outcome.FAILED,
    Cause.WRONG,
    VALUES,
    cases=tuple(
        CaseResult(
            "a matrix of any size",
            False,
            None,
            (
                Verdict("result", "like", VALUES, False, "tensor of shape (3, 4)", "tensor of shape (3, 4)", 52),
                Verdict("x.grad", "like", Message("gradient.later", {"place": "x.grad"}), False, "1.0", "2.0", 52),
            ),
            Cause.WRONG,
            VALUES,
            {"R": str(rows), "C": "4"},
        )
        for rows in (3, 5, 6)
    ),
    hints=3,
    line=50,
)
NEEDS = ExerciseResult(
    "accumulated", "Gradients add up", 200, 0, Outcome.SKIPPED, Cause.NEEDS, Message("cause.needs"), hints=1
)
UNAVAILABLE = ExerciseResult("moved", "On the GPU", 100, 0, Outcome.SKIPPED, Cause.UNAVAILABLE, line=60)
UNGRADED = ExerciseResult("frozen", "Without a graph", 150, None, Outcome.UNGRADED, Cause.REFERENCE, line=70)
IMPORT = Message(
    "exception.import_at",
    {"line": 3, "type": "SyntaxError", "text": "'(' was never closed", "frames": ("autograd.py:3 <module>: x ** (2",)},
)


def broken(name: str) -> ExerciseResult:
    return ExerciseResult(name, f"Exercise {name}", 100, 0, Outcome.FAILED, Cause.IMPORT, IMPORT, hints=2, line=6)


HOSTILE = replace(
    SLOPE,
    message=Message(
        "exists.exception", {"type": ESCAPE, "text": "::error file=x::pwned\n::set-output name=a::b ##[error]x"}
    ),
    cases=(
        CaseResult(
            ESCAPE,
            False,
            None,
            (Verdict("result", "like", Message("type.differs", {"expected": "float", "actual": ESCAPE * 9}),
                     expected="3.0", actual="a" * 60 + " ::warning::" + "b" * 90),),
            Cause.WRONG,
        ),
    ),
    output="::error::" + "x" * 100 + "\n" + ESCAPE + "\r\x00\ud800 日本語のテキスト" * 3,
)  # fmt: skip

RESULTS: Mapping[str, tuple[Result, Surroundings]] = {
    "all_passed": (result(SQUARE, passed("slope", "The slope as a Python number", 250)), AROUND),
    "submitted": (
        result(SQUARE, seed=1234567, seed_source="fresh"),
        replace(AROUND, official=True, written_to="grade-result.json"),
    ),
    "some_failed": (
        result(SQUARE, SLOPE, PARTIALS, JACOBIAN, MSE, NEEDS, unwritten("frozen", "Without a graph", 150)),
        AROUND,
    ),
    "for_authors": (result(PARTIALS, SLOPE), replace(AROUND, verbose=True)),
    "nothing_written": (result(*(unwritten(name, f"Exercise {name}", 100) for name in "abc")), AROUND),
    "import_failed": (result(*map(broken, "abc")), AROUND),
    "not_all_graded": (
        result(SQUARE, UNAVAILABLE, UNGRADED, replace(SQUARE, id="secret", title="Kept back", hidden=True)),
        replace(AROUND, official=True),
    ),
    "one_asked_for": (
        result(PARTIALS, partial=True),
        replace(AROUND, arguments=("my work/autograd.py", "-a", "autograd"), hints_shown={"partials": 1}),
    ),
    "one_asked_for_passes": (
        result(SQUARE, partial=True),
        replace(AROUND, so_far=SoFar(300, 3400, 2, 15, "chain-links")),
    ),
    "unconfined": (result(SQUARE, confinement="none"), AROUND),
    "hostile": (result(HOSTILE, submission="[red]x\x1b.py"), AROUND),
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for ``example`` runs on each of the results above: its name, the result, the surroundings."""
    if "example" in metafunc.fixturenames:
        metafunc.parametrize("example", [(name, *pair) for name, pair in RESULTS.items()], ids=RESULTS)


@pytest.fixture
def examples() -> Mapping[str, tuple[Result, Surroundings]]:
    return RESULTS
