"""``due``, ``late`` and ``attempts`` of a course."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from grader.model.policy import Counts, Late, Policy
from grader.spec.node import Map, Node, Scalar, number_of, text_of
from grader.spec.problems import Problems, listed, nearest

_UNITS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}


def build_policy(document: Map, order: Collection[str], problems: Problems) -> Policy:
    """What the course says, for the assignments in ``order``."""
    counts: Counts = "best" if text_of(document.get("attempts")) == "best" else "last"
    return Policy(_due(document.get("due"), order, problems), _late(document.get("late")), counts)


def _due(node: Node | None, order: Collection[str], problems: Problems) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for name, written in node.sound() if isinstance(node, Map) else ():
        assert isinstance(written, Scalar)
        if name not in order:
            problems.add(written, f"there is no assignment `{name}` (there is: {listed(order)})", nearest(name, order))
            continue
        try:
            found[name] = datetime.strptime(text_of(written) or "", "%Y-%m-%d %H:%M %z")
        except ValueError:
            problems.add(written, f"there is no such time: `{written.value}`")
    return found


def _late(node: Node | None) -> Late:
    if not isinstance(node, Map):
        return Late()
    amount, unit = (text_of(node.get("grace")) or "0 minutes").split()
    days = number_of(node.get("most_days"))
    return Late(
        per_day=float((text_of(node.get("per_day")) or "0%").removesuffix("%")),
        grace=int(amount) * _UNITS[unit.removesuffix("s")],
        most_days=None if days is None else int(days),
    )
