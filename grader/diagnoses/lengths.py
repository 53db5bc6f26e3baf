"""Several values are asked for, and more or fewer come back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight, numbers
from grader.judge.show import brief
from grader.model.values import Sequence, Tree


def _wrong_length(s: Sight) -> Iterator[Finding]:
    s = _whole(s)
    ours, theirs = s.expected, s.actual
    if not isinstance(ours, Sequence) or not isinstance(theirs, Sequence) or len(ours.items) == len(theirs.items):
        return
    text = {"expected": len(ours.items), "actual": len(theirs.items)}
    missing = _missing(s, ours, theirs)
    if missing is not None:
        yield Finding(f"without {missing}", {**text, "what": f"number {missing} (counted from 0) is missing"})
    elif (
        ours.kind == "tuple" and len({len(p.expected.items) for p in s.peers if isinstance(p.expected, Sequence)}) <= 1
    ):
        yield Finding("length", {**text, "what": "all values asked for belong in one tuple or list"})


def _whole(s: Sight) -> Sight:
    """What the item is one of: where one is left out, each that follows stands in the place of another."""
    if s.path.steps and s.path.steps[-1].isdigit() and s.path.subscript is None:
        return s.at(str(replace(s.path, steps=s.path.steps[:-1])))
    return s


def _one_alone(s: Sight) -> Iterator[Finding]:
    """One of the values that are asked for, right and without the others."""
    for there in (s, _whole(s)):
        ours = there.expected
        if isinstance(ours, Sequence) and not isinstance(there.actual, Sequence) and ours.kind == "tuple":
            for index, item in enumerate(ours.items):
                if _same(there, item, there.actual):
                    yield Finding(str(index), {"index": index, "expected": len(ours.items)})


def _missing(s: Sight, ours: Sequence, theirs: Sequence) -> int | None:
    """The only item that is left out, where all the others are right."""
    if len(theirs.items) + 1 != len(ours.items):
        return None
    for index in range(len(ours.items)):
        rest = [*ours.items[:index], *ours.items[index + 1 :]]
        if rest and all(_same(s, one, other) for one, other in zip(rest, theirs.items, strict=True)):
            return index
    return None


def _same(s: Sight, one: Tree, other: Tree) -> bool:
    first, second = numbers(one), numbers(other)
    return s.near(second, first) if first is not None else brief(one) == brief(other)


RULES = (
    Rule(
        "wrong_length",
        _wrong_length,
        "{expected} values are asked for and you return {actual}: {what}",
        is_fact=True,
    ),
    Rule(
        "wrong_length",
        _one_alone,
        "{expected} values are asked for and you return number {index} (counted from 0) alone: return all of them, "
        "with commas between them",
        variant="alone",
    ),
)
