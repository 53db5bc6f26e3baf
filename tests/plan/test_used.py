"""Only names that a case uses are told when it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.plan import names_used
from grader.spec import load_assignment

LET = "{B: 1..4, C: 2..5, D: B*C, k: [1, 2], z: 3}"
HEAD = f"format: 1\nsubmission: work.py\nexercises:\n- id: f\n  call: f\n  let: {LET}\n"
CASES = {
    "given: {x: {randn: [B, 3]}}": {"B"},
    "given: {x: {randn: [D]}}": {"B", "C", "D"},
    "given: {x: $k}": {"k"},
    "given: {x: [{zeros: [2], dtype: float64}, {rand: [3], from: 0..z}]}": {"z"},
    "given: {x: {tensor: [1.0]}}": set(),
    "given: {x: 1}\n  expect: {result: {shape: [C]}}": {"C"},
    "given: {x: 1}\n  expect: {result: {not: {shape: [C]}}}": {"C"},
    "steps: {one: {given: {x: $B}}}": {"B"},
    "given: {x: {tensor: [1.0]}}\n  backward: {full: [C], from: 1.0}": {"C"},
    "given: {layer: {class: torch.nn.Linear, init: {in_features: $B, out_features: 2}}}": {"B"},
}


@pytest.mark.parametrize(("words", "names"), CASES.items(), ids=CASES)
def test_names_used(tmp_path: Path, words: str, names: set[str]) -> None:
    file = tmp_path / "assignment.yaml"
    file.write_text(f"{HEAD}  {words}\n")
    (case,) = load_assignment(file, None).exercises[0].cases
    assert names_used(case) == names
