"""More than thirty functions of torch.nn.functional, a few lines each: torch's own pass, zeros and the input do not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.model.result import Outcome

SPECIFICATION = Path(__file__).parent / "assignments" / "functional" / "assignment.yaml"
EXERCISES = re.findall(r"^  - id: .*\n(?:    .*\n)*", SPECIFICATION.read_text("utf-8"), re.MULTILINE)
NAMES = [re.search(r"call: (\w+)", text).group(1) for text in EXERCISES]
EXPORTED = f"from torch.nn.functional import {', '.join(NAMES)}\n"

# What each function gives instead of its own answer: zeros in the right form and graph, or its first argument.
ZEROS = "own(*arguments, **named) * 0"
INPUT = "next(iter([*arguments, *named.values()]))"


def instead(expression: str) -> str:
    """A module in which every function of the specification answers with ``expression``."""
    return EXPORTED + "".join(
        f"\n\ndef {name}(*arguments, own={name}, **named):\n    return {expression}\n" for name in NAMES
    )


def test_there_are_more_than_thirty() -> None:
    assert len(EXERCISES) == len(set(NAMES)) == SPECIFICATION.read_text("utf-8").count("- id:") > 30


@pytest.mark.parametrize("text", EXERCISES, ids=NAMES)
def test_each_is_short(text: str) -> None:
    lines = text.splitlines()
    assert len(lines) <= 8
    assert max(map(len, lines)) <= 100


def test_torch_passes(graded, course) -> None:
    assert {each.id: each.outcome for each in graded(course, "functional", EXPORTED).exercises} == {
        name.replace("_", "-"): Outcome.PASSED for name in NAMES
    }


@pytest.mark.thorough
@pytest.mark.parametrize("expression", [ZEROS, INPUT], ids=["zeros", "input"])
def test_what_is_no_answer_earns_nothing(graded, course, expression: str) -> None:
    result = graded(course, "functional", instead(expression))
    assert [each.id for each in result.exercises if each.outcome is not Outcome.FAILED] == []
