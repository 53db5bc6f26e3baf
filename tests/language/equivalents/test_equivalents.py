"""Work that is right, but computed in another order or by another formula, is right under every seed."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.model.result import Outcome

OTHER = (Path(__file__).parent / "reference" / "equivalents" / "also" / "taken_apart.py").read_text("utf-8")


@pytest.mark.parametrize("seed", range(20))
def test_other_means_to_the_same_numbers_pass(graded, course, seed: int) -> None:
    result = graded(course, "equivalents", OTHER, seed)
    assert len(result.exercises) >= 20
    failed = [(each.id, each.message or each.cases) for each in result.exercises if each.outcome is not Outcome.PASSED]
    assert failed == []
