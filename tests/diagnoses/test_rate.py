"""How often the rules name the mistake of a wrong file of the course. All files take long: ask for them by the mark.

python -m pytest tests/diagnoses/test_rate.py -m long --regenerate
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from grader.sandbox import Runner
from tests.diagnoses.measuring import NONE, ORDER, ROOT, Measured, Measuring, files, wanted
from tests.diagnoses.test_catalogue import ROWS

PAGE = ROOT / "docs" / "diagnoses.md"
BEGIN = "<!-- What follows is written by the test that measures. -->\n"
HEAD = (
    "| assignment | wrong files | not tried there | name a mistake | met | another named | name none | one named |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|\n"
)
MISSED = "\nNot met, and what is said instead:\n\n| wrong file | its mistake | said |\n|---|---|---|\n"
CATALOGUE = {name for name, _ in ROWS.values()}
LEAST, FEWEST = 0.8, 60
# A few that are quick, of several families; and some whose mistake no rule could know.
FEW = {
    "tensors": [
        "columns_for_rows",
        "float64_from_numpy",
        "batch_of_one_squeezed",
        "last_image_missing",
        "photos_reshaped",
    ],
    "autograd": ["guess_detached", "added_up", "froze_the_input"],
}
SILENT = {"tensors": ["divided_by_length", "every_frame_another"]}


def measure(runner: Runner, nothing: Path, name: str, only: Sequence[str] = ()) -> list[Measured]:
    with Measuring(name, runner, nothing) as measuring:
        return list(measuring.of(ROOT / "reference" / name, "wrong", only))


def row(title: str, measured: Sequence[Measured]) -> str:
    tried = [each for each in measured if each.is_tried]
    named, silent = [each for each in tried if each.wanted != NONE], [each for each in tried if each.wanted == NONE]
    met = sum(each.is_met for each in named)
    share = f"{met} ({met / len(named):.0%})" if named else "–"
    counts = [
        len(measured),
        len(measured) - len(tried),
        len(named),
        share,
        *(sum(e.is_false for e in p) for p in (named, silent)),
    ]
    return "| " + " | ".join(map(str, [title, *counts[:5], len(silent), counts[5]])) + " |\n"


def table(measured: Sequence[Measured]) -> str:
    parts = {name: [each for each in measured if each.title.startswith(f"{name}/")] for name in ORDER}
    missed = sorted(each.title for each in measured if each.is_tried and (each.is_false or not each.is_met))
    said = {each.title: each for each in measured}
    lines = [
        f"| `{title}` | {said[title].wanted} | {said[title].said}{', in general' if said[title].is_general else ''} |\n"
        for title in missed
        if said[title].wanted != NONE or said[title].is_false
    ]
    return (
        HEAD + "".join(row(name, part) for name, part in parts.items()) + row("all", measured) + MISSED + "".join(lines)
    )


@pytest.mark.long
def test_the_mistakes_of_the_course_are_named(fork: Runner, tmp_path: Path, regenerate: bool) -> None:
    measured = [each for name in ORDER for each in measure(fork, tmp_path, name)]
    named = [each for each in measured if each.is_tried and each.wanted != NONE]
    if regenerate:
        prose, mark, _ = PAGE.read_text("utf-8").partition(BEGIN)
        PAGE.write_text(f"{prose}{mark}\n{table(measured)}", encoding="utf-8")
    assert sum(each.is_met for each in named) >= LEAST * len(named)
    assert len({each.wanted for each in named if each.is_met} & CATALOGUE) >= FEWEST


@pytest.mark.parametrize("name", FEW)
def test_a_few_are_named(fork: Runner, tmp_path: Path, name: str) -> None:
    measured = measure(fork, tmp_path, name, FEW[name])
    assert len(measured) == len(FEW[name])
    assert [(each.title, each.said) for each in measured if not each.is_met] == []


@pytest.mark.parametrize("name", SILENT)
def test_what_no_rule_can_know_is_not_named(fork: Runner, tmp_path: Path, name: str) -> None:
    measured = measure(fork, tmp_path, name, SILENT[name])
    assert len(measured) == len(SILENT[name])
    assert [(each.title, each.said) for each in measured if each.is_false] == []


def test_the_page_is_about_the_files_as_they_are() -> None:
    """Its rows count the files that are there; what it says of them takes long to measure."""
    rows = [line.strip("| \n").split(" | ") for line in PAGE.read_text("utf-8").partition(BEGIN)[2].splitlines()]
    counted = {cells[0]: int(cells[1]) for cells in rows if cells[0] in ORDER}
    assert counted == {name: len(files(ROOT / "reference" / name / "wrong")) for name in ORDER}


def test_enough_mistakes_of_the_catalogue_occur() -> None:
    found = Counter(wanted(file) for name in ORDER for file in files(ROOT / "reference" / name / "wrong"))
    assert len(CATALOGUE & found.keys()) >= FEWEST
