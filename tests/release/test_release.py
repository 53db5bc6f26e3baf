"""A copy grades as the course does, tells no answer, and stays the same when it is released again."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from grader.cli import cli
from grader.errors import UsageError
from grader.model.calls import Call, Turn
from grader.model.result import ExerciseResult, Result
from grader.model.values import Tensor
from grader.pipeline import Request, grade
from grader.pipeline.overlays import Overlay, overlays
from grader.pipeline.references import References
from grader.pipeline.request import RECORDED
from grader.recorded import Tape, digest
from grader.release.release import SEEDS, release
from grader.sandbox import Runner, Source
from grader.spec import assignment_file, find_course, load_assignment
from grader.spec.own import forget_own
from grader.version import __version__

SHIPPED = Path(__file__).parents[2]
NAMES = tuple(file.parent.name for file in sorted(SHIPPED.glob("assignments/*/assignment.yaml")))
SPECIFICATION = """\
format: 1
title: Sums
submission: sums.py
exercises:
  - id: total
    prompt: Return the sum of x.
    call: total
    let: {N: 2..6}
    given: {x: {randn: [N], dtype: float64}}
    backward: random
    cases:
      - {title: anywhere, repeat: 3}
      - {title: a secret case, hidden: true, given: {x: {tensor: [13.25, 1772.5]}}}
  - id: secret-mean
    points: 3
    prompt: SECRET PROMPT
    hidden: true
    call: hidden_mean
    given: {x: {tensor: [171.375, 2.0]}}
  - id: doubled
    points: 2
    prompt: Return twice what is in the file, plus x.
    call: doubled
    given: {x: {randn: [3]}, points: {file: points.json}}
    source: {forbid: [mul]}
