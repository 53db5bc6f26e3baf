"""Laws in whole runs: right work keeps them, slips that nothing else would find break them, references must not."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from grader.model.result import Cause, ExerciseResult, Outcome
from grader.reporters.wording import say
from grader.sandbox import Runner
from tests.pipeline.conftest import Grade

LAWFUL = Path(__file__).parent / "lawful"
SOLUTION = (LAWFUL / "reference" / "lawful" / "solution.py").read_text("utf-8")
# By exercise what is written instead, and the message that it gets. The first half of each slip is the solution's text.
SLIPS = {
    "softmax": ("x - x.amax(-1, keepdim=True)", "x", "unchanged_by.changed"),
    "attention": ("triu(1)", "triu(2)", "causal.sees"),
    "normalise": ("x.mean(1, keepdim=True)", "x[0]", "permutes.differs"),
    "masked-mean": ("(x * mask).sum() / mask.sum()", "x.mean()", "depends_on.not"),
    "cell": ("torch.stack(out, 1), state", "torch.stack(out, 1), out[0]", "splits.differs"),
    "decrypt": ("encrypt(text, -key)", "encrypt(text, 1 - key)", "inverse.other"),
    "tokenizer": ("in numbers)", "in numbers if number)", "round_trip.other"),
    "swish": ("(s + x * s * (1 - s))", "s", "gradcheck.differs"),
    "twice": ("x * self.weight)", "x * self.weight.detach())", "gradcheck.none"),
}
OTHERS = {
    "softmax": ("(x - x.amax(-1, keepdim=True)).exp()", "x.sigmoid()", "unchanged_by.changed"),
    "attention": ("later = torch", "v = v - v.mean(1, keepdim=True); later = torch", "causal.sees"),
    "normalise": ("x.std(1, keepdim=True)", "torch.arange(1, len(x) + 1)[:, None]", "permutes.differs"),
    "masked-mean": ("(x * mask).sum() / mask.sum()", "mask.mean()", "depends_on.not"),
    "cell": ("out = []", "out, state = [], 0 * state", "splits.differs"),
    "decrypt": ("encrypt(text, -key)", "text", "inverse.other"),
    "tokenizer": ('"".join(self.alphabet[number] for number in numbers)', "list(numbers)", "round_trip.other"),
    "swish": ("x * x.sigmoid()", "(x * x.sigmoid()).float()", "gradcheck.precision"),
    "twice": ("torch.tanh(x * self.weight)", "torch.tanh(x * self.weight).cumsum(0)", "permutes.differs"),
}


def slipped(*slips: tuple[str, str, str]) -> str:
    text = SOLUTION
    for old, new, _ in slips:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def graded(grade: Grade, runner: Runner, folder: Path, text: str, *only: str) -> dict[str, ExerciseResult]:
    file = folder / "lawful.py"
    file.write_text(text, "utf-8")
    return grade(runner, "lawful", file, *only, root=LAWFUL)


def test_right_work_keeps_every_law(runner: Runner, grade: Grade, tmp_path: Path) -> None:
    results = graded(grade, runner, tmp_path, SOLUTION)
    assert results.pop("positions").cause in (None, Cause.UNAVAILABLE)
    assert {name: str(each.cause or each.outcome) for name, each in results.items()} == dict.fromkeys(
        [*SLIPS, "by-case"], "passed"
    )
    for result in results.values():
        laws = [verdict for case in result.cases for verdict in case.verdicts if verdict.path == "laws"]
        assert laws and all(verdict.line > 0 and not verdict.claimed for verdict in laws)


@pytest.mark.parametrize("slips", [SLIPS, OTHERS], ids=["slips", "others"])
def test_a_slip_breaks_its_law_and_nothing_else(
    fork: Runner, grade: Grade, tmp_path: Path, slips: dict[str, tuple[str, str, str]]
) -> None:
    results = graded(grade, fork, tmp_path, slipped(*slips.values()))
    for name, (_, _, says) in slips.items():
        result = results[name]
        failed = [verdict for case in result.cases for verdict in case.verdicts if not verdict.passed]
        assert {verdict.path for verdict in failed} == {"laws"}, (name, failed)
        assert {verdict.kind for verdict in failed} == {says.partition(".")[0]}
        assert says in {verdict.message.id for verdict in failed if verdict.message}
        assert (result.outcome, result.cause, result.score) == (Outcome.FAILED, Cause.WRONG, 0)
        assert result.message is not None and len(say(result.message)) > 40
        assert any(case.snippet for case in result.cases if not case.passed)


def test_what_stops_in_a_further_call_says_so(fork: Runner, grade: Grade, tmp_path: Path) -> None:
    text = slipped(("shifted = (x", "assert x.amax() < 50; shifted = (x", ""))
    result = graded(grade, fork, tmp_path, text, "softmax")["softmax"]
    assert result.message is not None and result.message.id == "laws.stopped"
    assert "AssertionError" in say(result.message)


def test_what_hangs_in_a_further_call_keeps_no_law(fork: Runner, grade: Grade, tmp_path: Path) -> None:
    """Whoever could leave a law by waiting would."""
    course = tmp_path / "course"
    copytree(LAWFUL, course)
    spec = course / "assignments" / "lawful" / "assignment.yaml"
    spec.write_text(
        spec.read_text("utf-8").replace("call: softmax\n", "call: softmax\n    limits: {seconds: 0.7}\n"), "utf-8"
    )
    file = tmp_path / "lawful.py"
    file.write_text(slipped(("shifted = (x", "\n    while x.amax() > 50: pass\n    shifted = (x", "")), "utf-8")
    result = grade(fork, "lawful", file, "softmax", root=course)["softmax"]
    assert (result.outcome, result.cause, result.score) == (Outcome.FAILED, Cause.WRONG, 0)
    assert result.message is not None and result.message.id == "laws.unanswered"
    assert len(result.cases) > 1 and not any(case.passed for case in result.cases)


def test_cases_with_points_keep_their_own_laws(fork: Runner, grade: Grade, tmp_path: Path) -> None:
    """A case that fails frees no other one from its laws."""
    results = graded(grade, fork, tmp_path, slipped(SLIPS["softmax"]), "by-case")
    right, failed, lawless = results["by-case"].cases
    assert (right.passed, failed.passed, lawless.passed) == (True, False, False)
    assert [verdict.path for verdict in lawless.verdicts if not verdict.passed] == ["laws"]
    assert results["by-case"].score == 100


@pytest.mark.parametrize("name", ["softmax", "swish", "twice"])
def test_a_law_that_the_reference_breaks_costs_nobody(fork: Runner, grade: Grade, tmp_path: Path, name: str) -> None:
    course = tmp_path / "course"
    copytree(LAWFUL, course)
    (course / "reference" / "lawful" / "solution.py").write_text(slipped(SLIPS[name]), "utf-8")
    file = tmp_path / "lawful.py"
    file.write_text(SOLUTION, "utf-8")
    result = grade(fork, "lawful", file, name, root=course)[name]
    assert (result.outcome, result.cause, result.score) == (Outcome.UNGRADED, Cause.REFERENCE, None)


def test_a_law_that_cannot_be_applied_costs_nobody(fork: Runner, grade: Grade, tmp_path: Path) -> None:
    course = tmp_path / "course"
    copytree(LAWFUL, course)
    spec = course / "assignments" / "lawful" / "assignment.yaml"
    spec.write_text(
        spec.read_text("utf-8").replace("causal: {of: [k, v], dim: 1}", "causal: {of: [k, v], dim: 1, in: result.7}"),
        "utf-8",
    )
    file = tmp_path / "lawful.py"
    file.write_text(SOLUTION, "utf-8")
    result = grade(fork, "lawful", file, "attention", root=course)["attention"]
    assert result.cause is Cause.REFERENCE
    assert result.message is not None and "no tensor of the result has" in say(result.message)
