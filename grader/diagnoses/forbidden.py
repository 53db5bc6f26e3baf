"""The right numbers in a way that the task rules out."""

from __future__ import annotations

from collections.abc import Iterator

from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.model.result import SOURCE
from grader.source.match import forbids
from grader.source.rule import names_in

_LINES = 2
_ASKED = {
    "forbid": "leave out what the task forbids",
    "only": "use only what the task allows",
    "require": "use what the task asks for",
    "loops": "write it without a loop or recursion, as the task asks",
    "at_most": "use it no more often than the task allows",
}


def _ruled_out(s: Sight) -> Iterator[Finding]:
    if s.path.root != SOURCE or s.raised is not None:
        return
    for demand in s.case.source:
        names = names_in(demand.argument) if demand.name == "forbid" else ()
        uses = [
            use for use in s.code.reached.uses if use.how != "own" and any(forbids(name, use.name) for name in names)
        ]
        places = list(dict.fromkeys(str(use.place) for use in uses))[:_LINES]
        where = f", at {' and '.join(places)}" if places else ""
        how = _ASKED.get(demand.name, "read the task once more")
        if places or not names:
            yield Finding(f"{demand.name}{where}", {"where": where, "how": how})


RULES = (
    Rule(
        "forbidden",
        _ruled_out,
        "the task is about another way to the same numbers{where}: {how}",
        is_fact=True,
    ),
)
