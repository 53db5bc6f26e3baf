"""``limits``: each resource inherited for itself."""

from __future__ import annotations

from grader.model.spec import Limits
from grader.spec.node import Map, Sound, number_of, text_of

_UNITS = {"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}


def build_limits(node: Sound | None, above: Limits) -> Limits:
    """The limits in ``node``, and those ``above`` for what it does not state."""
    if not isinstance(node, Map):
        return above
    seconds, memory = number_of(node.get("seconds")), text_of(node.get("memory"))
    slowdown, operators = number_of(node.get("slowdown")), number_of(node.get("operators"))
    return Limits(
        seconds=above.seconds if seconds is None else seconds,
        memory=above.memory if memory is None else int(float(memory[:-3]) * _UNITS[memory[-3:]]),
        slowdown=above.slowdown if slowdown is None else slowdown,
        operators=above.operators if operators is None else int(operators),
    )
