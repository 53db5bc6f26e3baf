"""``laws`` and ``source``: what is asked of several calls, or of the text behind them, by name."""

from __future__ import annotations

from jsonschema import Draft202012Validator

from grader.laws import LAWS
from grader.laws.law import LawError
from grader.model.spec import Case, Demand
from grader.source.spelling import meant_by
from grader.spec.arguments import Arguments
from grader.spec.names import Scope
from grader.spec.node import Listing, Map, Sound, plain_data, text_of
from grader.spec.problems import Problems

# What files usually call these libraries.
_SHORT = {"F": "torch.nn.functional", "nn": "torch.nn", "optim": "torch.optim", "np": "numpy"}


def build_laws(node: Sound | None, scope: Scope, problems: Problems) -> tuple[Demand, ...]:
    """The laws of one case, the names in their arguments checked."""
    found = list(node.sound()) if isinstance(node, Map) else []
    for name, entry in found:
        Arguments(scope, problems).check(LAWS[name], entry)
    return _demands(node)


def check_laws(node: Sound | None, case: Case, problems: Problems) -> None:
    """Every law can stand in ``case``. Where that is about an exception no law is applied."""
    if not isinstance(node, Map) or any(check.path.root == "raises" for check in case.checks):
        return
    for name, entry in node.sound():
        argument = plain_data(entry)
        if not Draft202012Validator(LAWS[name].schema).is_valid(argument):
            continue  # said already
        try:
            LAWS[name].fits(argument, case)
        except LawError as error:
            problems.add(entry, str(error))


def build_rules(node: Sound | None, problems: Problems) -> tuple[Demand, ...]:
    """The rules on the text of one case's functions. Names in them are of libraries, or a student's own."""
    if isinstance(node, Map):
        _check_names(node, problems)
    return _demands(node)


def _check_names(rules: Map, problems: Problems) -> None:
    """Names are whole, since a student's file may give any short one; none is forbidden and asked for."""
    said: dict[str, str] = {}
    for rule, listing in rules.sound():
        for item in listing.items if isinstance(listing, Listing) else ():
            name = text_of(item) or ""
            module, dot, rest = name.partition(".")
            if dot and module in _SHORT:
                text = f"`{module}` is short for `{_SHORT[module]}` only where a file says so; write the whole name"
                problems.add(item, text, f"{_SHORT[module]}.{rest}")
            elif (meant := meant_by(name)) is not None:
                text = f"nothing of torch or Python is called `{name}`, so that the rule could never say anything"
                problems.add(item, text, meant)
            other = said.setdefault(name, rule)
            if "forbid" in (other, rule) and other != rule:
                problems.add(item, f"`{name}` stands after `{other}` and after `{rule}`, which cannot both hold")


def _demands(node: Sound | None) -> tuple[Demand, ...]:
    if not isinstance(node, Map):
        return ()
    return tuple(Demand(name, plain_data(entry), node.key_lines.get(name, entry.line)) for name, entry in node.sound())
