"""Rules on the text of a function and its helpers, one file each. A new one is a file beside these, and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from grader.model.origin import Origin
from grader.model.record import Trace
from grader.model.result import Verdict
from grader.model.spec import Demand
from grader.source import at_most, forbid, judge, loops, only, require
from grader.source.rule import Rule
from grader.source.whereabouts import whereabouts

_MODULES = (at_most, forbid, loops, only, require)

# Every rule by the word that a specification uses for it.
RULES: dict[str, Rule] = {module.RULE.name: module.RULE for module in _MODULES}

MESSAGES: Mapping[str, str] = {
    "source.unreadable": "the rules on the text cannot be checked: `{file}` cannot be read as Python ({reason})",
    **{id_: template for rule in RULES.values() for id_, template in rule.messages.items()},
}


def judge_source(
    demands: tuple[Demand, ...],
    files: tuple[tuple[str, bytes], ...],
    names: tuple[str, ...],
    trace: Trace | None,
    steps: tuple[tuple[str, ...], ...] = (),
    origins: tuple[Origin, ...] = (),
) -> tuple[Verdict, ...]:
    """A verdict for each of ``demands`` on the function or class that ``files`` have under the first of ``names``.

    ``steps`` are the accepted names of what else is called, ``trace`` is of a call, where one was made. ``origins``
    tell of files whose text was made of others. Nothing of the text is run, and nothing is raised for what it is.
    """
    return judge.judge_source(
        demands, files, (names, *steps), trace, {name: rule.judge for name, rule in RULES.items()}, origins
    )


__all__ = ["MESSAGES", "RULES", "judge_source", "whereabouts"]
