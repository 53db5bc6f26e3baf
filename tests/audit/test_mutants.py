"""Weak specifications let mutants live that their tightened twins kill; what equals the reference is excused."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest

from grader.audit import AuditReport
from grader.reporters.audit import report
from grader.reporters.audit_json import audits_to_json

Audited = Callable[..., AuditReport]
DOUBLE = "import torch\n\n\ndef f(x):\n    return x * 2\n"
STABLE = """\
import torch


def f(x):
    shifted = x - x.max()
    return shifted.exp() / shifted.exp().sum()
"""
AFFINE = """\
import torch


class F(torch.nn.Module):
    def __init__(self, n):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.randn(n) * n**-0.5)

    def forward(self, x):
        return x * self.weight
"""


def left(found: AuditReport) -> set[str]:
    """The mutants that live on without an excuse: what answers show, what lines become."""
    return {each.after or each.mutant.removeprefix("shows ") for each in found.survivors if not each.excused}


@pytest.mark.parametrize(
    ("weak", "tight", "solution", "named"),
    [
        (
            "call: f\nlet: {N: 2..5}\ngiven: {x: {randn: [N]}}\nexpect: {result: {shape: [N]}}",
            "call: f\nlet: {N: 2..5}\ngiven: {x: {randn: [N]}}",
            DOUBLE,
            {"zeros", "negated", "the input returned", "reversed", "return x / 2", "times its own size of axis 0"},
        ),
        (
            "call: f\nlet: {N: 3..5}\ngiven: {x: {randn: [N, N]}}\nexpect: {result: {sums_to: 1.0}}",
            "call: f\nlet: {N: 3..5}\ngiven: {x: {randn: [N, N]}}",
            STABLE,
            {"transposed", "the mean everywhere"},
        ),
        (
            "call: f\nlet: {N: 2..5}\ngiven: {x: {randn: [N]}}\nexpect: {result: {like: reference, dtype: any}}",
            "call: f\nlet: {N: 2..5}\ngiven: {x: {randn: [N]}}",
            DOUBLE,
            {"wrong dtype"},
        ),
        (
            "call: f\nlet: {N: 3..5}\ngiven: {x: {randn: [N]}}\nexpect: {result: {like: reference, rtol: 0.1}}",
            "call: f\nlet: {N: 3..5}\ngiven: {x: {randn: [N]}}",
            "def f(x):\n    return x * 2\n",
            {"half precision"},
        ),
        (
            "call: f\nlet: {N: 2..5}\ngiven: {x: {randn: [N]}}\nbackward: random\nexpect: {result: {like: reference}}",
            "call: f\nlet: {N: 2..5}\ngiven: {x: {randn: [N]}}\nbackward: random",
            DOUBLE,
            {"gradients negated", "gradients doubled", "gradients zeros", "detached"},
        ),
        (
            "call: f\nlet: {n: 0..90}\ngiven: {x: $n}",
            "call: f\nlet: {n: 0..90}\ngiven: {x: $n}\ncases: [{title: many, repeat: 20}, {title: one, given: {x: 1}}]",
            "def f(x):\n    if x > 1:\n        return 10 * x\n    return x\n",
            {"if x >= 1:"},
        ),
    ],
    ids=["shape", "sum", "dtype", "tolerance", "gradients", "boundary"],
)
def test_weak_and_tight(audited: Audited, weak: str, tight: str, solution: str, named: set[str]) -> None:
    assert named <= left(audited(weak, solution))
    assert not left(audited(tight, solution)) & named


def test_what_equals_the_reference_is_excused(audited: Audited) -> None:
    exercise = "class: F\nlet: {N: 2..5}\ninit: {n: $N}\ngiven: {x: {randn: [3, N]}}\nset: {self.*: {randn: same}}"
    found = audited(exercise, AFFINE)
    excused = [each for each in found.survivors if each.excused]
    assert excused and all(each.compared >= 1000 and "randn" in each.before for each in excused)
    assert not left(found)
    assert found.tally.excused == len(excused)
    assert found.tally.killed + found.tally.survived == found.tally.made


def test_nothing_is_excused_that_could_not_be_drawn_anew(audited: Audited) -> None:
    found = audited("call: f\ngiven: {x: 2}\nexpect: {result: 4}", "def f(x):\n    return x * x * 1\n")
    assert "return x * x ** 1" not in left(found)
    assert "return x * x / 1" not in {each.after for each in found.survivors if each.excused}
    assert all(not each.excused for each in found.survivors)


def test_chance_is_compared_as_chance(audited: Audited) -> None:
    exercise = """\
    call: f
    let: {N: 300..400}
    given: {n: $N}
    cases:
      - {title: spread, repeat: 3, expect: {result: {shape: [N], dtype: float32, distribution: {uniform: 0.0..1.0}}}}
    """
    found = audited(exercise, "import torch\n\n\ndef f(n):\n    return torch.rand(n)\n")
    assert {each.mutant for each in found.survivors if each.excused} >= {"shows reversed"}
    assert not left(found)


def test_a_loop_without_end_dies_soon(audited: Audited) -> None:
    solution = "def f(x):\n    while x > 1:\n        x -= 1\n    return x\n"
    found = audited("call: f\nlet: {n: 1.5..4.5}\nrepeat: 4\ngiven: {x: $n}", solution)
    assert not [each for each in found.survivors if each.after == "x += 1"]


def test_a_finding_names_the_line(audited: Audited) -> None:
    exercise = "call: f\nlet: {N: 2..5}\ngiven: {x: {randn: [N]}}\nexpect:\n  result: {shape: [N]}"
    found = audited(exercise, DOUBLE)
    assert not found.is_green
    assert {each.line for each in found.survivors if each.mutant == "shows zeros"} == {11}
    stream = io.StringIO()
    report(found, "a.yaml", stream)
    text = stream.getvalue()
    assert "a.yaml:11: mutant: one is earned by a mutant whose result" in text
    assert "    work.py:5: return x * 2\n             → return x / 2\n" in text


def test_the_same_seed_finds_the_same(audited: Audited) -> None:
    exercise = "call: f\nlet: {N: 2..5}\ngiven: {x: {randn: [N]}}\nexpect: {result: {shape: [N]}}"
    first, second = (audits_to_json([("a.yaml", audited(exercise, DOUBLE))]) for _ in range(2))
    assert first == second


def test_json(audited: Audited) -> None:
    exercise = "call: f\nlet: {N: 2..5}\ngiven: {x: {randn: [N]}}\nexpect: {result: {shape: [N]}}"
    found = audited(exercise, DOUBLE)
    whole = json.loads(audits_to_json([("a.yaml", found)]))
    (audit,) = whole["assignments"]
    assert (whole["format"], whole["green"], audit["green"]) == ("grade-audit/v1", False, False)
    counts = audit["mutants"]
    assert counts["made"] == counts["killed"] + counts["survived"]
    assert len(audit["survivors"]) == counts["survived"]
    assert audit["exercises"] == {"one": counts}
    changed = next(each for each in audit["survivors"] if each["source"])
    assert changed["source"].keys() == {"file", "line", "before", "after"}
    assert changed["differs"]["path"] == "result"


def test_parts_of_a_result_change_with_it(audited: Audited) -> None:
    """Checks of ``result.0`` and ``result.1`` alone kill what a check of the whole would."""
    asked = "call: f\nlet: {N: 2..5}\ngiven: {x: {randn: [N]}}\nexpect: {result.0: reference, result.1: reference}"
    found = audited(asked, "def f(x):\n    return x * 2, x + 1\n")
    assert not {"zeros", "negated", "reversed"} & left(found)
