"""``laws`` and ``source``: what is asked of several calls, or of the text behind them, by name."""

from __future__ import annotations

from grader.laws import LAWS
from grader.model.spec import Demand
from grader.spec.arguments import Arguments
from grader.spec.names import Scope
from grader.spec.node import Map, Sound, plain_data
from grader.spec.problems import Problems


def build_laws(node: Sound | None, scope: Scope, problems: Problems) -> tuple[Demand, ...]:
    """The laws of one case, the names in their arguments checked."""
    found = list(node.sound()) if isinstance(node, Map) else []
    for name, entry in found:
        Arguments(scope, problems).check(LAWS[name], entry)
    return _demands(node)


def build_rules(node: Sound | None) -> tuple[Demand, ...]:
    """The rules on the text of one case's functions. The names in them are of libraries, so nothing is looked up."""
    return _demands(node)


def _demands(node: Sound | None) -> tuple[Demand, ...]:
    if not isinstance(node, Map):
        return ()
    return tuple(Demand(name, plain_data(entry), node.key_lines.get(name, entry.line)) for name, entry in node.sound())
