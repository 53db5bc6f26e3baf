"""Every number is the expected one times the same factor, and it is known what that factor stands for."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import combinations

import numpy as np

from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.judge.arrays import Array

# So near must a factor be to what it stands for, as far as float32 tells them apart.
_NEAR = 1e-4
# Fewer numbers than that could have any two sizes' product as their factor.
_FEW = 4
# Where none of these is called, nothing is a variance.
_SPREADS = ("var", "std", "var_mean", "std_mean", "mean", "sum", "square", "norm")
# Products are made of so many sizes at most.
_MOST = 10


def factor(s: Sight) -> float | None:
    """What every expected number was multiplied by; None where there is no such factor, or too little to tell."""
    if s.a is None or s.e is None or s.a.shape != s.e.shape or s.e.dtype.kind not in "fiu" or not enough(s):
        return None
    if not np.isfinite(s.e).all() or not np.isfinite(s.a).all():
        return None
    at = np.unravel_index(int(np.abs(s.e).argmax()), s.e.shape)
    if not s.e[at]:
        return None
    found = float(s.a[at]) / float(s.e[at])
    return found if found and abs(found - 1) > _NEAR and s.near(s.a.astype(float), found * s.e) else None


def enough(s: Sight) -> bool:
    """Whether a rule on numbers has two of them to go by, small whole ones three, in all cases that went wrong."""
    needed = 3 if s.is_tiny else 2
    return sum(peer.amount for peer in s.peers if not peer.is_right) >= needed or s.amount >= needed


def is_refuted(s: Sight, mistake: Callable[[Sight], Array]) -> bool:
    """Whether a case is right all the same in which ``mistake`` would have given something else."""
    with np.errstate(all="ignore"):
        return any(
            peer.is_right and peer.near(peer.a, peer.e) and not peer.near(np.asarray(mistake(peer)), peer.e)
            for peer in s.peers
        )


def _is_refuted(s: Sight, label: str, factor: Callable[[float], float]) -> bool:
    """The same of a factor that follows from the size called ``label``, which is 1 where it is not known."""
    return is_refuted(s, lambda peer: factor(sizes(peer).get(label, 1)) * _expected(peer))


def _expected(s: Sight) -> Array:
    return np.zeros(()) if s.e is None else s.e.astype(float)


def is_about(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=_NEAR)


def _sign(s: Sight) -> Iterator[Finding]:
    found = factor(s)
    if found is not None and is_about(found, -1) and not is_refuted(s, lambda peer: -_expected(peer)):
        yield Finding()


def _factor_two(s: Sight) -> Iterator[Finding]:
    found = None if s.path.is_gradient else factor(s)
    if is_refuted(s, lambda peer: 2 * _expected(peer)):
        return
    if found is not None and is_about(found, 2):
        yield Finding("double", {"how": "twice", "what": "the 1/2 is missing, or something is counted twice"})
    if found is not None and is_about(found, 0.5):
        yield Finding("half", {"how": "half", "what": "there is a 1/2 too many"})


def _log_base(s: Sight) -> Iterator[Finding]:
    found = factor(s)
    for base in (2, 10):
        if found is not None and is_about(found, 1 / math.log(base)):
            yield Finding(f"log{base}", {"taken": f"to base {base}", "wanted": "natural", "call": "torch.log"})
        elif found is not None and is_about(found, math.log(base)):
            yield Finding(
                f"ln, not {base}", {"taken": "natural", "wanted": f"to base {base}", "call": f"torch.log{base}"}
            )


def _sum_mean(s: Sight) -> Iterator[Finding]:
    found = None if s.path.is_gradient else factor(s)
    if found is None or found < 0 or _is_always_two(s):
        return
    for name, size in sizes(s).items():
        if is_about(found, size) and not _is_refuted(s, name, lambda n: n):
            yield Finding(
                f"sum {name}", {"how": f"`{name}` times", "what": f"a sum stands where a mean over `{name}` is meant"}
            )
        elif is_about(found, 1 / size) and not _is_refuted(s, name, lambda n: 1 / n):
            what = f"a mean stands where a sum is meant, or a mean is over `{name}` too"
            yield Finding(f"mean {name}", {"how": f"`1 / {name}` of", "what": what})
    for kept, (count, whole, total) in counts(s).items():
        if is_about(found, count / total):
            what = f"the sum is divided by all, `{whole}`, and `{kept}` of them count"
            yield Finding(f"{kept} / {whole}", {"how": f"`{kept} / {whole}` of", "what": what})
        elif is_about(found, total / count):
            what = f"the sum is divided by those that count, `{kept}`, and a mean over all is meant"
            yield Finding(f"{whole} / {kept}", {"how": f"`{whole} / {kept}` times", "what": what})


def _is_always_two(s: Sight) -> bool:
    """Whether the factor is 2, or 1/2, whatever the sizes are."""
    found = {factor(peer) for peer in s.peers if not peer.is_right}
    return any(all(each is not None and is_about(each, two) for each in found) for two in (2, 0.5)) and bool(found)


def _correction(s: Sight) -> Iterator[Finding]:
    found = None if s.path.is_gradient else factor(s)
    if found is None or found < 0 or (s.code.is_begun and not any(s.code.uses(*_SPREADS))):
        return
    for name, size in sizes(s).items():
        for what, power in (("std", 0.5), ("var", 1.0)):
            fits = [is_about(found, ratio**power) for ratio in ((size - 1) / size, size / (size - 1))]
            if not any(fits) or _is_refuted(s, name, lambda n: (n - 1) / n if n > 1 else 1.0):
                continue
            if fits[0]:
                yield Finding(f"{what} {name}", {"taken": name, "wanted": f"{name} - 1", "correction": 1})
            else:
                yield Finding(f"{what} {name} - 1", {"taken": f"{name} - 1", "wanted": name, "correction": 0})


def sizes(s: Sight) -> dict[str, int]:
    """Known sizes by name, the result's own and, where enough numbers agree, products of two or three sizes."""
    # What a student has seen comes before the names that the specification drew.
    found = {name: s.sizes[name] for name in sorted(s.sizes, key=lambda name: "." not in name) if name != "numel()"}
    if s.e is not None:
        found |= {f"{s.path}.shape[{axis}]": size for axis, size in enumerate(s.e.shape)}
        found[f"{s.path}.numel()"] = s.amount
    if s.amount >= _FEW:
        named = {f"{name}.shape[{axis}]": size for name, x in s.arrays.items() for axis, size in enumerate(x.shape)}
        named |= {f"{s.path}.shape[{axis}]": size for axis, size in enumerate(s.e.shape if s.e is not None else ())}
        named = {**{n: v for n, v in s.drawn.items() if isinstance(v, int) and not isinstance(v, bool)}, **named}
        for some in (*combinations(list(named)[:_MOST], 2), *combinations(list(named)[:_MOST], 3)):
            found.setdefault(" * ".join(some), math.prod(named[name] for name in some))
    return {name: size for name, size in found.items() if size > 1}


