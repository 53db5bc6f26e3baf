"""What a kind may look at when it judges one path of one case. Nothing here can change a record."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace

from grader.checks import KINDS
from grader.checks.kind import Kind
from grader.judge.arrays import Array, sliced
from grader.judge.compare import Comparison
from grader.judge.form import Finding, form
from grader.judge.looking import (
    EACH,
    WITHOUT_FORM,
    item_path,
    items_in,
    look,
    look_sliced,
    not_finite_in,
    placed,
    stacked,
)
from grader.judge.tolerance import Rule, is_within, measured_at
from grader.model.calls import RESULT
from grader.model.message import Message
from grader.model.path import STDOUT, Path, without_end
from grader.model.record import Raised, Record
from grader.model.spec import Check
from grader.model.values import Absent, Mapping, Sequence, Tree

_IMPOSSIBLE = "argument.impossible"
# The path at which the content of a file stands.
_FILE = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """One case as it happened: both records, the inputs as they were sent, and the numbers of ``let``.

    ``others`` has by name what is there when another takes the submission's place: values by path, or the content of a
    file at the empty path. ``measured`` is the reference's own rounding by path, ``resolution`` how near gradients can
    be at best. ``results`` are the roots that calls return.
    """

    expected: Record
    actual: Record
    inputs: Map[str, Tree]
    drawn: Map[str, object]
    rule: Rule
    others: Map[str, Map[str, Tree]] = field(default_factory=dict)
    measured: Map[str, float] = field(default_factory=dict)
    results: tuple[str, ...] = (RESULT,)
    resolution: float = 0.0

    def evidence(self, path: Path, check: Check | None = None) -> CaseEvidence:
        """What there is at ``path``, compared as ``check`` says. Raises ``IndexError`` where its slice fits nothing."""
        expected, actual = (look(record.values, path) for record in (self.expected, self.actual))
        rule = self.rule if check is None else self.rule_of(check)
        return CaseEvidence(path, sliced(actual, path.subscript), sliced(expected, path.subscript), self, rule)

    def rule_of(self, check: Check) -> Rule:
        """The rule of the case with the tolerances of ``check``, written or measured."""
        rtol = self.rule.rtol if check.rtol is None else check.rtol
        atol = self.rule.atol if check.atol is None else check.atol
        above = str(check.path.object)
        measured = {place.removeprefix(above): at for place, at in self.measured.items() if is_within(place, above)}
        measured = measured or {"": measured_at(self.measured, above)}
        if check.measured and self.measured:
            return replace(self.rule, rtol=rtol or 0.0, measured=measured, is_measured=True)
        is_explicit = (rtol, atol) != (self.rule.rtol, self.rule.atol)
        finest = self.resolution if check.path.is_gradient else 0.0
        return replace(self.rule, rtol=rtol, atol=atol, is_explicit=is_explicit, measured=measured, resolution=finest)

    def by_reference(self) -> Situation:
        """The same case, with the reference in the submission's place."""
        return replace(self, actual=self.expected)


