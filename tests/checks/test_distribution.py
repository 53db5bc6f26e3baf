"""Drawn numbers: what honest samples look like over all repeats of a case, and what gives a wrong one away."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.random import RandomState

from grader.checks import KINDS
from grader.checks.kind import Mention, Role
from grader.judge import judge_case, judge_pooled, reference_fails
from grader.model.record import Record
from grader.model.result import Verdict
from grader.model.values import Absent, Mapping, Opaque, Sequence, Tensor, Tree
from tests.checks.table import DRAWN, TEMPLATES, at, case, said, t

NAN = float("nan")


def pooled(argument: object, trees: list[Tree], path: str = "result") -> Verdict:
    records = [Record({path.partition("[")[0]: tree}) for tree in trees]
    (verdict,) = judge_pooled(case(at(path, "distribution", argument)), records, records, {}, drawn=DRAWN)
    if verdict.message is not None:
        assert TEMPLATES[verdict.message.id].format(**verdict.message.parameters)
    return verdict


def whole(low: int, high: int) -> Callable[[RandomState], Tree]:
    return lambda random: t(random.randint(low, high + 1, size=32), "int64")


def normal(mean: float, std: float) -> Callable[[RandomState], Tree]:
    return lambda random: t(random.normal(mean, std, size=100))


def uniform(low: float, high: float, dtype: str = "float32") -> Callable[[RandomState], Tree]:
    return lambda random: t(random.uniform(low, high, size=100), dtype)


def dropped(share: float, scale: float) -> Callable[[RandomState], Tree]:
    return lambda random: t((random.uniform(size=100) >= share) * scale)


STARTS = {"uniform": "0..92"}
DROPOUT = {"choices": [0.0, 1.4285714], "weights": [0.3, 0.7]}


@pytest.mark.parametrize(
    ("argument", "draw", "repeats", "says"),
    [
        (STARTS, whole(0, 92), 1000, None),
        (STARTS, whole(0, 91), 1000, "distribution.counts"),
        (STARTS, whole(1, 92), 1000, "distribution.counts"),
        (STARTS, whole(0, 93), 1000, "distribution.outside"),
        (STARTS, whole(5, 5), 1000, "distribution.counts"),
        (STARTS, whole(0, 92), 20, None),
        (STARTS, whole(0, 45), 20, "distribution.counts"),
        ({"uniform": "0..n"}, whole(0, 5), 100, None),
        ({"uniform": "0..n"}, whole(0, 4), 100, "distribution.counts"),
        ({"uniform": "0..99999999"}, whole(0, 99999999), 100, None),
        ({"uniform": "0..99999999"}, whole(0, 89999999), 100, "distribution.counts"),
        ({"uniform": "0..1"}, uniform(0, 1), 10, "distribution.outside"),
        ({"uniform": "0.0..1.0"}, uniform(0, 1), 100, None),
        ({"uniform": "0.0..1.0"}, uniform(0, 1, "float16"), 10, None),
        ({"uniform": "-0.5..0.5"}, uniform(-0.5, 0.5, "float64"), 100, None),
        ({"uniform": "0.0..1.0"}, uniform(0, 0.9), 100, "distribution.gap"),
        ({"uniform": "0.0..1.0"}, uniform(-1, 1), 100, "distribution.outside"),
        ({"uniform": "0.0..1.0"}, normal(0.5, 0.1), 10, "distribution.gap"),
        ({"normal": [0, 1]}, normal(0, 1), 100, None),
        ({"normal": [0, 0.02]}, normal(0, 0.02), 1000, None),
        ({"normal": [0, 1]}, normal(0.1, 1), 100, "distribution.mean"),
        ({"normal": [0, 1]}, normal(0, 1.1), 100, "distribution.spread"),
        ({"normal": [0, 1]}, normal(0, 0.9), 100, "distribution.spread"),
        ({"normal": [0.5, 0.2886751]}, uniform(0, 1), 100, "distribution.gap"),
        ({"normal": [0, 1]}, lambda _: t(np.zeros(100)), 10, "distribution.spread"),
        (DROPOUT, dropped(0.3, 1 / 0.7), 100, None),
        (DROPOUT, dropped(0.35, 1 / 0.7), 100, "distribution.counts"),
        (DROPOUT, dropped(0.3, 1.0), 100, "distribution.outside"),
        (DROPOUT, dropped(1.0, 1.0), 100, "distribution.counts"),
        ({"choices": [1, 2, 5]}, lambda random: t(random.choice([1, 2, 5], size=100), "int64"), 10, None),
        ({"choices": [1, 2, 5]}, lambda random: t(random.choice([1, 2], size=100), "int64"), 10, "distribution.counts"),
        ({"choices": [0, 1], "weights": [99, 1]}, dropped(0.99, 1.0), 50, None),
        ({"choices": [0, 1], "weights": [99, 1]}, dropped(0.96, 1.0), 50, "distribution.counts"),
    ],
)  # fmt: skip
def test_distributions(argument: object, draw: Callable[[RandomState], Tree], repeats: int, says: str | None) -> None:
    random = RandomState(7)
    assert said(pooled(argument, [draw(random) for _ in range(repeats)])) == says


def test_a_missing_last_start_is_named() -> None:
    random = RandomState(0)
    verdict = pooled(STARTS, [whole(0, 91)(random) for _ in range(1000)])
    assert verdict.message is not None
    found = verdict.message.parameters
    assert (found["value"], found["actual"], found["total"], found["expected"]) == ("92", 0, 32_000, 344.1)
    assert found["allowed"] == pytest.approx(171.5, abs=0.5)
    assert float(str(found["statistic"])) > 400


@pytest.mark.parametrize(
    ("argument", "trees", "says"),
    [
        (STARTS, [t(np.arange(93), "int64")], "distribution.few"),
        (STARTS, [t(np.arange(10), "int64")] * 30, "distribution.counts"),
        (STARTS, [], None),
        ({"choices": [0, 1], "weights": [999, 1]}, [t(np.zeros(500))], "distribution.few"),
        ({"normal": [0, 1]}, [t(np.zeros(99))], "distribution.few"),
        ({"normal": [0, 1]}, [t(np.full(200, NAN))], "distribution.not_finite"),
        ({"normal": [0, 1]}, [t(np.full(200, np.inf))], "distribution.not_finite"),
        ({"normal": [0, 1]}, [t(np.full(200, 1e299), "float64")], "distribution.mean"),
        ({"uniform": "0.0..1.0"}, [t(np.full(200, NAN))], "distribution.outside"),
        (STARTS, [t(np.full(200, NAN))], "distribution.outside"),
        (DROPOUT, [t(np.full(200, NAN))], "distribution.outside"),
        (DROPOUT, [t(np.full(200, np.inf))], "distribution.outside"),
        (STARTS, [t(np.full(200, 2**63), "uint64")], "distribution.outside"),
        (STARTS, ["numbers"] * 200, "distribution.no_numbers"),
        (STARTS, [None] * 200, "distribution.no_numbers"),
        (STARTS, [Absent()] * 200, "distribution.no_numbers"),
        (STARTS, [t(np.full(200, 1j), "complex64")], "distribution.no_numbers"),
        (STARTS, [Tensor("float32", (0, 2**62, 2**62), b"")], "distribution.no_numbers"),
        (STARTS, [t([])] * 200, "distribution.few"),
        (STARTS, [10**30] * 200, "distribution.outside"),
        (STARTS, [Opaque("Liar")] * 200, "distribution.no_numbers"),
        ({"uniform": "5..5"}, [5] * 200, "distribution.impossible"),
    ],
)  # fmt: skip
def test_samples_that_cannot_be_judged(argument: object, trees: list[Tree], says: str | None) -> None:
    if not trees:
        assert judge_pooled(case(at("result", "distribution", argument)), [], [], {}) == ()
        return
    assert said(pooled(argument, trees)) == says


def test_few_numbers_are_the_authors_fault() -> None:
    """The reference, judged by itself, says so."""
    problem = reference_fails([pooled(STARTS, [t([1, 2, 3], "int64")])])
    assert problem is not None and problem.id == "reference.fails"
    assert problem.parameters["check"] == "result.distribution"
    assert reference_fails([pooled(STARTS, [t(np.arange(93), "int64")] * 40)]) is None


def test_numbers_of_all_shapes_and_places_are_put_together() -> None:
    random = RandomState(3)
    numbers = random.normal(size=600)
    trees: list[Tree] = [
        t(numbers[:200].reshape(10, 20)),
        Sequence("list", tuple(map(float, numbers[200:400]))),
        Mapping((("a", t(numbers[400:500])), ("b", t(numbers[500:])))),
    ]
    assert pooled({"normal": [0, 1]}, trees).passed
    assert pooled({"normal": [0, 1]}, [Mapping((("w", t(numbers)),))], "self.*").passed
    sliced = pooled({"normal": [0, 1]}, [t(np.stack([numbers, np.zeros(600)]))], "result[0]")
    assert sliced.passed and sliced.path == "result[0]"


@pytest.mark.parametrize(
    "argument",
    [{"uniform": "0..9"}, {"uniform": "0.0..1.0"}, {"normal": [1, 2]}, {"choices": [0, 1], "weights": [3, 7]}],
)
def test_honest_samples_are_not_failed(argument: dict[str, object]) -> None:
    """A thousand of a hundred and fifty numbers each: at one in a million none is expected to fail."""
    random = RandomState(11)
    draws: dict[str, Callable[[], object]] = {
        "0..9": lambda: random.randint(0, 10, size=150),
        "0.0..1.0": lambda: random.uniform(size=150),
        "normal": lambda: random.normal(1, 2, size=150),
        "choices": lambda: (random.uniform(size=150) < 0.7) * 1.0,
    }
    draw = draws[str(argument.get("uniform", next(iter(argument))))]
    assert all(pooled(argument, [t(draw(), "float64")]).passed for _ in range(1000))


def test_much_is_judged_in_little_time_and_memory() -> None:
    random = RandomState(5)
    many = t(random.uniform(size=3_000_000))
    assert pooled({"uniform": "0.0..1.0"}, [many]).passed
    wrong = np.full(3_000_000, 0.5, "float32")
    wrong[1] = 2.0
    assert said(pooled({"uniform": "0.0..1.0"}, [t(wrong)])) == "distribution.outside"


def test_every_repeat_still_has_the_references_form() -> None:
    """Numbers are judged together, the form of each by itself; ``all: reference`` does not compare what is drawn."""
    asked = case(at("result", "distribution", {"normal": [0, 1]}), everything=True)
    expected = Record({"result": t(np.zeros(100)), "x": t([1])})
    inputs: dict[str, Tree] = {"x": t([1])}
    good = judge_case(asked, expected, Record({"result": t(np.ones(100)), "x": t([1])}), inputs)
    assert all(verdict.passed for verdict in good)
    for result, says in [(t(np.ones(99)), "shape.differs"), (t(np.full(100, NAN)), "finite.not")]:
        verdicts = judge_case(asked, expected, Record({"result": result, "x": t([1])}), inputs)
        assert [said(verdict) for verdict in verdicts if not verdict.passed] == [says]


def test_what_is_nested_is_pooled_too() -> None:
    uniform_or_normal = tuple(
        (at("result", "distribution", each),) for each in ({"uniform": "0.0..1.0"}, {"normal": [0, 1]})
    )
    asked = case(at("result", "any_of", uniform_or_normal))
    random = RandomState(9)
    for draw, passed in [(uniform(0, 1), True), (normal(0, 1), True), (uniform(0, 0.5), False)]:
        records = [Record({"result": draw(random)}) for _ in range(10)]
        (verdict,) = judge_pooled(asked, records, records, {})
        assert verdict.passed is passed


def test_a_nested_way_has_the_references_form_in_every_repeat() -> None:
    ways = tuple((at("result", "distribution", each),) for each in ({"uniform": "0.0..1.0"}, {"normal": [0, 1]}))
    random = RandomState(10)
    honest = [Record({"result": uniform(0, 1)(random)}) for _ in range(4)]
    for wrong, says in [(uniform(0, 1, "float64"), "any_of.none"), (normal(0, 1), None)]:
        actual = [*honest[:3], Record({"result": wrong(random)})] if says else [Record({"result": wrong(random)})] * 4
        (verdict,) = judge_pooled(case(at("result", "any_of", ways)), honest, actual, {})
        assert said(verdict) == says


def test_too_few_numbers_are_no_difference() -> None:
    """Nothing can be said of two numbers, so it cannot be said either that they are drawn otherwise."""
    records = [Record({"result": t([1, 2], "int64")})]
    otherwise = at("result", "not", (at("result", "distribution", {"uniform": "0..9"}),))
    (verdict,) = judge_pooled(case(otherwise), records, records, {})
    assert said(verdict) == "distribution.few"


def test_its_sizes_are_mentioned() -> None:
    assert KINDS["distribution"].names({"uniform": "0..n-1"}) == (Mention(Role.SIZE, "n-1"),)
    assert KINDS["distribution"].names({"normal": [0, 1]}) == ()


@pytest.mark.parametrize(
    "argument", [{"choices": [0, 1], "weights": [1, 2, 3]}, {"normal": [0, 0]}, {"normal": [0, -1]}, {"uniform": "0.."}]
)
def test_what_cannot_be_drawn_is_refused(argument: object) -> None:
    with pytest.raises(ValueError, match="expected"):
        KINDS["distribution"].names(argument)
