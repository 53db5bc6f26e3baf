"""Whole runs kept as they are: a folder holds ``submission.py`` and the ``result.json`` that it must get.

A folder's name begins with the shipped assignment that it is of, unless it has an ``assignment.yaml`` and a
``solution.py`` of its own; of a shipped one only the exercises that its file speaks of are
graded. ``pytest tests/golden --regenerate`` writes the results anew; read the diff.
"""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copyfile

import pytest

from grader.pipeline import Request, grade
from grader.reporters.json_result import to_json
from grader.sandbox import Runner
from grader.spec import load_assignment, load_course

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FOLDERS = sorted(folder.parent.name for folder in HERE.glob("*/submission.py"))

# What depends on the machine, its versions, or the last edit of a shipped specification's spacing.
LEFT_OUT = ("run", "versions", "specification", "confinement", "authoritative", "reason")


@pytest.mark.parametrize("name", FOLDERS)
def test_a_run_gives_what_it_gave(name: str, fork: Runner, tmp_path: Path, regenerate: bool) -> None:
    folder, assignment = HERE / name, name.partition(".")[0]
    root = ROOT
    if (folder / "assignment.yaml").exists():
        root = tmp_path
        course(root, assignment, folder)
    loaded = load_course(root / "course.yaml")
    spec = load_assignment(root / "assignments" / assignment / "assignment.yaml", loaded)
    submission = folder / "submission.py"
    written = submission.read_text(encoding="utf-8")
    only = tuple(each.id for each in spec.exercises if any(name in written for name in each.names))
    result = to_json(grade(Request(submission, spec, loaded, 0, "specification", only), fork))
    kept = {key: value for key, value in result.items() if key not in LEFT_OUT}
    text = json.dumps(kept, ensure_ascii=False, indent=2) + "\n"
    file = folder / "result.json"
    if regenerate:
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def course(root: Path, assignment: str, folder: Path) -> None:
    """A course of this one assignment."""
    (root / "course.yaml").write_text(f"format: 1\ntitle: Golden\nassignments: [{assignment}]\n")
    for kind, name in (("assignments", "assignment.yaml"), ("reference", "solution.py")):
        (root / kind / assignment).mkdir(parents=True)
        copyfile(folder / name, root / kind / assignment / name)
