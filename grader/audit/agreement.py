"""Whether a mutant is right after all: everything that it shows is what the reference shows, or is as likely.

The specification's own tolerances and choices count for nothing here: all that is observed is compared by the default
rule. Where the reference draws random numbers, those are compared as samples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import log, sqrt

import numpy as np

from grader.audit.answers.answer import cares_for_gradients, told
from grader.judge import judge_case
from grader.judge.arrays import Array, numbers_of
from grader.model.path import STDOUT
from grader.model.record import Record
from grader.model.values import Tensor, Tree, type_name
from grader.pipeline.expected import Expected

# How often two samples of one distribution may seem to be of two.
_ALARM = 1e-6
# So many numbers of each tensor stand for it.
_SAMPLE = 64
Show = Callable[[Sequence[Expected]], Iterable[Record | None]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many cases were compared, and where the first difference was, if there was any."""

    cases: int
    case: Expected | None = None
    path: str = ""

    @property
    def is_whole(self) -> bool:
        return self.case is None


@dataclass(slots=True)
class _Samples:
    expected: list[Array] = field(default_factory=list)
    actual: list[Array] = field(default_factory=list)


def agreement(
    batches: Iterable[Sequence[Expected]], show: Show, random: frozenset[str], precise: Callable[[Expected], Expected]
) -> Agreement:
    """Compare what ``show`` makes of the cases with the reference; ``random`` are the paths that chance decides.

    ``precise`` measures the reference's own rounding, which is asked where a number differs.
    """
    count = 0
    last: Expected | None = None
    samples = {path: _Samples() for path in sorted(random)}
    for cases in batches:
        for each, record in zip(cases, show(cases), strict=True):
            count, last = count + 1, each
            if difference(each, record, random) is not None:
                path = difference(precise(each), record, random)
                if path is not None:
                    return Agreement(count, each, path)
            assert record is not None
            for name, sample in samples.items():
                _add(sample.expected, each.record.values.get(name))
                _add(sample.actual, record.values.get(name))
    for path, sample in samples.items():
        if _are_apart(sample.expected, sample.actual):
            return Agreement(count, last, path)
    return Agreement(count)


def random_paths(cases: Iterable[Expected]) -> frozenset[str]:
    """Where the reference shows something else under another seed of torch."""
    pairs = [(each.record.values, each.again[1].values) for each in cases if each.again is not None]
    return frozenset(
        path for first, second in pairs for path, tree in first.items() if told(tree) != told(second.get(path))
    )


def difference(each: Expected, record: Record | None, random: frozenset[str] = frozenset()) -> str | None:
    """Where ``record`` differs from the reference's in a case; of ``random`` paths only the form counts."""
    if record is None:
        return "raises"
    if record == each.record:
        return None
    raised = each.record.raised
    if raised is not None or record.raised is not None:
        same = raised is not None and record.raised is not None and raised.type == record.raised.type
        return None if same else "raises"
    if each.record.values.get(STDOUT) != record.values.get(STDOUT):
        return STDOUT
    for path in random:
        if _form(each.record.values.get(path)) != _form(record.values.get(path)):
            return path
    case = replace(each.draft.case, checks=(), everything=True, rtol=None, atol=None, measured=False)
    expected, actual = (_without(one, random) for one in (each.record, record))
    verdicts = judge_case(
        case,
        expected,
        actual,
        each.draft.inputs,
        drawn=each.draft.names,
        measured=each.measured,
        resolution=each.resolution,
    )
    failed = next((verdict for verdict in verdicts if not verdict.passed), None)
    return failed.path if failed is not None else _recorded(each, record)


def _recorded(each: Expected, actual: Record) -> str | None:
    """Where a gradient is recorded that the reference keeps from being recorded, or none where somebody cares."""
    cares = cares_for_gradients(each.call)
    for path, tree in each.record.values.items():
        other = actual.values.get(path)
        if isinstance(tree, Tensor) and isinstance(other, Tensor):
            differs = tree.requires_grad != other.requires_grad
            if differs and (other.requires_grad or cares):
                return path
    return None


def _without(record: Record, paths: frozenset[str]) -> Record:
    return replace(record, values={path: tree for path, tree in record.values.items() if path not in paths})


def _form(tree: Tree) -> object:
    if isinstance(tree, Tensor):
        return type_name(tree), tree.shape, tree.dtype, tree.requires_grad
    return type_name(tree)


def _add(sample: list[Array], tree: Tree) -> None:
    numbers = numbers_of(tree)
    if numbers is not None and numbers.dtype.kind in "biuf":
        sample.append(np.asarray(numbers.reshape(-1)[:_SAMPLE], dtype=np.float64))


def _are_apart(first: list[Array], second: list[Array]) -> bool:
    """Whether two samples are of two distributions, by the Kolmogorov–Smirnov distance of the two."""
    one, other = (np.sort(np.concatenate([*sample, np.empty(0)])) for sample in (first, second))
    if not one.size or not other.size or np.isnan(one).sum() != np.isnan(other).sum():
        return one.size != other.size
    everything = np.concatenate([one, other])
    below = [np.searchsorted(each, everything, side="right") / each.size for each in (one, other)]
    bound = sqrt(-log(_ALARM / 2) / 2) * sqrt((one.size + other.size) / (one.size * other.size))
    return bool(np.abs(below[0] - below[1]).max() > bound)
