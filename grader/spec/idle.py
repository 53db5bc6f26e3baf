"""What an author asks for in vain: it would change nothing, or be fatal only once the exercise is graded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grader.model.path import Path
from grader.model.spec import Case
from grader.model.written import CallMaker, Entries, Items, ObjectMaker, TensorMaker, ValueSpec
from grader.spec.node import Sound, text_of
from grader.spec.problems import Misnamed, Problems

# What a tensor lets one put in place.
_OF_TENSOR = ("grad", "data", "requires_grad")


def check_mode(node: Sound | None, case: Case, has_self: bool, problems: Problems) -> None:
    """``mode: eval`` needs something that has a mode. What steps return may have one."""
    if node is None or text_of(node) != "eval" or has_self or case.steps:
        return
    if not any(isinstance(each, ObjectMaker | CallMaker) for each in _within(value for _, value in case.given)):
        problems.add(node, "`mode` is a module's, and this case has none: neither `class` nor an input made by one")


def check_part(path: Path, there: ValueSpec | None) -> None:
    """``path`` of ``set`` leads to what an input ``there`` has. Raises ``Misnamed``."""
    is_tensor = isinstance(there, TensorMaker) and there.form in (None, "parameter")
    if is_tensor and (path.steps[0] not in _OF_TENSOR or len(path.steps) > 1):
        text = f"`{path.root}` is a tensor, of which only its gradient can be set"
        raise Misnamed(text, f"{path.root}.grad")


def _within(values: Iterable[ValueSpec]) -> Iterator[ValueSpec]:
    for value in values:
        yield value
        if isinstance(value, Items):
            yield from _within(value.items)
        elif isinstance(value, Entries):
            yield from _within(each for _, each in value.items)
