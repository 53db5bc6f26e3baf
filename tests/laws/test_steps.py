"""Laws in cases with steps and classes, with dropout, and with a case's own tolerance."""

from __future__ import annotations

import pytest

from tests.laws.drawn import Draw

# Two layers, called one after the other on the same object.
STEPS = (
    "{{class: Model, given: {{x: {{randn: [3, 4]}}}}, steps: {{first: {{given: {{x: $x}}}}, "
    "second: {{given: {{x: $first}}}}}}, backward: {{second: random}}, laws: {{{0}}}}}"
)
MODEL = """
class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(4))
    def forward(self, x):
        return (x * self.weight).cumsum(1)
"""
# Both of its calls are right by themselves; the second alone breaks a law, by what the first left.
LATER = MODEL.replace("super().__init__()", "super().__init__(); self.seen = None").replace(
    "return (x * self.weight).cumsum(1)",
    "seen, self.seen = self.seen, x.detach()\n        y = (x * self.weight).cumsum(1)"
    "\n        return y if seen is None else y + WRONG",
)


@pytest.mark.parametrize(
    ("law", "wrong", "says"),
    [
        ("permutes: {of: x, dim: 0}", "seen[:1]", "permutes.differs"),
        ("causal: {of: x, dim: 1}", "seen.sum(1, keepdim=True)", "causal.sees"),
        ("gradcheck: true", "seen", "gradcheck.differs"),
        ("depends_on: {of: second, input: x}", "-y", "depends_on.not"),
    ],
)
def test_every_step_counts(draw: Draw, law: str, wrong: str, says: str) -> None:
    (drawn,) = draw(STEPS.format(law), MODEL)
    assert drawn.message(MODEL) is None
    found = drawn.message(LATER.replace("WRONG", wrong))
    assert found and found.id == says
    assert str(found.parameters.get("place", "second")).startswith("second")


def test_one_step_can_be_meant(draw: Draw) -> None:
    (drawn,) = draw(STEPS.format("permutes: {of: x, dim: 0, in: first}"), MODEL)
    assert drawn.message(LATER.replace("WRONG", "seen[:1]")) is None


def test_steps_that_add_nothing_are_unchanged(draw: Draw) -> None:
    exercise = (
        "{call: spread, given: {x: {randn: [4]}}, steps: {a: {given: {x: $x}}, b: {call: spread, given: {x: $x}}}, "
        "laws: {unchanged_by: {add: 3, to: x}}}"
    )
    (drawn,) = draw(exercise, "def spread(x): return x.max() - x.min()")
    assert drawn.message("def spread(x): return x.max() - x.min()") is None
    found = drawn.message(
        "calls = []\ndef spread(x):\n  calls.append(x)\n  return x.std() if len(calls) < 2 else x.max()"
    )
    assert found and found.parameters["place"] == "b"


def test_what_is_random_is_the_same_again(draw: Draw) -> None:
    """The seed of a call is kept, so that dropout drops the same."""
    exercise = (
        "{call: drop, given: {x: {randn: [4, 50]}, flag: 1.0}, backward: random, "
        "laws: {gradcheck: {of: x}, depends_on: {of: result, input: x}, unchanged_by: {add: 1.0, to: flag}}}"
    )
    text = "def drop(x, flag): return torch.dropout(x, 0.3, True)"
    (drawn,) = draw(exercise, text)
    assert drawn.message(text) is None


def test_a_case_has_its_own_tolerance(draw: Draw) -> None:
    exercise = (
        "{{call: f, given: {{x: {{randn: [8]}}}}, expect: {{all: {{like: reference, atol: {0}}}}}, "
        "laws: {{unchanged_by: {{add: 1.0, to: x}}}}}}"
    )
    right, near = "def f(x): return x - x.mean()", "def f(x): return x - x.mean() * 0.999"
    ((coarse,), (fine,)) = (draw(exercise.format(atol), right) for atol in (0.01, 0.0001))
    assert coarse.message(near) is None
    assert fine.message(right) is None and fine.message(near) is not None
