"""Where paths lead."""

from __future__ import annotations

import pytest

from grader.model.looking import find
from grader.model.values import Absent, Mapping, Sequence, Tree

PAIR = Sequence("tuple", (1, Mapping((("a", 2), ("b", Sequence("list", (3,)))))))
VALUES: dict[str, Tree] = {"result": PAIR, "self.*": Mapping((("layer.weight", 4),)), "result.0": 5}


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("result", PAIR),
        ("result.1.a", 2),
        ("result.1.b.0", 3),
        ("result.0", 5),  # the longest path that was looked at
        ("result.1.*", Mapping((("a", 2), ("b", Sequence("list", (3,)))))),
        ("result.2", Absent()),
        ("result.1.c", Absent()),
        ("other", Absent()),
    ],
)
def test_what_is_at_a_path(path: str, there: Tree) -> None:
    assert find(VALUES, tuple(path.split("."))) == there
