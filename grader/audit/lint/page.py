"""The page on the rules: a hand-written frame, and in it every rule as its own file explains it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grader.audit.lint.rule import Rule

_PLACE = "<!-- rules -->"
_WRITTEN = "<!-- Written by `python -m grader.audit.lint`. Edit docs/reference/lint.md.in, or the file of a rule. -->"


def page(frame: str, rules: Iterable[Rule]) -> str:
    """The page: ``frame`` with its line for the rules replaced by a table of them and a section on each."""
    known = sorted(rules, key=lambda rule: rule.name)
    told = "\n\n".join([_table(known), *(part for rule in known for part in _section(rule))])
    return f"{_WRITTEN}\n\n{frame.replace(_PLACE, told).rstrip()}\n"


def _table(rules: Iterable[Rule]) -> str:
    rows = (f"| [`{rule.name}`](#{rule.name}) | {rule.finds} | {rule.severity} |" for rule in rules)
    return "\n".join(["| name | what it finds | |", "| --- | --- | --- |", *rows])


def _section(rule: Rule) -> Iterator[str]:
    yield f"### `{rule.name}`"
    yield rule.finds
    yield f"- Why: {rule.reason}.\n- To mend it: {rule.remedy}."
    yield f"```text\n{rule.bad}\n```"
    yield "Mended:"
    yield f"```text\n{rule.good}\n```"
