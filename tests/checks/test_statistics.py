"""Bounds on chance: known quantiles, and the share of honest samples that exceed them."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest

from grader.checks.statistics import (
    chi_square_bound,
    chi_square_floor,
    counts_bound,
    gap_bound,
    lower_gamma,
    normal_bound,
    normal_share,
)


@pytest.mark.parametrize(
    ("degrees", "alpha", "bound"),
    [(1, 0.05, 3.841459), (10, 0.01, 23.209251), (92, 0.05, 115.389790), (1, 1e-6, 23.928127), (2, 1e-6, 27.631021)],
)
def test_chi_square(degrees: int, alpha: float, bound: float) -> None:
    """The first three are in every printed table; of two degrees of freedom the quantile is −2·log(α)."""
    assert chi_square_bound(degrees, alpha) == pytest.approx(bound, abs=2e-6)


def test_both_ends_of_chi_square_agree() -> None:
    assert chi_square_floor(10, 0.05) == pytest.approx(3.940299, abs=2e-6)
    assert chi_square_floor(7, 0.3) == pytest.approx(chi_square_bound(7, 0.7))


def test_many_degrees_of_freedom_go_on_where_few_end() -> None:
    for bound in (chi_square_bound, chi_square_floor):
        few, many = bound(5000, 1e-6), bound(5001, 1e-6)
        assert 0.5 < many - few < 2


@pytest.mark.parametrize("value", [0.1, 1.0, 2.0, 30.0])
def test_the_gamma_function_of_one_is_an_exponential(value: float) -> None:
    assert lower_gamma(1, value) == pytest.approx(1 - exp(-value), rel=1e-12)
    assert lower_gamma(2, value) == pytest.approx(1 - (1 + value) * exp(-value), rel=1e-10)


def test_the_normal_distribution() -> None:
    assert normal_share(3.0, 3.0, 2.0) == 0.5
    assert normal_share(5.0, 3.0, 2.0) == pytest.approx(0.841345, abs=1e-6)
    assert normal_bound(0.025) == pytest.approx(1.959964, abs=1e-6)
    assert normal_bound(0.5e-6) == pytest.approx(4.891638, abs=1e-6)


def test_93_kinds_may_reach_about_172() -> None:
    assert counts_bound([32_000 / 93] * 93, 1e-6) == pytest.approx(171.5, abs=0.5)


@pytest.mark.parametrize(
    ("shares", "count"),
    [
        ([1 / 93] * 93, 32_000),
        ([1 / 93] * 93, 930),
        ([1 / 10] * 10, 100),
        ([0.5, 0.5], 100),
        ([0.3, 0.7], 1000),
        ([0.02, 0.08, 0.9], 500),
    ],
)
def test_honest_counts_exceed_a_bound_as_often_as_it_says(shares: list[float], count: int) -> None:
    random, alpha, trials = np.random.RandomState(0), 0.01, 20_000
    expected = np.array(shares) * count
    statistics = ((random.multinomial(count, shares, size=trials) - expected) ** 2 / expected).sum(axis=1)
    exceeded = float((statistics > counts_bound(list(expected), alpha)).mean())
    assert 0.3 * alpha < exceeded < 1.5 * alpha


@pytest.mark.parametrize("shares", [[1 / 93] * 93, [1 / 10] * 10, [0.02, 0.08, 0.9]])
def test_far_out_bounds_hold_for_rare_kinds(shares: list[float]) -> None:
    """As rare as kinds are counted by themselves, at one false alarm in ten thousand."""
    random, alpha, trials = np.random.RandomState(1), 1e-4, 200_000
    count = round(10 / min(shares))
    expected, bound = np.array(shares) * count, counts_bound([share * count for share in shares], 1e-4)
    exceeded = 0
    for _ in range(10):
        counts = random.multinomial(count, shares, size=trials // 10)
        exceeded += int((((counts - expected) ** 2 / expected).sum(axis=1) > bound).sum())
    assert exceeded <= 2.5 * alpha * trials


@pytest.mark.parametrize("count", [100, 3000])
def test_honest_gaps_keep_within_the_bound(count: int) -> None:
    random, alpha, trials = np.random.RandomState(2), 0.05, 2000
    numbers = np.sort(random.uniform(size=(trials, count)), axis=1)
    steps = np.arange(count) / count
    gaps = np.maximum((numbers - steps).max(axis=1), (steps + 1 / count - numbers).max(axis=1))
    exceeded = float((gaps > gap_bound(count, alpha)).mean())
    assert 0.4 * alpha < exceeded < 1.2 * alpha
