"""What is told of wrong work in whole runs: a diagnosis, and the author's word on the very same mistake."""

from __future__ import annotations

from pathlib import Path

from grader.model.result import Cause, ExerciseResult
from grader.reporters.wording import say
from tests.pipeline.conftest import Run

EXERCISE = """
- id: f
  call: f
  let: {B: 2..5, C: 6..9}
  given: {x: {randn: [B, C]}}
"""
RIGHT = "def f(x):\n    return x * 2\n"
TURNED = "def f(x):\n    return x.T * 2\n"


def told(result: ExerciseResult) -> tuple[str | None, str | None]:
    return (result.diagnosis and result.diagnosis.id, result.mistake and result.mistake.name)  # type: ignore[return-value]


def wrong(folder: Path, **files: str) -> None:
    (folder / "reference/one/wrong").mkdir(parents=True)
    for name, text in files.items():
        (folder / f"reference/one/wrong/{name}.py").write_text(text)


def test_a_diagnosis_is_told(run: Run) -> None:
    (f,) = run(EXERCISE, RIGHT, TURNED).exercises
    assert told(f) == ("transposed", None)
    assert f.diagnosis is not None and f.diagnosis.path == "result"


def test_right_work_and_what_is_unknown_have_none(run: Run) -> None:
    for work in (RIGHT, "def f(x):\n    return (x * 1.7).sin() + 0.3\n"):
        (f,) = run(EXERCISE, RIGHT, work).exercises
        assert told(f) == (None, None)


def test_an_author_switches_one_off_or_says_it_otherwise(run: Run) -> None:
    (off,) = run(EXERCISE + "  diagnoses: {transposed: false}\n", RIGHT, TURNED).exercises
    assert told(off) == (None, None)
    (own,) = run(EXERCISE + "  diagnoses: {transposed: Rows are samples here}\n", RIGHT, TURNED).exercises
    assert own.diagnosis is not None and say(own.diagnosis.message) == "Rows are samples here"


def test_the_same_mistake_has_its_author_s_words(run: Run, tmp_path: Path) -> None:
    wrong(
        tmp_path,
        halved='"""You forgot the factor.\n\nTwo it is."""\ndef f(x):\n    return x\n',
        turned='"""You turned it round."""\ndef f(x):\n    return x.mT * 2\n',
        silent="def f(x):\n    return x * 3\n",
        broken="def f(x:\n",
    )
    (f,) = run(EXERCISE, RIGHT, TURNED).exercises
    assert told(f) == ("transposed", "wrong/turned")
    (f,) = run(EXERCISE, RIGHT, "def f(x):\n    return x + 0\n").exercises
    assert f.mistake is not None and f.mistake.text == "You forgot the factor. Two it is."
    (f,) = run(EXERCISE, RIGHT, "def f(x):\n    return x * 3\n").exercises
    assert f.mistake is None


def test_a_mistake_must_be_one_in_the_very_cases_that_went_wrong(run: Run, tmp_path: Path) -> None:
    """Who breaks a rule on the text gave right answers: no file of wrong answers explains that."""
    exercise = (
        EXERCISE + "  source: {forbid: [add]}\n  cases: [{title: any}, {title: one, given: {x: {ones: [1, 1]}}}]\n"
    )
    wrong(tmp_path, one='"""You forgot one."""\ndef f(x):\n    return x * 2 if len(x) > 1 else x\n')
    (f,) = run(exercise, RIGHT, "def f(x):\n    return x.add(x)\n").exercises
    assert f.cause is Cause.FORBIDDEN and f.mistake is None


def test_a_file_that_is_no_python_has_one_finding(run: Run) -> None:
    (f,) = run(EXERCISE, RIGHT, "def f(x)\n    return x\n").exercises
    assert f.cause is Cause.IMPORT and f.mistake is None


def test_hidden_cases_are_looked_at_only_where_the_visible_ones_pass(run: Run) -> None:
    cases = """  cases:
    - {title: one, given: {x: {tensor: [[1.5]]}}}
    - {title: any, hidden: true}
"""
    (f,) = run(EXERCISE + cases, RIGHT, TURNED).exercises
    assert told(f)[0] == "transposed"
    assert f.message is not None and f.message.id == "score.hidden"
