"""``limits``: seconds and amounts of memory, each resource inherited for itself."""

from __future__ import annotations

from grader.model.spec import Limits
from grader.spec.node import Map, Scalar, Sound

_UNITS = {"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}


def build_limits(node: Sound | None, above: Limits) -> Limits:
    """The limits in ``node``, and those ``above`` for what it does not state."""
    if not isinstance(node, Map):
        return above
    seconds, memory = node.get("seconds"), node.get("memory")
    return Limits(
        float(seconds.value)
        if isinstance(seconds, Scalar) and isinstance(seconds.value, int | float)
        else above.seconds,
        _amount(memory.value) if isinstance(memory, Scalar) and isinstance(memory.value, str) else above.memory,
    )


def _amount(text: str) -> int:
    return int(float(text[:-3]) * _UNITS[text[-3:]])
