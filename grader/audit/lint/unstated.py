"""Requirements that are graded and not stated: a student cannot know them, and loses points with right work.

Each kind, law and rule has words of which the prompt, the title or the docstring must have one. A word is its
beginning: `differ` stands for different, differs and differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from grader.audit.lint.asked import every_check
from grader.audit.lint.rule import Examined, Fault, Rule
from grader.audit.lint.words import BY_DEMAND, BY_KIND, BY_ROOT, IN_PLACE
from grader.model.spec import Case, Check, Demand
from grader.model.values import Absent

_RELEASES = ("any", "reference")


def not_stated(examined: Examined) -> Iterator[Fault]:
    """A kind, a law, a source rule or a limit is graded, and no word of prompt or docstring speaks of it."""
    exercise = examined.exercise
    title = "" if exercise.title == exercise.id else exercise.title
    text = f"{title}\n{exercise.prompt}\n{examined.docstring}".lower()
    if not exercise.prompt.strip() and not examined.docstring.strip():
        return
    for case in exercise.cases:
        for name, words, line in _demanded(case):
            if words and not mentions(text, words):
                yield Fault(f"{name} is graded, and neither prompt nor docstring speaks of it", line)
    if not mentions(text, IN_PLACE) and (changed := _changed(examined)):
        yield Fault(f"that `{changed}` is changed in place is graded, and neither prompt nor docstring speaks of it")


def _demanded(case: Case) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """What a case asks for by name, the words that would state it, and its line."""
    for check in every_check(case):
        yield from _of_check(check)
    for demand in (*case.laws, *case.source):
        yield f"`{demand.name}`", (*BY_DEMAND.get(demand.name, ()), *_named(demand)), demand.line
    if case.limits.slowdown is not None:
        yield "`slowdown`", BY_DEMAND["slowdown"], case.line
    if case.limits.operators is not None:
        yield "`operators`", BY_DEMAND["operators"], case.line


def _of_check(check: Check) -> Iterator[tuple[str, tuple[str, ...], int]]:
    root = check.path.root
    if root in BY_ROOT:
        yield f"`{root}`", (*BY_ROOT[root], *map(str.lower, check.path.steps)), check.line
    elif check.argument not in _RELEASES and check.kind in BY_KIND:
        own = check.argument.rpartition(".")[2].lower() if isinstance(check.argument, str) else ""
        words = (*BY_KIND[check.kind], *([own] if own else []))
        yield f"`{check.kind}` of `{replace(check.path, subscript=None)}`", words, check.line


def _named(demand: Demand) -> Iterator[str]:
    """The functions that a rule names: a prompt that names one of them speaks of it."""
    argument = demand.argument
    names = [argument] if isinstance(argument, str) else argument if isinstance(argument, list | tuple) else []
    for name in names:
        yield str(name).rpartition(".")[2].lower() or str(name).lower()


def _changed(examined: Examined) -> str | None:
    """An input whose numbers the reference leaves otherwise than they were sent."""
    for draw in examined.draws:
        released = {str(check.path) for check in draw.draft.case.checks if check.kind == "any"}
        for name, sent in draw.draft.inputs.items():
            after = draw.record.values.get(name, Absent())
            if not isinstance(after, Absent) and _data(after) != _data(sent) and name not in released:
                return name
    return None


def _data(tree: object) -> object:
    return getattr(tree, "data", None)


def mentions(text: str, words: tuple[str, ...]) -> bool:
    """Whether any word of ``text``, in small letters, begins as one of ``words``."""
    return any(re.search(rf"(?<![a-z]){re.escape(word)}", text) for word in words)


RULES = (
    Rule(
        "unstated",
        "warning",
        "right work can fail by what nobody asked for",
        "say it in the prompt, or do not ask for it",
        "prompt: Return the same numbers as x.\nexpect: {all: reference, result: {dtype: float64}}",
        "prompt: Return the same numbers as x in double precision.",
        not_stated,
    ),
)
