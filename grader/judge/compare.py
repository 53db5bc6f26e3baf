"""Values compared item by item: text exactly, numbers within the tolerance that the reference's precision gives."""

from __future__ import annotations

from dataclasses import dataclass, replace

from grader.judge.arrays import Array, is_huge, number_in, numbers_of
from grader.judge.close import Difference, differ
from grader.judge.form import Finding, by_key, key_name
from grader.judge.looking import items_in
from grader.judge.show import brief, index_text, number_text, pair_text
from grader.judge.tolerance import EXACT, Rule, Tolerance
from grader.model.message import Message
from grader.model.values import Absent, Mapping, Named, Opaque, Sequence, Tensor, Tree, type_name


@dataclass(frozen=True, slots=True)
class Comparison:
    """How values are compared: by which rule, and whether one number may stand for every element."""

    rule: Rule
    exact_structure: bool

    def find(self, actual: Tree, wanted: Tree, guide: Tree, below: str = "") -> Finding | None:
        """The first difference, or None, ``below`` the path.

        ``guide`` is what the reference has there: its precision is what is asked.
        """
        if isinstance(actual, Tensor) and isinstance(wanted, Tensor) and _is_same(actual, wanted):
            return None
        if is_huge(actual) or is_huge(wanted):
            if (floats := _as_floats(actual, wanted)) is None:
                return _plain(actual, wanted, below)
            actual, wanted = floats
        if self._is_numeric(actual, wanted):
            finding = self._numbers(actual, wanted, guide, below)
            if finding is not _NO_NUMBERS:
                return finding
        if isinstance(actual, Sequence) and isinstance(wanted, Sequence):
            return self._sequence(actual, wanted, guide, below)
        if isinstance(actual, Mapping) and isinstance(wanted, Mapping):
            return self._mapping(actual, wanted, guide, below)
        if not self.exact_structure and number_in(wanted) is not None and isinstance(actual, Sequence | Mapping):
            return self._every(actual, wanted, guide, below)
        return _plain(actual, wanted, below)

    def _is_numeric(self, actual: Tree, wanted: Tree) -> bool:
        return isinstance(actual, Tensor) or isinstance(wanted, Tensor) or number_in(actual) is not None

    def _numbers(self, actual: Tree, wanted: Tree, guide: Tree, below: str) -> Finding | None:
        theirs, ours = _array(actual), _array(wanted)
        if theirs is None or ours is None:
            return _NO_NUMBERS
        stands_for_all = not self.exact_structure and ours.ndim == 0 and (theirs.size > 0 or _is_empty(guide))
        if theirs.shape != ours.shape and not stands_for_all:
            return Finding(Message("shape.differs", {"expected": str(ours.shape), "actual": str(theirs.shape)}), below)
        if theirs.size == 0:
            return None
        difference = differ(theirs, ours, self._tolerance(theirs, ours, guide, below))
        return None if difference is None else Finding(value_message(difference), below)

    def _tolerance(self, actual: Array, wanted: Array, guide: Tree, below: str) -> Tolerance:
        """Never what the submission's dtype suggests: a float16 answer is not allowed more than a float32 one."""
        dtype = self.rule.python if isinstance(number_in(guide), float | complex) else None
        if isinstance(guide, Tensor) and guide.is_differentiable:
            dtype = guide.dtype
        both_whole = actual.dtype.kind in "biu" and (wanted.dtype.kind in "biu" or dtype is None)
        if both_whole and not self.rule.is_explicit:
            return EXACT
        return self.rule.tolerance(wanted, dtype or self.rule.python, below)

    def _sequence(self, actual: Sequence, wanted: Sequence, guide: Tree, below: str) -> Finding | None:
        if len(actual.items) != len(wanted.items):
            lengths = {"expected": len(wanted.items), "actual": len(actual.items)}
            return Finding(Message("length.differs", {**lengths}), below)
        guides = guide.items if isinstance(guide, Sequence) and len(guide.items) == len(wanted.items) else wanted.items
        for number, (a, w, g) in enumerate(zip(actual.items, wanted.items, guides, strict=True)):
            if finding := self.find(a, w, g, f"{below}.{number}"):
                return finding
        return None

    def _mapping(self, actual: Mapping, wanted: Mapping, guide: Tree, below: str) -> Finding | None:
        theirs, ours = by_key(actual), by_key(wanted)
        guides = by_key(guide) if isinstance(guide, Mapping) else ours
        for key, w in ours.items():
            if finding := self.find(theirs.get(key, Absent()), w, guides.get(key, w), f"{below}.{key}"):
                return finding
        extra = tuple(sorted(theirs.keys() - ours.keys()))
        return Finding(Message("keys.extra", {"extra": extra, "expected": tuple(ours)}), below) if extra else None

    def _every(self, actual: Sequence | Mapping, wanted: Tree, guide: Tree, below: str) -> Finding | None:
        if isinstance(actual, Sequence):
            items = tuple((str(number), item) for number, item in enumerate(actual.items))
        else:
            items = tuple((key_name(key), item) for key, item in actual.items)
        if not items and not _is_empty(guide):
            return Finding(Message("value.none", {"expected": brief(wanted)}), below)
        guides = items_in(guide)
        for number, (name, item) in enumerate(items):
            inside = replace(self, rule=self.rule.within(f"{below}.{name}"))
            if finding := inside.find(item, wanted, guides.get(name, wanted)):
                # A place is never named by what a submission chose: keys are counted.
                return Finding(finding.message, f"{below}.{number}{finding.below}")
        return None