"""
SOLUTION = '''\
"""The answers."""

import torch


def total(x):
    """Return the sum of x."""
    # BEGIN SOLUTION
    the_answer_is_here = x.sum()
    return the_answer_is_here
    # END SOLUTION


def hidden_mean(x):
    """SECRET DOCSTRING"""
    # BEGIN SOLUTION
    return x.mean()
    # END SOLUTION


def doubled(x, points):
    """Return twice what is in the file, plus x."""
    # BEGIN SOLUTION
    return x + torch.tensor(points) + torch.tensor(points)
    # END SOLUTION
'''
WRONG = '''\
"""You took the mean: add up instead."""
# diagnosis: mean_for_sum


def total(x):
    return x.mean() * 1.0
'''


@pytest.fixture
def runner(fork: Runner) -> Runner:
    return fork


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Path]:
    root = tmp_path / "course"
    for path, text in {
        "course.yaml": 'format: 1\ntitle: Sums\nreference: reference\ntorch: ">=2.4"\n',
        "assignments/sums/assignment.yaml": SPECIFICATION,
        "assignments/sums/points.json": "[1.5, 2.5, 3.5]\n",
        "reference/sums/solution.py": SOLUTION,
        "reference/sums/wrong/averages.py": WRONG,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    yield root
    forget_own()


def released(root: Path, folder: Path, runner: Runner, *names: str) -> Path:
    release(find_course(root), names or ("sums",), [folder], runner, lambda _: None)
    return folder


def graded(root: Path, name: str, work: Path, runner: Runner, seed: int, source: str = RECORDED) -> Result:
    course = find_course(root)
    assignment = load_assignment(assignment_file(course, name), course)
    return grade(Request(work, assignment, course, seed, source), runner)


def told(each: ExerciseResult) -> tuple[object, ...]:
    """What a student hears of an exercise."""
    said = None if each.diagnosis is None else (each.diagnosis.id, each.diagnosis.path)
    wrong = [(case.title, v.path, v.kind, v.message) for case in each.cases for v in case.verdicts if v.message]
    return each.id, each.score, each.outcome, each.cause, said, each.mistake, wrong


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): (file.read_bytes(), file.stat().st_mtime_ns) for file in files}


def test_a_copy_grades_without_the_reference(course: Path, tmp_path: Path, runner: Runner) -> None:
    copy = released(course, tmp_path / "copy", runner)
    work = tmp_path / "sums.py"
    work.write_text(SOLUTION)
    for seed in SEEDS:
        found = graded(copy, "sums", work, runner, seed)
        assert [(each.id, str(each.outcome)) for each in found.exercises] == [
            ("total", "passed"),
            ("doubled", "passed"),
        ]
        assert (found.hidden_checks, found.hidden_points, found.points, found.max_score) == (2, 300, 600, 300)
        assert not found.authoritative
        assert "recorded" in found.reason
    work.write_text(WRONG)
    wrong = graded(copy, "sums", work, runner, 0).exercises[0]
    assert wrong.mistake is not None
    assert wrong.mistake.text == "You took the mean: add up instead."
    assert (copy / "sums.py").read_text().count("raise NotImplementedError") == 2
    assert graded(copy, "sums", copy / "sums.py", runner, 0).score == 0


def test_nothing_tells_an_answer(course: Path, tmp_path: Path, runner: Runner) -> None:
    copy = released(course, tmp_path / "copy", runner)
    hidden = [np.array(each, dtype).tobytes() for each in ([13.25, 1772.5], [171.375, 2.0]) for dtype in ("<f4", "<f8")]
    results = [np.array(each, dtype).tobytes() for each in (1785.75, 86.6875) for dtype in ("<f4", "<f8")]
    secrets = [b"the_answer_is_here", b"SECRET", b"secret", b"hidden_mean", b"x.mean", b"1772", b"171.375", b"SOLUTION"]
    for path, (content, _) in contents(copy).items():
        text = gzip.decompress(content) if path.endswith(".gz") else content
        found = [each for each in (*secrets, *hidden, *results) if each in text]
        assert not found, path


def test_a_second_time_nothing_changes_and_a_later_release_leaves_work_alone(
    course: Path, tmp_path: Path, runner: Runner
) -> None:
    copy = released(course, tmp_path / "copy", runner)
    (copy / "sums.py").write_text("# mine\n")
    (copy / "notes.txt").write_text("mine\n")
    before = contents(copy)
    released(course, copy, runner)
    assert contents(copy) == before
    specification = course / "assignments/sums/assignment.yaml"
    specification.write_text(SPECIFICATION.replace("  - id: doubled\n", "  - id: twice\n"))
    released(course, copy, runner)
    after = contents(copy)
    assert after["sums.py"] == before["sums.py"]
    assert after["notes.txt"] == before["notes.txt"]
    assert "assignments/sums/expected/0/twice.gz" in after
    assert "assignments/sums/expected/0/doubled.gz" not in after


def test_the_copies_of_a_class_are_brought_up_to_date_together(
    course: Path, tmp_path: Path, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = [tmp_path / name for name in ("template", "alice", "bob")]
    released(course, copies[0], runner)
    for clone in copies[1:]:
        shutil.copytree(copies[0], clone)
    for copy in copies:
        (copy / "sums.py").write_text(f"# {copy.name}\n")
    file = course / "assignments/sums/assignment.yaml"
    file.write_text(file.read_text().replace("title: Sums", "title: Sums and more"))
    heard: list[str] = []
    found = release(find_course(course), ("sums",), copies, runner, heard.append)
    assert sorted(heard) == sorted([*set(heard)] * len(SEEDS)), "each exercise is recorded once"
    assert {each.written for each in found} == {("README.md", "assignments/sums/assignment.yaml")}
    for copy in copies:
        assert (copy / "sums.py").read_text() == f"# {copy.name}\n"
        assert "title: Sums and more" in (copy / "assignments/sums/assignment.yaml").read_text()
    monkeypatch.chdir(course)
    said = CliRunner().invoke(cli, ["release", "summs", str(copies[0])])
    assert said.exit_code == 2
    assert (
        "`summs` is neither an assignment of this course nor a students' copy of it. Did you mean `sums`?"
        in " ".join(said.output.split())
    )
    assert not Path("summs").exists()


def test_what_was_recorded_for_other_inputs_is_not_graded_by(course: Path, tmp_path: Path, runner: Runner) -> None:
    copy = released(course, tmp_path / "copy", runner)
    file = copy / "assignments/sums/assignment.yaml"
    file.write_text(file.read_text().replace("N: 2..6", "N: 7..9"))
    work = tmp_path / "sums.py"
    work.write_text(SOLUTION)
    total, doubled = graded(copy, "sums", work, runner, 0).exercises
    assert (str(total.outcome), str(total.cause), total.score) == ("ungraded", "reference", None)
    assert total.message is not None
    assert total.message.id == "expected.other"
    assert str(doubled.outcome) == "passed"
    (copy / "assignments/sums/expected/0/doubled.gz").write_bytes(b"damaged")
    assert graded(copy, "sums", work, runner, 0).exercises[1].message.id == "expected.unreadable"  # type: ignore[union-attr]
    (copy / "assignments/sums/points.json").write_text("[1.0, 2.0, 3.0]")
    found = graded(copy, "sums", work, runner, 1)
    assert {each.message.id for each in found.exercises if each.message} == {"expected.changed"}


def test_commands_say_what_a_copy_cannot_do(
    course: Path, tmp_path: Path, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = released(course, tmp_path / "copy", runner)
    monkeypatch.chdir(copy)
    for typed in (["audit"], ["release", str(tmp_path / "again")], ["new", "exercise", "sums", "total"]):
        said = CliRunner().invoke(cli, typed)
        assert said.exit_code == 2, said.output
        assert "students' copy" in said.output
    said = CliRunner().invoke(cli, ["check", "--seed", "5"])
    assert said.exit_code == 2
    assert "the seeds 0 and 1 alone" in " ".join(said.output.split())
    said = CliRunner().invoke(cli, ["submit", "-o", "result.json"])
    assert said.exit_code == 1, said.output
    assert "2 hidden checks (3 points) not run here." in said.output
    assert "recorded with torch" not in said.output
    result = json.loads((copy / "result.json").read_text())
    assert result["hidden"] == {"checks": 2, "points": 3}
    assert result["seed"] == {"value": 1, "source": "recorded"}


def test_another_torch_than_recorded_is_said(
    course: Path, tmp_path: Path, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = released(course, tmp_path / "copy", runner)
    file = copy / "assignments/sums/expected/released.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "torch": "1.13.1"}))
    monkeypatch.chdir(copy)
    said = " ".join(CliRunner().invoke(cli, ["submit"]).output.split())
    assert "The answers here were recorded with torch 1.13.1, and this is" in said
    note, changed = json.loads((copy / "grade-result.json").read_text())["notes"]
    assert changed == "not as it was released: `assignments/sums/expected/released.json`"
    assert note.startswith("the answers here were recorded with torch 1.13.1, and this is")
    file.write_text("{")
    said = " ".join(CliRunner().invoke(cli, ["check"]).output.split())
    assert "take the folder `assignments` from your course's release again" in said


def test_an_older_grader_says_what_to_install(
    course: Path, tmp_path: Path, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not that each word of a later version is a mistake."""
    copy = released(course, tmp_path / "copy", runner)
    assert f'grader: "{__version__}"' in (copy / "course.yaml").read_text()
    (copy / "course.yaml").write_text('format: 1\ngrader: "99.1"\nnot_yet_known: 1\nassignments: [sums]\n')
    monkeypatch.chdir(copy)
    said = CliRunner().invoke(cli, ["check"])
    assert said.exit_code == 2
    assert said.output.count("\n") == 1, said.output
    assert "written for torch-grader 99.1 and later" in said.output
    assert "pip install" in said.output


