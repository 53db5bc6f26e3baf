"""The right numbers in another shape: axes, dimensions, reductions, ends."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grader.diagnoses import Code, Sight
from grader.model.spec import Check
from tests.diagnoses.conftest import id_of, rand, sight, t

SHAPES = [(3, 5), (6, 2), (4, 7)]
IMAGES = [(2, 3, 4, 5), (3, 1, 6, 2), (1, 4, 3, 7)]
WARNING = "Using a target size (torch.Size([4])) that is different to the input size (torch.Size([4, 1]))"
SQUEEZE = "def f(x):\n    return x.squeeze()\n"
PADS = "def f(x):\n    return torch.nn.utils.rnn.pad_sequence(x)\n"
FIXED = "def f(x):\n    return torch.rand(8, 7)\n"
GREY = Code((("work.py", b"def f(x):\n    return x[0]\n"),), ("f",))
CUBES = [(2, 3, 4), (3, 5, 2)]
RNN = "import torch\ndef f(x):\n    out, _ = torch.nn.LSTM(3, 4)(x)\n    return out\n"


def each(change: object, shapes: list[tuple[int, ...]] = SHAPES, **more: object) -> list[Sight]:
    """Cases whose answer is ``change`` of the expected numbers."""
    drawn = [rand(*shape) for shape in shapes]
    return [sight(t(e), t(change(e)), **more) for e in drawn]  # type: ignore[operator, arg-type]


def of_input(expected: object, actual: object, shapes: list[tuple[int, ...]] = SHAPES) -> list[Sight]:
    """Cases whose answers are two functions of an input."""
    drawn = [rand(*shape) for shape in shapes]
    return [sight(t(expected(x)), t(actual(x)), inputs={"x": t(x)}) for x in drawn]  # type: ignore[operator]


def one_example() -> list[Sight]:
    """Right for five entries, and five entries whatever is asked for."""
    right = sight(t(rand(5)), t(rand(5)), is_right=True)
    return [right, *(sight(t(rand(n)), t(rand(5, seed=n))) for n in (9, 12))]


def random(expected: tuple[int, ...], actual: tuple[int, ...], **more: object) -> Sight:
    """A case in which only the shape is asked for, and the numbers are anybody's."""
    one = sight(t(rand(*expected)), t(rand(*actual, seed=4)), **more)  # type: ignore[arg-type]
    asked = (Check(one.path, "shape", "reference"), Check(one.path, "between", (0, 1)))
    return replace(one, case=replace(one.case, checks=asked, everything=False))


def of_batches(change: object) -> list[Sight]:
    """Right where the batch is larger than one."""
    large, one = rand(3, 4), rand(1, 4)
    return [sight(t(large), t(large), is_right=True), sight(t(one), t(change(one)))]  # type: ignore[operator]


