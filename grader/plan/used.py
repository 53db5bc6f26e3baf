"""Which drawn names a case does anything with: only those are worth telling when it fails."""

from __future__ import annotations

from collections.abc import Iterator

from grader.checks import KINDS
from grader.checks.nested import at_any_depth
from grader.laws import LAWS
from grader.model.mentions import names_in_draw, names_in_value
from grader.model.spec import Case
from grader.model.written import ValueSpec


def names_used(case: Case) -> frozenset[str]:
    """The names of ``let`` in inputs, settings, checks and laws of ``case``, and those that they are computed from."""
    drawn = dict(case.let)
    waiting = [name for name in _mentioned(case) if name in drawn]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [used for used in names_in_draw(drawn[name]) if used in drawn]
    return frozenset(found)


def _mentioned(case: Case) -> Iterator[str]:
    values: list[ValueSpec] = [value for _, value in (*case.given, *case.init, *case.assign)]
    values += [value for step in case.steps for _, value in (*step.given, *step.assign)]
    values += [value for _, value in case.backward if not isinstance(value, str)]
    for value in values:
        yield from names_in_value(value)
    for check in at_any_depth(case.checks):
        yield from (_root(mention.text) for mention in KINDS[check.kind].names(check.argument))
    for demand in case.laws:
        yield from (_root(mention.text) for mention in LAWS[demand.name].names(demand.argument))


def _root(text: str) -> str:
    return text.removeprefix("$").partition(".")[0].partition("[")[0]
