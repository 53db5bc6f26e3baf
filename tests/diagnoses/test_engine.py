"""The engine: one way must explain every case that went wrong, and chance explains none."""

from __future__ import annotations

import string
import warnings
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from grader.diagnoses import MESSAGES, RULES, Finding, Rule, Sight, diagnose
from grader.model.diagnosis import MISTAKES, Confidence, Diagnosis
from grader.model.record import Raised
from grader.reporters.wording import say
from tests.diagnoses.conftest import id_of, rand, sight, t, told

RANKS = {1: (2, 40), 2: (2, 12), 3: (2, 7), 4: (2, 5)}


def test_a_rule_must_hold_of_every_case_that_went_wrong() -> None:
    first, second = rand(3, 4), rand(5, 2)
    turned = sight(t(first), t(first.T))
    assert id_of(turned, sight(t(second), t(second.T))) == "transposed"
    assert id_of(turned, sight(t(second), t(second + rand(5, 2, seed=1)))) is None
    assert id_of(turned, sight(t(second), t(second), is_right=True)) == "transposed"


def test_one_way_must_hold_of_all() -> None:
    first, second = rand(3, 4, 5), rand(2, 6, 7)
    one = sight(t(first), t(first.transpose(2, 0, 1)))
    assert id_of(one, sight(t(second), t(second.transpose(2, 0, 1)))) == "axes_permuted"
    assert id_of(one, sight(t(second), t(second.transpose(1, 0, 2)))) is None


def titled(one: Sight, title: str) -> Sight:
    return replace(one, case=replace(one.case, title=title))


def test_an_edge_may_show_a_mistake_otherwise() -> None:
    """One that explains all draws of a case, or all that raised nothing, is possible; a single draw could be chance."""
    turned = [titled(sight(t(e), t(e.T)), "any") for e in (rand(3, 4), rand(5, 2))]
    edge = titled(sight(t(rand(2, 6)), t(rand(2, 6, seed=3))), "edge")
    found = told(edge, *turned)
    assert found is not None and (found.id, found.confidence) == ("transposed", Confidence.POSSIBLE)
    assert told(edge, turned[0]) is None
    raised = Raised("call", "ValueError", (), "of a kind that no rule knows")
    assert id_of(sight(t(rand(2)), None, raised=raised), *turned) == "transposed"


def test_a_factor_of_some_cases_is_none() -> None:
    twice = [titled(sight(t(e), t(2 * e)), "any") for e in (rand(3, 4), rand(5, 2))]
    edge = titled(sight(t(rand(2, 6)), t(rand(2, 6, seed=3))), "edge")
    assert id_of(*twice) == "factor_two"
    assert id_of(edge, *twice) is None


def test_a_fact_of_some_cases_is_a_fact() -> None:
    double = titled(sight(t(rand(2)), t(rand(2), "float64")), "any")
    found = told(titled(sight(t(rand(3)), t(rand(3, seed=3))), "edge"), double)
    assert found is not None and (found.id, found.confidence) == ("double", Confidence.CERTAIN)


@pytest.mark.parametrize(
    ("expected", "confidence"),
    [
        (rand(3, 4), Confidence.LIKELY),
        (np.array([[0.3, 1.7]]), Confidence.POSSIBLE),
        (np.arange(8.0).reshape(2, 4), Confidence.POSSIBLE),
    ],
    ids=["many", "few", "small-whole-numbers"],
)
def test_a_match_in_few_or_small_numbers_is_only_possible(expected: np.ndarray, confidence: Confidence) -> None:
    found = told(sight(t(expected), t(expected.T)))
    assert found is not None and (found.id, found.confidence) == ("transposed", confidence)


def test_a_rule_that_fails_costs_nothing() -> None:
    def broken(_: Sight) -> Iterator[Finding]:
        raise ZeroDivisionError
        yield

    expected = rand(3, 4)
    found = diagnose([[sight(t(expected), t(expected.T))]], [Rule("broken", broken, ""), *RULES])
    assert found is not None and found.id == "transposed"


def test_what_a_rule_warns_of_is_not_said() -> None:
    def warning(s: Sight) -> Iterator[Finding]:
        assert s.a is not None
        warnings.warn("Mean of empty slice", RuntimeWarning, stacklevel=1)
        if np.isnan(s.a - s.a).any():
            yield Finding()

    actual = rand(3, 4)
    actual[0, 0] = np.inf
    found = diagnose([[sight(t(rand(3, 4)), t(actual))]], [Rule("warning", warning, "")])
    assert found is not None and found.id == "warning"


def test_no_rule_looks_at_each_row_of_a_long_matrix(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[object] = []
    near = Sight.near
    monkeypatch.setattr(Sight, "near", lambda self, *pair: compared.append(pair) or near(self, *pair))
    one = sight(t(rand(4_000, 2)), t(rand(4_000, 2, seed=1)), inputs={"x": t(rand(4_000, 2, seed=2))})
    assert told(one) is None
    assert 0 < len(compared) < 2_000


def test_the_first_place_that_is_known_is_told() -> None:
    expected = rand(3, 4)
    unknown = sight(t(expected), t(rand(3, 4, seed=9)))
    found = diagnose([[unknown], [sight(t(expected), t(expected.T), "x.grad")]], RULES)
    assert found is not None and (found.id, found.path) == ("transposed", "x.grad")


def test_every_rule_has_its_words() -> None:
    assert len({rule.message for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert MESSAGES[rule.message] == rule.text
        assert rule.id.isidentifier() and not rule.text.endswith("."), rule.id
        assert all(name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(rule.text))


def test_specifications_can_name_every_diagnosis() -> None:
    assert {rule.id for rule in RULES} <= MISTAKES


def pairs(count: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    random = np.random.RandomState(7)
    for number in range(count):
        rank = number % 4 + 1
        low, high = RANKS[rank]
        shape = random.randint(low, high, rank)
        yield random.standard_normal(shape), random.standard_normal(shape)


def is_specific(found: object) -> bool:
    general = {rule.message for rule in RULES if rule.is_general}
    return isinstance(found, Diagnosis) and found.message.id not in general


def test_a_thousand_random_pairs_have_no_diagnosis() -> None:
    wrong = [
        found
        for expected, actual in pairs(1_000)
        if is_specific(found := told(sight(t(expected), t(actual), inputs={"x": t(rand(*expected.shape, seed=5))})))
    ]
    assert [(each.id, say(each.message)) for each in wrong if each] == []


def test_a_thousand_pairs_wrong_in_a_random_half_have_none() -> None:
    random = np.random.RandomState(8)
    wrong = []
    for expected, other in pairs(1_000):
        half = random.permutation(expected.size) < (expected.size + 1) // 2
        actual = np.where(half.reshape(expected.shape), other, expected)
        found = told(sight(t(expected), t(actual), inputs={"x": t(rand(*expected.shape, seed=5))}))
        wrong += [found] if is_specific(found) else []
    assert [(each.id, say(each.message)) for each in wrong if each] == []


def test_cases_of_random_numbers_have_none_in_parts() -> None:
    drawn = list(pairs(450))
    random = np.random.RandomState(9)
    wrong = []
    for at in range(0, len(drawn), 3):
        part = [
            titled(
                sight(t(e), t(a if number else a[..., : random.randint(1, a.shape[-1])])), "any" if number else "edge"
            )
            for number, (e, a) in enumerate(drawn[at : at + 3])
        ]
        wrong += [found] if is_specific(found := told(*part)) else []
    assert [(each.id, say(each.message)) for each in wrong if each] == []
