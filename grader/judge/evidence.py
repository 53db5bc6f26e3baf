"""What a kind may look at when it judges one path of one case. Nothing here can change a record."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, replace

from grader.judge.arrays import find, numbers_of, sliced
from grader.judge.close import count_not_finite
from grader.judge.compare import Comparison
from grader.judge.form import Finding, form
from grader.judge.tolerance import Rule
from grader.model.message import Message
from grader.model.path import Path
from grader.model.record import Raised, Record
from grader.model.values import Absent, Mapping, Sequence, Tree

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Situation:
    """One case as it happened: both records, the inputs as they were sent, and the numbers of ``let``."""

    expected: Record
    actual: Record
    inputs: Map[str, Tree]
    drawn: Map[str, object]
    rule: Rule

    def evidence(self, path: Path, rtol: float | None = None, atol: float | None = None) -> CaseEvidence:
        """What there is at ``path``. Raises ``IndexError`` where its slice fits no tensor that is there."""
        rtol, atol = (self.rule.rtol if rtol is None else rtol), (self.rule.atol if atol is None else atol)
        is_explicit = (rtol, atol) != (self.rule.rtol, self.rule.atol)
        rule = replace(self.rule, rtol=rtol, atol=atol, is_explicit=is_explicit)
        expected, actual = (look(record.values, path) for record in (self.expected, self.actual))
        return CaseEvidence(path, sliced(actual, path.subscript), sliced(expected, path.subscript), self, rule)


@dataclass(frozen=True, slots=True)
class CaseEvidence:
    """The evidence at one path (``grader.checks.kind.Evidence``)."""

    path: Path
    actual: Tree
    expected: Tree
    situation: Situation
    rule: Rule

    @property
    def drawn(self) -> Map[str, object]:
        return self.situation.drawn

    @property
    def actual_raised(self) -> Raised | None:
        return self.situation.actual.raised

    @property
    def expected_raised(self) -> Raised | None:
        return self.situation.expected.raised

    @property
    def same_as(self) -> tuple[str, ...]:
        return self.situation.actual.same.get(str(self.path.object), ())

    def at(self, path: Path) -> Tree:
        there = look(self.situation.actual.values, path)
        if isinstance(there, Absent):
            there = look(self.situation.inputs, path)
        try:
            return sliced(there, path.subscript)
        except IndexError:
            return Absent()

    def compare(self, wanted: Tree, *, exact_structure: bool) -> Message | None:
        finding = Comparison(self.rule, exact_structure).find(self.actual, wanted, self.expected)
        return None if finding is None else placed(self.path, finding)

    def count_not_finite(self, tree: Tree) -> int:
        return not_finite_in(tree)

    def form(self, released: frozenset[str]) -> Message | None:
        """What is wrong with the form of ``actual`` beside the reference's."""
        finding = form(self.actual, self.expected, released)
        if finding is None:
            return None
        if self.path.is_gradient and not finding.below and self.actual is None:
            finding = Finding(Message("gradient.none", {"input": ".".join([self.path.root, *self.path.steps[:-1]])}))
        return placed(self.path, finding)


def look(values: Map[str, Tree], path: Path) -> Tree:
    """What is at ``path``, without its slice. A gradient that is not there is the None that torch has for it."""
    there = find(values, (path.root, *path.steps))
    return None if path.is_gradient and isinstance(there, Absent) else there


def not_finite_in(tree: Tree) -> int:
    """How many numbers of ``tree`` are NaN or infinite, tensors in lists and dictionaries included."""
    if isinstance(tree, Sequence):
        return sum(map(not_finite_in, tree.items))
    if isinstance(tree, Mapping):
        return sum(not_finite_in(item) for _, item in tree.items)
    try:
        numbers = numbers_of(tree)
    except ValueError:
        return 0
    return 0 if numbers is None else count_not_finite(numbers)


def placed(path: Path, finding: Finding) -> Message:
    """The finding with the place that it is about: ``result.0``, or ``self.weight`` where the path says ``self.*``."""
    return Message(finding.message.id, {"place": place(path, finding.below), **finding.message.parameters})


def place(path: Path, below: str) -> str:
    """``below`` may hold keys of a submission's dictionary: what is long or cannot be printed is left out."""
    if len(below) > _LONGEST or not below.isprintable():
        below = ""
    steps = list(path.steps)
    if "*" in steps and below:
        steps[steps.index("*")], below = below[1:], ""
    return f"{Path(path.root, tuple(steps), path.subscript)}{below}"