# Stands for "these are not two arrays", where None is "no difference".
_NO_NUMBERS = Finding(Message(""))


def value_message(difference: Difference) -> Message:
    """How many differ of how many, the worst and where, what was allowed, and the first three."""
    worst = difference.worst
    expected, actual = pair_text(worst.expected, worst.actual)
    counts = {"count": difference.count, "total": difference.total}
    pairs = [pair_text(place.expected, place.actual) for place in difference.first]
    first = {
        "where": tuple(index_text(place.index) for place in difference.first),
        "expected": tuple(pair[0] for pair in pairs),
        "actual": tuple(pair[1] for pair in pairs),
    }
    shown = {
        "worst_at": index_text(worst.index),
        "worst_expected": expected,
        "worst_actual": actual,
        "difference": _distance(worst.expected, worst.actual),
        "allowed": number_text(worst.allowed, 2),
    }
    kinds = ("not_a_number", "wrong") if worst.index == () else ("not_finite", "differs")
    kind = kinds[0] if difference.not_finite else kinds[1]
    return Message(f"value.{kind}", {**counts, **shown, **first, "not_finite": difference.not_finite})


def _distance(expected: float | complex, actual: float | complex) -> str:
    try:
        return number_text(abs(actual - expected), 3)
    except OverflowError:
        return "inf"


def _is_same(actual: Tensor, wanted: Tensor) -> bool:
    """Whether both have the same bits: right answers often do, and nothing needs to be computed then."""
    return actual.shape == wanted.shape and actual.dtype == wanted.dtype and actual.data == wanted.data


def _array(tree: Tree) -> Array | None:
    try:
        return numbers_of(tree)
    except ValueError:
        return None


def _as_floats(actual: Tree, wanted: Tree) -> tuple[Tree, Tree] | None:
    """A very long integer and a float, or a tensor, as what can be compared; None where both are integers."""
    if isinstance(number_in(actual), int) and isinstance(number_in(wanted), int):
        return None
    try:
        return _as_float(actual), _as_float(wanted)
    except OverflowError:
        return None


def _as_float(tree: Tree) -> Tree:
    number = number_in(tree)
    return float(number) if isinstance(number, int) and is_huge(tree) else tree


def _is_empty(guide: Tree) -> bool:
    if isinstance(guide, Tensor):
        return guide.numel == 0
    return isinstance(guide, Sequence | Mapping) and not guide.items


def _plain(actual: Tree, wanted: Tree, below: str) -> Finding | None:
    if isinstance(wanted, Opaque) or isinstance(actual, Opaque):
        # What an unknown object holds is not known; only its type's name is.
        names = [type_name(tree).rpartition(".")[2] for tree in (actual, wanted)]
        same = isinstance(actual, Opaque) and isinstance(wanted, Opaque) and names[0] == names[1]
    elif isinstance(wanted, Absent):
        same = isinstance(actual, Absent)
    else:
        same = _bare(actual) == _bare(wanted)
    if same:
        return None
    if actual is None:
        return Finding(Message("value.absent", {"expected": brief(wanted)}), below)
    return Finding(Message("value.other", {"expected": brief(wanted), "actual": brief(actual)}), below)


def _bare(tree: Tree) -> Tree:
    return tree.value if isinstance(tree, Named) and tree.name.startswith("numpy.") else tree