def counts(s: Sight) -> dict[str, tuple[int, str, int]]:
    """By what counts (the True of a mask, what is not ignored): how many, and beside it all there are."""
    found: dict[str, tuple[int, str, int]] = {}
    whole = {name: x for name, x in s.arrays.items() if x.dtype.kind in "iu"}
    for name, x in s.arrays.items():
        if x.dtype.kind == "b" and x.ndim:
            found[f"{name}.sum()"] = int(x.sum()), f"{name}.numel()", x.size
    for name, x in whole.items():
        for other, value in whole.items():
            if x.ndim and not value.ndim:
                found[f"({name} != {other}).sum()"] = _unlike(x, value), f"{name}.numel()", x.size
    return {name: each for name, each in found.items() if 0 < each[0] < each[2]}


def _unlike(x: Array, value: Array) -> int:
    return int((x != value).sum())


RULES = (
    Rule(
        "sign",
        _sign,
        "every sign is the other way round: a minus is missing or too many, or a difference is turned round",
        is_whole=True,
    ),
    Rule("sum_mean", _sum_mean, "you give {how} what is wanted: {what}", is_whole=True),
    Rule("factor_two", _factor_two, "you give {how} what is wanted: {what}", is_whole=True),
    Rule(
        "log_base",
        _log_base,
        "your logarithm is {taken}, and the one meant is {wanted}: use `{call}`",
        is_whole=True,
    ),
    Rule(
        "correction",
        _correction,
        "the variance divides by {taken}, and {wanted} is meant: `std` and `var` take `correction={correction}`",
        is_whole=True,
    ),
)
