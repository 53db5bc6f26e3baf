"""Fresh cases come to the ends of ranges: of what `let` draws, and of the elements of tensors."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.audit import AuditReport

Audited = Callable[..., AuditReport]
CASES = "cases:\n  - {title: many, repeat: 2}"


@pytest.mark.parametrize(
    ("maker", "solution"),
    [
        ("randint: [4], from: 0..1000000, dtype: float64", "def f(x):\n    return x * (x < 1000000)\n"),
        ("rand: [4], from: -3.0..3.0", "def f(x):\n    return x * (x < 3.0)\n"),
    ],
    ids=["whole", "real"],
)
def test_ends_of_tensors_are_among_the_fresh_cases(maker: str, solution: str, audited: Audited) -> None:
    found = audited(f"call: f\ngiven: {{x: {{{maker}}}}}\n{CASES}", solution)
    at_the_end = [each for each in found.survivors if "<=" in each.after]
    assert at_the_end and not any(each.excused for each in at_the_end)


def test_ends_of_what_is_set_are_among_them(audited: Audited) -> None:
    """A clamp that only the end of what is put into a parameter shows."""
    solution = """\
        import torch

        class F(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.weight = torch.nn.Parameter(torch.zeros(4))

            def forward(self, x):
                return x * self.weight * (self.weight < 1000000)
        """
    found = audited(
        "class: F\ngiven: {x: {randint: [4], from: 1..9, dtype: float32}}\n"
        f"set: {{self.weight: {{randint: [4], from: 0..1000000, dtype: float32}}}}\n{CASES}",
        solution,
    )
    at_the_end = [each for each in found.survivors if "<=" in each.after]
    assert at_the_end and not any(each.excused for each in at_the_end)


def test_a_reference_that_fails_at_an_end_is_told(audited: Audited) -> None:
    solution = "def f(x):\n    return 10 // (x - 1000000)\n"
    found = audited(
        f"call: f\ngiven: {{x: {{randint: [4], from: 0..1000000}}}}\nexpect: {{result: {{shape: [4]}}}}\n{CASES}",
        solution,
    )
    texts = [each.text for each in found.findings if each.rule == "reference, ends of ranges"]
    assert texts and "`x`" in texts[0]


def test_what_cannot_be_seen_fails_at_no_end(audited: Audited) -> None:
    """A tensor on the device meta has no numbers: the reference is right with it, at both ends too."""
    found = audited(
        "call: f\nlet: {N: 2..5}\ngiven: {n: $N}\n"
        "expect: {result: {type: torch.Tensor}, result.shape: reference, result.device: reference}\n" + CASES,
        'def f(n):\n    return torch.empty(n, device="meta")\n',
    )
    assert [each.text for each in found.findings if each.rule == "reference, ends of ranges"] == []
    assert all(each.compared for each in found.survivors if each.excused)
