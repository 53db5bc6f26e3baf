"""The exercises of `tensors` against NumPy: the solution and every other right answer."""

import ast
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch

REFERENCE = Path(__file__).parents[2] / "reference" / "tensors"
SEEDS = range(4)
Arrays = tuple[np.ndarray, ...]


def expected(name: str, *given: object) -> Arrays:
    """What NumPy says, in its own ways: element by element where that is the plainest."""
    match name, given:
        case "fade", (height, width):
            return (np.array([[j / max(width - 1, 1) for j in range(width)] for _ in range(height)]),)
        case "split_time", (seconds,):
            return *np.divmod(seconds, 60), seconds / 60
        case "motion", (before, after):
            return (after.astype(int) - before.astype(int),)
        case "thumbnails", (photos,):
            return (np.moveaxis(photos, 3, 1)[:, :, ::2, ::2] / 255.0,)
        case "select_rows", (table, limit):
            return (np.compress([row[-1] > limit for row in table], table, axis=0),)
        case "score_of_label", (scores, labels):
            return (np.array([scores[i, labels[i]] for i in range(len(labels))]),)
        case "view_and_copy", (t,):
            return t[:, -1], np.where(np.arange(t.shape[1]) == t.shape[1] - 1, 0, t)
        case "column_by_column", (m,):
            return (m.ravel(order="F"),)
        case "distances", (a, b):
            return (np.array([[np.linalg.norm(p - q) for q in b] for p in a]),)
        case "standardise", (images,):
            rows = np.moveaxis(images, 1, 0).reshape(images.shape[1], -1)
            mean, std = (f(rows, axis=1).reshape(1, -1, 1, 1) for f in (np.mean, np.std))
            return ((images - mean) / std,)
        case "votes", (scores,):
            ballots = np.eye(scores.shape[1])[np.argmax(scores, axis=1)]
            return ballots, ballots.sum(axis=0)
        case "masked_mean", (x, mask):
            return (np.array([row[kept].mean() if kept.any() else 0.0 for row, kept in zip(x, mask, strict=True)]),)
        case "running_mean", (x,):
            return (np.array([x[: k + 1].mean() for k in range(len(x))]),)
        case "products_and_traces", (a, b):
            return a @ b, np.array([np.trace(p) for p in a @ b])
        case "bilinear", (x, w, y, bias):
            return (np.array([[p @ m @ q for m in w] for p, q in zip(x, y, strict=True)]) + bias,)
        case "keep_largest", (x, k):
            return (np.array([[v if (row > v).sum() < k else 0.0 for v in row] for row in x]),)
        case "patches", (picture, size):
            corners = [(i, j) for i in range(0, picture.shape[1], size) for j in range(0, picture.shape[2], size)]
            return (np.array([picture[:, i : i + size, j : j + size] for i, j in corners]),)
    raise AssertionError(name)


GIVEN: dict[str, Callable[[np.random.RandomState, int], tuple[object, ...]]] = {
    "fade": lambda r, n: (n + 2, 2 * n + 1),
    "split_time": lambda r, n: (r.randint(0, 9999, (n + 1, 3)),),
    "motion": lambda r, n: tuple(r.randint(0, 256, (2, 3, n + 1)).astype(np.uint8)),
    "thumbnails": lambda r, n: (r.randint(0, 256, (n + 1, 4 + n, 7, 3)).astype(np.uint8),),
    "select_rows": lambda r, n: (r.randint(0, 4, (9, n + 1)) * 1.0, n + 1.0),
    "score_of_label": lambda r, n: (r.standard_normal((n + 1, 5)), r.randint(0, 5, n + 1)),
    "view_and_copy": lambda r, n: (r.standard_normal((n + 2, 3)),),
    "column_by_column": lambda r, n: (r.standard_normal((n + 2, 3)),),
    "distances": lambda r, n: (r.standard_normal((n + 1, 3)), r.standard_normal((4, 3))),
    "standardise": lambda r, n: (r.standard_normal((n + 1, 2, 3, 4)) * 3 + 1,),
    "votes": lambda r, n: (r.standard_normal((n + 1, 5)) - np.arange(5),),
    "masked_mean": lambda r, n: (r.standard_normal((4, n + 2)), r.rand(4, n + 2) < 0.4),
    "running_mean": lambda r, n: (r.standard_normal(n + 2),),
    "products_and_traces": lambda r, n: (r.standard_normal((n + 1, 4, 3)), r.standard_normal((n + 1, 3, 4))),
    "bilinear": lambda r, n: tuple(r.standard_normal(size) for size in ((n + 1, 3), (5, 3, 2), (n + 1, 2), (5,))),
    "keep_largest": lambda r, n: (r.standard_normal((3, 6)), n + 1),
    "patches": lambda r, n: (r.standard_normal((3, 2 * (n + 1), 3 * (n + 1))), n + 1),
}


def variants() -> list[tuple[str, Path | None]]:
    files = sorted((REFERENCE / "also").glob("*.py"))
    trees = [(file, ast.parse(file.read_text("utf-8"))) for file in files]
    return [(n.name, file) for file, tree in trees for n in tree.body if getattr(n, "name", None) in GIVEN]


def right(name: str, overlay: Path | None, seed: int) -> bool:
    text = (REFERENCE / "solution.py").read_text("utf-8") + "\n\n"
    module = ModuleType("tensors")
    exec(text + (overlay.read_text("utf-8") if overlay else ""), vars(module))
    given = GIVEN[name](np.random.RandomState(seed), seed)
    single = [value.astype(np.float32) if getattr(value, "dtype", None) == np.float64 else value for value in given]
    tensors = [torch.from_numpy(value.copy()) if isinstance(value, np.ndarray) else value for value in single]
    before = [value.clone() if isinstance(value, torch.Tensor) else value for value in tensors]
    result = getattr(module, name)(*tensors)
    parts = result if isinstance(result, tuple) else (result,)
    answer = expected(name, *(v.astype(np.float64) if getattr(v, "dtype", None) == np.float32 else v for v in single))
    kept = all(torch.equal(a, b) for a, b in zip(before, tensors, strict=True) if isinstance(a, torch.Tensor))
    return (
        kept
        and [part.shape for part in parts] == [part.shape for part in answer]
        and all(
            np.allclose(part.numpy(), other, rtol=1e-4, atol=1e-5) for part, other in zip(parts, answer, strict=True)
        )
    )


@pytest.mark.parametrize(("name", "overlay"), [*((name, None) for name in GIVEN), *variants()], ids=str)
@pytest.mark.parametrize("seed", SEEDS)
def test_right_work_agrees_with_numpy(name: str, overlay: Path | None, seed: int) -> None:
    assert right(name, overlay, seed)