def test_what_cannot_be_released_says_why(course: Path, tmp_path: Path, runner: Runner) -> None:
    solution = course / "reference/sums/solution.py"
    solution.write_text(SOLUTION.replace("return the_answer", "return 1 / 0 or the_answer"))
    with pytest.raises(UsageError, match="`total` cannot be released"):
        released(course, tmp_path / "copy", runner)
    assert not (tmp_path / "copy").exists()
    solution.write_text(re.sub("# (BEGIN|END) SOLUTION", "#", SOLUTION))
    with pytest.raises(UsageError, match=r"there is no assignments/sums/starter\.py: write it"):
        released(course, tmp_path / "copy", runner)
    solution.unlink()
    with pytest.raises(UsageError, match="has no reference"):
        released(course, tmp_path / "copy", runner)


def test_a_digest_is_of_what_single_precision_shows() -> None:
    def call(*numbers: float, dtype: str = "float64", memory: int = 1) -> Call:
        data = np.array(numbers, np.dtype(dtype).newbyteorder("<")).tobytes()
        return Call((Turn("result", "", ("f",), (("x", Tensor(dtype, (len(numbers),), data)),)),), memory=memory)

    assert digest(call(0.1)) == digest(call(float(np.nextafter(0.1, 1)))) == digest(call(0.1, memory=2))
    assert digest(call(0.1)) != digest(call(0.1000001))
    assert digest(call(0.1)) != digest(call(0.1, dtype="float32"))
    assert digest(call(0.1)) != digest(replace(call(0.1), seed=1))


def test_a_tape_gives_back_what_it_heard(course: Path, tmp_path: Path, runner: Runner) -> None:
    copy = released(course, tmp_path / "copy", runner)
    content = (copy / "assignments/sums/expected/0/total.gz").read_bytes()
    tape = Tape.of_bytes(content)
    assert tape.is_same(Tape.of_bytes(content))
    assert not tape.is_same(Tape.of_bytes((copy / "assignments/sums/expected/1/total.gz").read_bytes()))
    assert tape.answer("solution", Call((Turn("result", "", ("f",)),))) is None


@pytest.mark.thorough
@pytest.mark.parametrize("name", NAMES)
def test_shipped_copies_agree_with_the_course(name: str, tmp_path: Path, runner: Runner) -> None:
    """Reference and wrong files, exercise by exercise, beside the reference and from what was recorded."""
    copy = released(SHIPPED, tmp_path / "copy", runner, name)
    assert not (copy / "reference").exists()
    course = find_course(SHIPPED)
    assignment = load_assignment(assignment_file(course, name), course)
    references = References.of(course, assignment)
    assert isinstance(references.solution, Source)
    works = {"solution": references.solution}
    for each in overlays(references.folders[1], "wrong", references.solution):
        assert isinstance(each, Overlay)
        works[each.name] = each.source
    for title, source in works.items():
        work = tmp_path / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        for file, content in source.files:
            (work / file).write_bytes(content)
        for seed in SEEDS if title == "solution" else SEEDS[:1]:
            beside = graded(SHIPPED, name, work / assignment.submission, runner, seed, "option")
            recorded = graded(copy, name, work / assignment.submission, runner, seed)
            assert list(map(told, recorded.exercises)) == list(map(told, beside.exercises)), title
