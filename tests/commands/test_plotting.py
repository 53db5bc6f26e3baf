"""`grade check --plot`: what is drawn, where it goes, and what is said where nothing can be."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from grader.commands import check
from grader.judge import Compared
from grader.judge.tolerance import EXACT
from grader.model.path import Path as Place
from grader.model.result import Cause
from grader.model.spec import Check
from grader.pipeline import Differing

pytest.importorskip("matplotlib")


def differing(path: str = "result", case: str | None = None, *, shape: tuple[int, ...] = (3, 3)) -> Differing:
    compared = Compared(Check(Place("result"), "like", "reference"), path, np.ones(shape), np.zeros(shape), EXACT)
    return Differing("square", case, path, compared)


@pytest.fixture(autouse=True)
def wrong(course: Path, pipeline) -> Path:
    (course / "work" / "first.py").write_text("")
    pipeline.causes = {"square": Cause.WRONG}
    pipeline.differing = [differing(), differing(case="again"), differing("x.grad"), differing("y", shape=(3,))]
    return course


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_it_draws_each_check_once_into_a_folder_of_ours(run, wrong: Path) -> None:
    plots = wrong / ".grade" / "plots" / "first"
    plots.mkdir(parents=True)
    (plots / "old.png").write_text("")
    (plots / "notes.txt").write_text("")
    found = run("check", "--plot")
    assert found.exit_code == 1
    assert names(plots) == ["notes.txt", "square.result.png", "square.x.grad.png"]
    assert str(Path("..", ".grade", "plots", "first", "square.x.grad.png")) in found.stdout


def test_of_several_cases_the_largest_is_drawn(run, pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = {"small": 2, "large": 9, "as large": 9, "medium": 5}
    pipeline.differing = [differing(case=case, shape=(size, size)) for case, size in sizes.items()]
    titles: list[str] = []
    monkeypatch.setattr("grader.reporters.figure.draw", lambda picture, title, file: titles.append(title))
    run("check", "--plot")
    assert titles == ['square, "large": result']


def test_it_draws_into_a_folder_that_is_named(run, wrong: Path) -> None:
    (wrong / "work" / "mine").mkdir()
    (wrong / "work" / "mine" / "old.png").write_text("")
    found = run("check", "first.py", "--plot-dir", "mine")
    assert names(wrong / "work" / "mine") == ["old.png", "square.result.png", "square.x.grad.png"]
    assert str(Path("mine", "square.result.png")) in found.stdout
    assert not (wrong / ".grade" / "plots").exists()


def test_a_name_of_a_submission_leads_nowhere_else(run, wrong: Path, pipeline) -> None:
    pipeline.differing = [differing("result.../../../../evil\x1b[31m" + "x" * 300)]
    run("check", "--plot-dir", "mine")
    (name,) = names(wrong / "work" / "mine")
    assert name.startswith("square.result")
    assert len(name) < 100
    assert name.isprintable()


def test_checks_whose_names_look_alike_have_pictures_of_their_own(run, wrong: Path, pipeline) -> None:
    pipeline.differing = [differing(path) for path in ("result[0]", "result[:, 0]", "x.W", "x.w")]
    run("check", "--plot-dir", "mine")
    assert names(wrong / "work" / "mine") == [
        "square.result-0.png",
        "square.result-0~2.png",
        "square.x.W.png",
        "square.x.w~2.png",
    ]


def test_a_folder_of_ours_that_leads_elsewhere_is_left_alone(run, wrong: Path) -> None:
    elsewhere = wrong / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "holiday.png").write_text("")
    (wrong / ".grade" / "plots").mkdir(parents=True)
    (wrong / ".grade" / "plots" / "first").symlink_to(elsewhere)
    found = run("check", "--plot")
    assert found.exit_code == 3
    assert "a link to elsewhere" in found.stderr
    assert names(elsewhere) == ["holiday.png"]


def test_what_a_link_leads_to_is_not_drawn_over(run, wrong: Path) -> None:
    (wrong / "work" / "mine").mkdir()
    (wrong / "own.txt").write_text("mine")
    (wrong / "work" / "mine" / "square.result.png").symlink_to(wrong / "own.txt")
    assert run("check", "--plot-dir", "mine").exit_code == 1
    assert (wrong / "own.txt").read_text() == "mine"
    assert not (wrong / "work" / "mine" / "square.result.png").is_symlink()


def refuses(*_: object) -> None:
    raise ValueError("Axis limits cannot be NaN or Inf")


@pytest.mark.parametrize("is_imported", [True, False])
def test_what_cannot_be_drawn_costs_no_report_and_no_result(
    is_imported: bool, run, wrong: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_imported:
        monkeypatch.setattr("grader.reporters.figure.draw", refuses)
    else:
        monkeypatch.setitem(sys.modules, "grader.reporters.figure", None)
    found = run("check", "--plot", "-o", "result.json")
    assert found.exit_code == 3
    assert "pictures cannot be drawn" in found.stderr
    assert "of 3.5 points" in found.stdout
    assert (wrong / "work" / "result.json").is_file()


def test_nothing_to_draw_is_said(run, pipeline) -> None:
    pipeline.differing = [differing(shape=(3,))]
    assert "No pictures: no matrix and no image of a visible case differs." in run("check", "--plot").stdout


def test_without_it_nothing_is_drawn_and_nothing_loaded(run, wrong: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "grader.reporters.figure", raising=False)
    found = run("check")
    assert "icture" not in found.stdout
    assert not (wrong / ".grade" / "plots").exists()
    assert "grader.reporters.figure" not in sys.modules


def test_without_the_library_the_command_that_installs_it_is_said(
    run, pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "find_spec", lambda name: None)
    found = run("check", "--plot")
    assert found.exit_code == 2
    assert "`python -m pip install matplotlib`" in found.stderr
    assert pipeline.requests == []


def test_a_folder_that_cannot_be_made_is_said(run, wrong: Path) -> None:
    found = run("check", "--plot-dir", "first.py/plots")
    assert found.exit_code == 3
    assert "pictures cannot be put into `first.py/plots`" in found.stderr
    assert "of 3.5 points" in found.stdout, "the report comes first"
    assert "icture" not in found.stdout


@pytest.mark.parametrize("option", [("--plot",), ("--plot-dir", "mine")])
def test_watch_takes_none(run, option: tuple[str, ...]) -> None:
    found = run("check", "--watch", *option)
    assert found.exit_code == 2
    assert "takes no --plot" in found.output