ROWS: dict[str, tuple[str | None, list[Sight]]] = {
    "transposed": ("transposed", each(lambda e: e.T)),
    "square and transposed": ("transposed", each(lambda e: e.T, [(3, 3), (5, 5)])),
    "images with channels last": ("axes_permuted", each(lambda e: e.transpose(0, 2, 3, 1), IMAGES)),
    "a batch of transposed matrices": ("axes_permuted", each(lambda e: e.swapaxes(1, 2), [(2, 3, 4), (3, 5, 2)])),
    "sequence first": ("batch_first", each(lambda e: e.swapaxes(0, 1), [(2, 3, 4), (3, 5, 2)], text=RNN)),
    "viewed and not transposed": ("reshaped", of_input(lambda x: x.T, lambda x: x.reshape(x.shape[::-1]))),
    "squeezed": ("batch_squeezed", of_batches(lambda e: e.squeeze())),
    "a slice for an index": ("extra_dimension", each(lambda e: e[None])),
    "kept dimension": ("extra_dimension", each(lambda e: e[:, None])),
    "dropped dimension": ("missing_dimension", each(lambda e: e[:, 0], [(3, 1), (6, 1)])),
    "stretched": ("broadcast", each(lambda e: np.add.outer(e, e) / 2, [(4,), (7,)])),
    "a warning of sizes": ("broadcast", [sight(t(2.5), t(7.5), warnings=[WARNING])]),
    "not averaged": ("not_reduced", [sight(t(e.mean()), t(e)) for e in (rand(6), rand(3, 4))]),
    "not summed": ("not_reduced", [sight(t(e.sum()), t(e)) for e in (rand(6), rand(9))]),
    "averaged once more": ("over_reduced", each(lambda e: e.mean(0))),
    "averaged over all": ("over_reduced", each(lambda e: e.mean((0, 1)), [(3, 5), (6, 2)])),
    "the mean of rows": ("wrong_dimension", of_input(lambda x: x.mean(0), lambda x: x.mean(1))),
    "the largest of columns": ("wrong_dimension", of_input(lambda x: x.max(1), lambda x: x.max(0))),
    "square, and the other mean": (
        "wrong_dimension",
        of_input(lambda x: x.mean(0), lambda x: x.mean(1), [(4, 4), (6, 6)]),
    ),
    "flat": ("only_shape", each(lambda e: e.ravel())),
    "without the last": ("end_missing", each(lambda e: e[:-1], [(8,), (5,), (11,)])),
    "without the first": ("start_off", each(lambda e: e[1:], [(8,), (5,), (11,)])),
    "one too many": ("start_off", each(lambda e: np.append(e, 0.25), [(8,), (5,)])),
    "returned within the loop": ("first_only", each(lambda e: e[0])),
    "only the last": ("first_only", each(lambda e: e[-1])),
    "the size of the example": ("sizes_fixed", one_example()),
    "random, with channels last": ("axes_permuted", [random((3, 4, 7), (4, 7, 3)), random((3, 5, 5), (5, 5, 3))]),
    "random, and squeezed": (
        "batch_squeezed",
        [random((1, 3, 5), (3, 5), text=SQUEEZE), random((1, 1), (), text=SQUEEZE)],
    ),
    "random, without its channel": ("missing_dimension", [random((2, 1, 5), (2, 5)), random((1, 1, 4), (1, 4))]),
    "random, with one too many": ("extra_dimension", [random((2, 5), (2, 1, 5)), random((3, 3), (3, 1, 3))]),
    "random, of other sizes": (None, [random((2, 5), (2, 6)), random((3, 4), (3, 9))]),
    "no shape is asked for": (
        None,
        [sight(t(rand(3, 4)), t(rand(4, 3, seed=1))), sight(t(rand(5, 2)), t(rand(2, 5, seed=1)))],
    ),
    "nothing squeezes": (
        "missing_dimension",
        [of_batches(lambda e: e[0])[0], *(replace(one, code=GREY) for one in of_batches(lambda e: e[0])[1:])],
    ),
    "one number for all, also of one": ("over_reduced", each(np.sum, [(4,), (1,), (3, 5)])),
    "only the first, also of one": ("first_only", each(lambda e: e[0], [(1, 4), (3, 5)])),
    "the same in each row is no mean": ("first_only", [sight(t(np.tile(rand(n), (3, 1))), t(rand(n))) for n in (4, 6)]),
    "a gradient for each row": (
        "not_reduced",
        [sight(t(e.sum(0)), t(e)) for e in (rand(3, 5), rand(1, 4), rand(6, 2))],
    ),
    "cut off somewhere": ("end_missing", each(lambda e: e[:, : 1 + len(e) // 2], [(2, 9), (4, 7), (1, 6)])),
    "reshaped after a computation": (
        "reshaped",
        of_input(lambda x: np.tanh(x).transpose(0, 2, 1), lambda x: np.tanh(x).reshape(len(x), x.shape[2], -1), CUBES),
    ),
    "padded with the sequence first": ("batch_first", each(lambda e: e.T, text=PADS)),
    "written down": ("sizes_fixed", [sight(t(rand(n, 3)), t(rand(8, 7)), text=FIXED) for n in (2, 5, 9)]),
    "always the same, and nowhere written": (None, [sight(t(rand(n, 3)), t(rand(8, 7))) for n in (2, 5, 9)]),
    "another shape altogether": (None, [sight(t(rand(3, 4)), t(rand(2, 9))), sight(t(rand(5, 2)), t(rand(3, 3)))]),
    "other numbers": (None, [sight(t(rand(3, 4)), t(rand(3, 4, seed=1)))]),
}


@pytest.mark.parametrize(("expected", "sights"), ROWS.values(), ids=ROWS)
def test_shapes(expected: str | None, sights: list[Sight]) -> None:
    assert id_of(*sights) == expected