@dataclass(frozen=True, slots=True)
class CaseEvidence:
    """The evidence at one path (``grader.checks.kind.Evidence``).

    For one item at a ``.*`` path ``key`` is its name, and ``lookup`` the path with the star, which is what was
    observed. ``repeats`` is what submission and reference have there in every repeat. ``asks_form`` is False within a
    ``not``.
    """

    path: Path
    actual: Tree
    expected: Tree
    situation: Situation
    rule: Rule
    lookup: Path | None = None
    key: str | None = None
    repeats: tuple[tuple[Tree, Tree], ...] = ()
    asks_form: bool = True

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
        return self.situation.actual.same.get(self._observed, ())

    @property
    def shares_with(self) -> tuple[str, ...]:
        return self.situation.actual.shares.get(self._observed, ())

    @property
    def parameters(self) -> Map[str, Tree]:
        return items_in(self.situation.actual.values.get(f"{self._observed}.{EACH}"))

    @property
    def expected_parameters(self) -> Map[str, Tree]:
        return items_in(self.situation.expected.values.get(f"{self._observed}.{EACH}"))

    @property
    def pooled(self) -> tuple[Tree, ...]:
        return tuple(actual for actual, _ in self.repeats) or (self.actual,)

    @property
    def _observed(self) -> str:
        return str((self.lookup or self.path).object)

    def at(self, path: Path) -> Tree:
        values = self.situation.actual.values
        there = isinstance(look(values, path), Absent)
        return self._item(look_sliced(self.situation.inputs if there else values, path), path)

    def elsewhere(self, name: str) -> Tree:
        values = self.situation.others.get(name, {})
        path = self.lookup or self.path
        if _FILE not in values:
            return self._item(look_sliced(values, path), path)
        content = values[_FILE]
        return without_end(content) if self.path.root == STDOUT and isinstance(content, str) else content

    def _item(self, there: Tree, path: Path) -> Tree:
        """What a path with a star means where one item is judged: its item of that name."""
        return there if self.key is None or EACH not in path.steps else items_in(there).get(self.key, Absent())

    def array(self, tree: Tree) -> Array | None:
        return stacked(tree)

    def compare(self, wanted: Tree, *, exact_structure: bool) -> Message | None:
        finding = Comparison(self.rule, exact_structure).find(self.actual, wanted, self.expected)
        return None if finding is None else placed(self.path, finding)

    def count_not_finite(self, tree: Tree) -> int:
        return not_finite_in(tree)

    def form(self, released: Collection[str]) -> Message | None:
        """What is wrong with the form of ``actual`` beside the reference's."""
        finding = form(self.actual, self.expected, released)
        if finding is None:
            return None
        if self.path.is_gradient and not finding.below and self.actual is None:
            finding = Finding(Message("gradient.none", {"input": ".".join([self.path.root, *self.path.steps[:-1]])}))
        return placed(self.path, finding)

    def judge(self, checks: tuple[Check, ...], *, form: bool = True) -> Message | None:
        within = replace(self, asks_form=self.asks_form and form)
        wrong = within._first(checks)
        if wrong is not None or not within.asks_form or self.path.root in WITHOUT_FORM:
            return wrong
        not_its_way = within._with_reference()._first(checks)
        if not_its_way is not None and self.is_decided(not_its_way):
            return None  # its form is not asked for
        pairs = self.repeats or ((self.actual, self.expected),)
        forms = (replace(self, actual=ours, expected=theirs).form(released_by(checks)) for ours, theirs in pairs)
        return next((message for message in forms if message is not None), None)

    def _first(self, checks: tuple[Check, ...]) -> Message | None:
        """What does not hold comes before what cannot be judged."""
        judged = [ask(check, replace(self, rule=self._rule_of(check))) for check in checks]
        wrong = [message for message in judged if message is not None]
        return next((message for message in wrong if self.is_decided(message)), wrong[0] if wrong else None)

    def is_decided(self, wrong: Message) -> bool:
        return wrong.id != _IMPOSSIBLE and not any(wrong.id in kind.undecided for kind in KINDS.values())

    def _rule_of(self, check: Check) -> Rule:
        rule = self.situation.rule_of(check)
        return rule if self.key is None else rule.within(f".{self.key}")

    def _with_reference(self) -> CaseEvidence:
        repeats = tuple((expected, expected) for _, expected in self.repeats)
        return replace(self, actual=self.expected, situation=self.situation.by_reference(), repeats=repeats)

    def items(self) -> Iterator[CaseEvidence]:
        """Each item at a ``.*`` path, with the reference's of the same name."""
        expected = items_in(self.expected)
        for key, item in items_in(self.actual).items():
            path = item_path(self.path, key)
            there, rule = expected.get(key, Absent()), self.rule.within(f".{key}")
            yield replace(self, path=path, actual=item, expected=there, rule=rule, lookup=self.path, key=key)


def ask(check: Check, evidence: CaseEvidence) -> Message | None:
    """What ``check`` finds wrong, form apart; at a ``.*`` path it must hold for each item."""
    try:
        return _ask(KINDS[check.kind], check, evidence)
    except ValueError as error:  # arithmetic of sizes in the argument that does not work out for the numbers drawn
        return Message(_IMPOSSIBLE, {"check": f"{check.path}.{check.kind}", "reason": str(error)})


def _ask(kind: Kind, check: Check, evidence: CaseEvidence) -> Message | None:
    several = isinstance(evidence.actual, Mapping | Sequence) and EACH in evidence.path.steps
    if not kind.each or evidence.key is not None or not several:
        return kind.judge(check.argument, evidence)
    for item in evidence.items():
        if (wrong := kind.judge(check.argument, item)) is not None:
            return Message(wrong.id, {"place": str(item.path), **wrong.parameters})
    return None


def released_by(checks: Collection[Check]) -> frozenset[str]:
    """The sides of the reference's form that are not asked for where these checks stand."""
    return frozenset().union(*(KINDS[check.kind].releases for check in checks))
