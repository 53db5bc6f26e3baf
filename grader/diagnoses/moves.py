"""By how much a training moved parameters, and curves that should fall."""

from __future__ import annotations

import numpy as np

from grader.diagnoses.sight import Sight
from grader.judge.arrays import Array
from grader.model.values import Mapping, Sequence

# So many numbers must have moved in the same proportion for it to be no chance.
MANY = 3


def moves_of(s: Sight) -> tuple[Array, Array] | None:
    """By how much the reference and the submission changed what is at the path, all tensors there in one row.

    None where something is missing, or should not have changed.
    """
    if s.raised is not None or s.path.is_gradient:
        return None
    found = [(each.before, each.e, each.a) for each in _parts(s)]
    triples = [(b, e, a) for b, e, a in found if b is not None and e is not None and a is not None]
    if not found or len(triples) < len(found) or any(not (b.shape == e.shape == a.shape) for b, e, a in triples):
        return None
    ours = np.concatenate([(e - b).ravel() for b, e, _ in triples])
    theirs = np.concatenate([(a - b).ravel() for b, _, a in triples])
    return (ours, theirs) if np.any(ours) else None


def _parts(s: Sight) -> list[Sight]:
    """The tensors at the path, each looked at by itself: ``model.weight`` and ``model.bias`` at ``model.*``."""
    path = str(s.path)
    if isinstance(s.expected, Mapping) and path.endswith(".*"):
        return [s.at(path[:-1] + str(key)) for key, _ in s.expected.items if isinstance(key, str)]
    if isinstance(s.expected, Sequence):
        return [s.at(f"{path}.{index}") for index in range(len(s.expected.items))]
    return [s]


def stays(s: Sight) -> bool:
    moves = moves_of(s)
    return moves is not None and not np.any(moves[1])


def factor_of(s: Sight, one: Array, other: Array) -> float | None:
    """What ``one`` must be multiplied by to be ``other``, the same for each of several numbers."""
    if one.shape != other.shape or np.count_nonzero(one) < MANY or not np.all(np.isfinite(other)):
        return None
    factor = float(np.sum(one * other) / np.sum(one * one))
    return factor if factor and s.near(other, factor * one) else None


def is_level(s: Sight) -> bool:
    """Whether a result is a curve that should fall, and begins right and stays there."""
    curve = s.at(s.path.root)
    if s.raised is not None or s.path.root not in s.call.results or curve.a is None or curve.e is None:
        return False
    if curve.a.ndim != 1 or curve.a.shape != curve.e.shape or curve.a.size < MANY:
        return False
    return s.near(curve.a, np.full_like(curve.e, curve.e[0])) and not s.near(curve.e, curve.a)
