"""Which file of a submission counts, and what is said where none does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from grader.collect import Found
from grader.collect.choose import LARGEST
from grader.notebooks import LARGEST as LARGEST_NOTEBOOK
from grader.pipeline import sources
from tests.collect.made import PAIR, SAY_WHICH, SOFTMAX, TWO, found, made, zipped
from tests.notebooks.built import built

# What lies in a student's folder; the file that is taken, by its text; the notes.
AS = "was taken for `softmax.py`"
CHOICES: dict[str, tuple[dict[str, str | bytes], str | None, list[str]]] = {
    "its name": ({"softmax.py": "1", "plot.py": "", "report.pdf": ""}, "softmax.py=1", []),
    "a notebook": ({"softmax.ipynb": "1", "plot.py": ""}, "softmax.ipynb=1", []),
    "both": ({"softmax.ipynb": "1", "softmax.py": "2"}, None, [TWO + "`softmax.ipynb`, `softmax.py`; " + SAY_WHICH]),
    "further down": ({"a/b/softmax.py": "1", "x.py": ""}, "softmax.py=1", []),
    "twice further down": (
        {"a/softmax.py": "1", "b/softmax.py": "2"},
        None,
        [TWO + "`a/softmax.py`, `b/softmax.py`; " + SAY_WHICH],
    ),
    "the top one counts": (
        {"softmax.py": "1", "old/softmax.py": "2"},
        "softmax.py=1",
        ["`softmax.py` was taken, and not `old/softmax.py`"],
    ),
    "a lone folder is none": (
        {"hw/softmax.py": "1", "hw/old/softmax.py": "2"},
        "softmax.py=1",
        ["`hw/softmax.py` was taken, and not `hw/old/softmax.py`"],
    ),
    "another case": ({"Softmax.PY": "1", "x.py": ""}, "softmax.py=1", [f"`Softmax.PY` {AS}"]),
    "a browser's copy": ({"softmax (1).py": "1", "x.py": ""}, "softmax.py=1", [f"`softmax (1).py` {AS}"]),
    "a copy beside it": (
        {"softmax (1).py": "1", "softmax.py": "2", "x/softmax-1.py": "", "softmax_old.py": ""},
        "softmax.py=2",
        ["there is also: `softmax (1).py`, `x/softmax-1.py`, `softmax_old.py`"],
    ),
    "what is given is none of two": (
        {"softmax_final.py": "1", "softmax_given.py": ""},
        "softmax.py=1",
        [f"`softmax_final.py` {AS}"],
    ),
    "what is given is no other": ({"softmax.py": "1", "softmax_given.py": "", "x.py": ""}, "softmax.py=1", []),
    "another of the same name and a copy": (
        {"softmax.py": "1", "old/softmax.py": "2", "Softmax.py.ipynb": "", "softmax-2.py": ""},
        "softmax.py=1",
        ["`softmax.py` was taken, and not `old/softmax.py`", "there is also: `softmax-2.py`, `Softmax.py.ipynb`"],
    ),
    "a copy beside another case": (
        {"Softmax.py": "1", "softmax (1).py": "2"},
        "softmax.py=1",
        [f"`Softmax.py` {AS}", "there is also: `softmax (1).py`"],
    ),
    "Canvas's number": ({"softmax-12.ipynb": "1", "x.py": ""}, "softmax.ipynb=1", [f"`softmax-12.ipynb` {AS}"]),
    "Google's copy": ({"Copy of softmax.ipynb": "1"}, "softmax.ipynb=1", [f"`Copy of softmax.ipynb` {AS}"]),
    "two copies": (
        {"softmax (1).py": "1", "softmax (2).py": "2"},
        None,
        [TWO + "`softmax (1).py`, `softmax (2).py`; " + SAY_WHICH],
    ),
    "with a word": ({"softmax_final.py": "1", "x.py": ""}, "softmax.py=1", [f"`softmax_final.py` {AS}"]),
    "two words": (
        {"softmax_final.py": "", "softmax_final2.py": ""},
        None,
        [TWO + "`softmax_final.py`, `softmax_final2.py`; " + SAY_WHICH],
    ),
    "another word": ({"softmaxes.py": "", "x.py": ""}, None, [TWO + "`softmaxes.py`, `x.py`; " + SAY_WHICH]),
    "the only one": ({"homework.py": "1", "data.csv": ""}, "softmax.py=1", [f"`homework.py` {AS}"]),
    "the only one but what is given": (
        {"sub/homework.py": "1", "points.py": "", "__init__.py": ""},
        "softmax.py=1",
        [f"`sub/homework.py` {AS}"],
    ),
    "what is not Python": (
        {"report.pdf": "", "x.docx": "", "y.tar.gz": "", "z/a.txt": "", "z/b.txt": ""},
        None,
        ["`softmax.py` was not found; there is: `report.pdf`, `x.docx`, `y.tar.gz` and 2 more"],
    ),
    "nothing": (
        {".DS_Store": "", "__pycache__/softmax.py": "", ".ipynb_checkpoints/softmax.ipynb": ""},
        None,
        ["`softmax.py` was not found; there is no file"],
    ),
    "in a zip": ({"a.zip": zipped({"softmax.py": "1", "x.py": ""}), "report.pdf": ""}, "softmax.py=1", []),
    "a zip is only asked at last": (
        {"homework.py": "1", "a.zip": zipped({"softmax.py": "2"})},
        "softmax.py=1",
        [f"`homework.py` {AS}"],
    ),
    "in one of two zips": ({"a.zip": zipped({"softmax.py": "1"}), "b.zip": zipped({"x.py": ""})}, "softmax.py=1", []),
    "in both zips": (
        {"a.zip": zipped({"softmax.py": "1"}), "b.zip": zipped({"softmax.py": ""})},
        None,
        [TWO + "`a.zip/softmax.py`, `b.zip/softmax.py`; " + SAY_WHICH],
    ),
    "a broken zip": (
        {"a.zip": "PK\3\4", "report.pdf": ""},
        None,
        ["`softmax.py` was not found; there is: `report.pdf`", "`a.zip` is no zip that can be read"],
    ),
    "nine zips": (
        {f"{n}.zip": zipped({"softmax.py": "1"}) for n in range(9)},
        None,
        ["`softmax.py` was not found", "there are 9 zips, and none of them was looked into"],
    ),
}


def only(folder: Path, files: dict[str, str | bytes], **more: object) -> Found:
    made(folder / "all" / "s001", files)
    made(folder / "all" / "s002", {})
    one, _ = found(folder / "all", **more)  # type: ignore[arg-type]
    assert one.student == "s001"
    return one


@pytest.mark.parametrize(("files", "taken", "notes"), CHOICES.values(), ids=list(CHOICES))
def test_which_file_counts(tmp_path: Path, files: dict[str, str | bytes], taken: str | None, notes: list[str]) -> None:
    one = only(tmp_path, files, assignment=replace(SOFTMAX, provided=("data/points.py", "softmax_given.py")))
    assert [f"{name}={content.decode()}" for name, content in one.files] == ([] if taken is None else [taken])
    assert list(one.notes) == notes
    assert one.undecided == any(SAY_WHICH in note for note in notes)


PAIRS: dict[str, tuple[dict[str, str | bytes], list[str], list[str]]] = {
    "both": ({"a.py": "", "b.ipynb": "", "c.py": ""}, ["a.py", "b.ipynb"], []),
    "one": ({"a.py": "", "c.py": ""}, ["a.py"], ["`b.py` was not found; there is: `a.py`, `c.py`"]),
    "copies": (
        {"x/a (1).py": "", "x/b-2.py": ""},
        ["a.py", "b.py"],
        ["`x/a (1).py` was taken for `a.py`", "`x/b-2.py` was taken for `b.py`"],
    ),
    "a file is for one": (
        {"a_b.py": ""},
        ["a.py"],
        ["`a_b.py` was taken for `a.py`", "`b.py` was not found; there is: `a_b.py`"],
    ),
    "what is another's is no candidate": (
        {"a.py": "", "a-b.py": ""},
        ["a.py", "b.py"],
        ["`a-b.py` was taken for `b.py`"],
    ),
    "one of them undecided": (
        {"a.py": "", "b.py": "", "b.ipynb": ""},
        ["a.py"],
        ["several files may be `b.py`: `b.ipynb`, `b.py`; " + SAY_WHICH],
    ),
    "none": ({"c.py": ""}, [], ["`a.py`, `b.py` was not found; there is: `c.py`"]),
}


@pytest.mark.parametrize(("files", "taken", "notes"), PAIRS.values(), ids=list(PAIRS))
def test_several_files(tmp_path: Path, files: dict[str, str | bytes], taken: list[str], notes: list[str]) -> None:
    one = only(tmp_path, files, assignment=PAIR)
    assert [name for name, _ in one.files] == taken
    assert list(one.notes) == notes
    assert one.undecided == any(SAY_WHICH in note for note in notes)


def test_the_limits_are_those_of_grading() -> None:
    assert (LARGEST, LARGEST_NOTEBOOK) == (sources.LARGEST, sources.LARGEST_NOTEBOOK)


def test_what_would_not_be_graded_is_not_taken(tmp_path: Path) -> None:
    fits, larger = b"#" * LARGEST, b"#" * (LARGEST + 1)
    notebook = built(code := "x = 1", outputs_of_it="y" * LARGEST)
    assert len(notebook) > LARGEST
    assert code in notebook.decode()
    for folder, content, is_taken in (("a", fits, True), ("b", larger, False), ("c", notebook, True)):
        one = only(tmp_path / folder, {"softmax.py": content})
        assert bool(one.files) == is_taken
        assert list(one.notes) == ([] if is_taken else ["`softmax.py` is larger than 4 MB, and was not taken"])
    assert only(tmp_path / "d", {"softmax.ipynb": larger}).files
    far = only(tmp_path / "e", {"softmax.ipynb": b"#" * (LARGEST_NOTEBOOK + 1)})
    assert (far.files, len(far.notes)) == ((), 1)
    assert "clear its outputs" in far.notes[0]
