"""Pictures are PNG files of three panels, of whatever numbers; the same numbers give the same file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from grader.judge import Picture
from grader.judge.arrays import Array

matplotlib = pytest.importorskip("matplotlib")
draw = pytest.importorskip("grader.reporters.figure").draw
mpl_image = pytest.importorskip("matplotlib.image")
NAN = float("nan")


def picture(expected: Array, actual: Array, difference: Array | None = None) -> Picture:
    return Picture(expected, actual, actual - expected if difference is None else difference)


def pixels(one: Picture, file: Path, title: str = "f: result") -> Array:
    draw(one, title, file)
    assert file.read_bytes().startswith(b"\x89PNG")
    found: Array = mpl_image.imread(file)
    return found


def reddish(image: Array) -> Array:
    return (image[..., 0] > 0.35) & (image[..., 1] < 0.1) & (image[..., 2] < 0.2)


def bluish(image: Array) -> Array:
    return (image[..., 2] > 0.3) & (image[..., 0] < 0.1) & (image[..., 1] < 0.25)


def test_there_are_three_panels_and_more_is_red_and_less_is_blue(tmp_path: Path) -> None:
    zeros = np.zeros((4, 4))
    more, less = zeros.copy(), zeros.copy()
    more[0, 0], less[0, 0] = 1, -1
    first, second = (pixels(picture(zeros, each), tmp_path / "a.png") for each in (more, less))
    height, width = first.shape[:2]
    assert width > 2 * height
    panel = slice(2 * width // 3, width - width // 8)
    assert reddish(first[:, panel]).sum() > 1000 > bluish(first[:, panel]).sum()
    assert bluish(second[:, panel]).sum() > 1000 > reddish(second[:, panel]).sum()


ANY = {
    "constant": picture(np.ones((3, 3)), np.zeros((3, 3))),
    "nothing finite": picture(np.full((3, 3), NAN), np.full((3, 3), NAN)),
    "nothing finite given": picture(np.eye(3), np.full((3, 3), NAN)),
    "nothing finite expected": picture(np.full((3, 3), NAN), np.eye(3)),
    "far out": picture(np.eye(3), np.eye(3) * 1e300),
    "as far apart as can be": picture(np.eye(3) * -1.7e308, np.eye(3) * 1.7e308, np.full((3, 3), NAN)),
    "rounding": picture(np.full((3, 3), 1e9), np.full((3, 3), 1e9 + 1)),
    "tiny": picture(np.eye(3) * 1e-300, np.zeros((3, 3))),
    "a strip": picture(np.zeros((2, 900)), np.ones((2, 900))),
    "colours": picture(np.zeros((4, 5, 3)), np.full((4, 5, 3), 0.5), np.full((4, 5), 0.5)),
    "colours out of range": picture(np.zeros((4, 5, 3)), np.full((4, 5, 3), -7.0), np.full((4, 5), NAN)),
}


@pytest.mark.parametrize("name", ANY)
def test_any_numbers_are_drawn(name: str, tmp_path: Path) -> None:
    assert pixels(ANY[name], tmp_path / "a.png").std() > 0.01


def test_equal_numbers_give_equal_files(tmp_path: Path) -> None:
    for name in "ab":
        draw(ANY["constant"], "f: result", tmp_path / f"{name}.png")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_what_is_set_for_other_pictures_does_not_count(tmp_path: Path) -> None:
    draw(ANY["constant"], "f: result", tmp_path / "a.png")
    with matplotlib.rc_context({"text.usetex": True, "figure.facecolor": "red", "image.origin": "lower"}):
        draw(ANY["constant"], "f: result", tmp_path / "b.png")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_a_title_is_text_and_nothing_else(tmp_path: Path) -> None:
    assert pixels(ANY["constant"], tmp_path / "a.png", "f: result.$\\frac{1}{$ \x1b[31m \u202e" + "x" * 500).any()


def test_letters_that_the_font_lacks_are_nothing_to_warn_of(tmp_path: Path) -> None:
    assert pixels(ANY["constant"], tmp_path / "a.png", 'f, "行列 😀": result').any()
