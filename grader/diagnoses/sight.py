"""One case as a rule sees it: what was asked, what the reference gave at one place, and what the submission gave."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from grader.diagnoses.code import NOTHING_WRITTEN, Code
from grader.judge.arrays import Array
from grader.judge.looking import look_sliced, stacked
from grader.model.calls import Call
from grader.model.path import Path
from grader.model.record import Raised, Record
from grader.model.spec import Case
from grader.model.values import EPSILON, Absent, Mapping, Placed, Sequence, Tensor, Tree, tensors_in

# A formula that undoes a mistake adds roundings of its own: so near must both sides be, relative to the number and to
# the root mean square of all of them. Coarser dtypes are allowed some of their own roundings.
_NEAR, _NEAR_ZERO, _ROUNDINGS = 1e-4, 1e-5, 8
# Kinds of check that compare no number with the reference's.
_FORMS = frozenset({"shape", "dtype", "device", "type", "length", "between", "distribution", "distinct", "statistics"})
# More elements than that are not searched for a mistake.
_LARGEST = 1 << 20


def nobody(_: Call) -> Record | None:
    """There is no reference to ask."""
    return None


@dataclass(frozen=True, eq=False)
class Sight:
    """``reference`` and ``submission`` are the whole records, ``path`` the place of the check that failed.

    ``inputs`` are as they were sent, ``drawn`` the names of ``let``. ``ask`` makes another call of the reference and
    gives None where there is none to ask. ``is_right`` tells a case that passed; ``peers`` are all cases of the
    exercise at this path, this one included. ``printed`` is what the exercise printed, all cases together.
    """

    path: Path
    case: Case
    call: Call
    reference: Record
    submission: Record
    inputs: Map[str, Tree] = field(default_factory=dict)
    drawn: Map[str, object] = field(default_factory=dict)
    code: Code = NOTHING_WRITTEN
    ask: Callable[[Call], Record | None] = nobody
    printed: str = ""
    is_right: bool = False
    peers: tuple[Sight, ...] = ()

    @cached_property
    def expected(self) -> Tree:
        """What the reference gave at the path, sliced as the path says."""
        return _look(self.reference, self.path)

    @cached_property
    def actual(self) -> Tree:
        """What the submission gave at the path."""
        return _look(self.submission, self.path)

    @property
    def raised(self) -> Raised | None:
        """What the submission raised."""
        return self.submission.raised

    @cached_property
    def e(self) -> Array | None:
        """The expected numbers in double precision (whole numbers and bool as they are); None where there are none."""
        return numbers(self.expected)

    @cached_property
    def a(self) -> Array | None:
        """The actual numbers; None where there are none."""
        return numbers(self.actual)

    @cached_property
    def arrays(self) -> dict[str, Array]:
        """The inputs that are numbers or tensors, by name; of what holds several, each as ``name.0``."""
        found = {name: numbers(tree) for name, tree in self.inputs.items()}
        parts = {name + below: numbers(t) for name, tree in self.inputs.items() for below, t in tensors_in(tree)}
        return {name: array for name, array in {**found, **parts}.items() if array is not None}

    @cached_property
    def parameters(self) -> dict[str, Array]:
        """What the grader put at paths before the call: ``self.weight`` and the like."""
        assigned = [*self.call.assign, *(pair for turn in self.call.turns for pair in turn.assign)]
        found = ((path, numbers(tree)) for path, tree in assigned if not path.endswith(".grad"))
        return {path: array for path, array in found if array is not None}

    @cached_property
    def before(self) -> Array | None:
        """The numbers at the path before the call, where it is an input or the grader put them there."""
        if str(self.path) in self.parameters:
            return self.parameters[str(self.path)]
        return numbers(sent) if (sent := self.sent) is not None else None

    @cached_property
    def sent(self) -> Tree:
        """What the grader sent that is now at the path, as it was; None where it is no input or part of one."""
        found = look_sliced({name: _bare(tree) for name, tree in self.inputs.items()}, self.path)
        return None if isinstance(found, Absent) else found

    @cached_property
    def sizes(self) -> dict[str, int]:
        """Whole numbers that a factor could stand for, by what to call them; 0 and 1 tell nothing."""
        found = {name: value for name, value in self.drawn.items() if type(value) is int}
        for name, array in self.arrays.items():
            for axis, size in enumerate(array.shape):
                found.setdefault(f"{name}.shape[{axis}]", size)
            found.setdefault(f"{name}.numel()", array.size)
        found.setdefault("numel()", self.amount)
        return {name: size for name, size in found.items() if size > 1}

    @property
    def wrong_peers(self) -> tuple[Sight, ...]:
        """All cases that went wrong at the path, this one included."""
        return tuple(peer for peer in self.peers if not peer.is_right) or (self,)

    @cached_property
    def is_free(self) -> bool:
        """Whether the exercise asks for a form and leaves the numbers at the path free, as where they are random."""
        kinds = {check.kind for check in self.case.checks if str(check.path) == str(self.path)}
        return bool(kinds) and kinds <= _FORMS and not self.case.everything

    @cached_property
    def amount(self) -> int:
        """How many numbers a match at this place rests on."""
        return 0 if self.e is None else int(self.e.size)

    @cached_property
    def is_tiny(self) -> bool:
        """Whether all expected numbers are small whole ones, which agree by chance."""
        e = self.e
        return e is not None and e.dtype.kind != "c" and bool(np.all(e == np.round(e)) and np.all(np.abs(e) < 10))

    def near(self, one: Array | None, other: Array | None) -> bool:
        """Whether both are the same numbers in the same shape, and there is at least one."""
        if one is None or other is None or one.shape != other.shape or not other.size:
            return False
        if one.dtype.kind in "biu" and other.dtype.kind in "biu":
            return bool(np.array_equal(one, other))
        with np.errstate(all="ignore"):
            same = np.isnan(one) & np.isnan(other)
            finite = other[np.isfinite(other)]
            rms = float(np.sqrt(np.mean(np.abs(finite) ** 2))) if finite.size else 0.0
            loose = max(_NEAR, _ROUNDINGS * self._epsilon)
            close = np.abs(one - other) <= loose * np.abs(other) + loose * (_NEAR_ZERO / _NEAR) * rms
            return bool(np.all(same | (one == other) | (close & np.isfinite(other))))

    @property
    def _epsilon(self) -> float:
        return EPSILON.get(self.expected.dtype, 0.0) if isinstance(self.expected, Tensor) else 0.0

    def instead(self, call: Call) -> Array | None:
        """What the reference gives at the path where ``call`` is made instead; None where it stops or is not there."""
        record = self.ask(call)
        if record is None or record.raised is not None:
            return None
        return numbers(look_sliced(record.values, self.path))

    def at(self, path: str) -> Sight:
        """The same case, looked at another place."""
        return replace(self, path=Path.parse(path))


def _bare(tree: Tree) -> Tree:
    """``tree`` without the forms that only a child knows, so that a path leads through it."""
    if isinstance(tree, Placed):
        return _bare(tree.content)
    if isinstance(tree, Sequence):
        return replace(tree, items=tuple(map(_bare, tree.items)))
    return tree


def _look(record: Record, path: Path) -> Tree:
    """What is at ``path``; ``self.hidden.weight.grad`` may have been looked at as an item of ``self.*.grad``."""
    found = look_sliced(record.values, path)
    names, after = (path.steps[:-1], path.steps[-1:]) if path.is_gradient else (path.steps, ())
    for end in range(1, len(names) + 1):
        if isinstance(found, Absent) or (found is None and path.is_gradient):
            whole = record.values.get(".".join((path.root, *names[: end - 1], "*", *after)))
            items = whole.items if isinstance(whole, Mapping) else ()
            found = next((item for key, item in items if key == ".".join(names[end - 1 :])), found)
    return found


def numbers(tree: Tree) -> Array | None:
    """The numbers of ``tree``, floats in double precision; None where there are none, or too many to search."""
    found = stacked(tree)
    if found is None or found.size > _LARGEST or found.dtype.kind not in "biufc":
        return None
    if found.dtype.kind == "f":
        return found.astype(np.float64)
    return found.astype(np.complex128) if found.dtype.kind == "c" else found
