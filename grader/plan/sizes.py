"""Which drawn names end up as sizes: those come out pairwise different."""

from __future__ import annotations

from collections.abc import Iterable

from grader.model.spec import Case
from grader.model.written import CallMaker, Dollar, Entries, Items, ObjectMaker, TensorMaker, ValueSpec


def names_in_shapes(case: Case) -> frozenset[str]:
    """Names used in the shape of a tensor, or as a whole number that a module or a data set is made with."""
    values: list[ValueSpec] = [*(value for _, value in case.given), *(value for _, value in case.assign)]
    for step in case.steps:
        values += [*(value for _, value in step.given), *(value for _, value in step.assign)]
    built = [value for _, value in case.init]
    shapes = (_names(value, in_init=False) for value in values)
    return frozenset().union(*shapes, *(_names(value, in_init=True) for value in built))


def _names(value: ValueSpec, *, in_init: bool) -> frozenset[str]:
    match value:
        case TensorMaker(shape=shape) if shape is not None:
            return frozenset().union(*(size.names for size in shape))
        case Items(items=items):
            return _union(_names(item, in_init=in_init) for item in items)
        case Entries(items=entries):
            return _union(_names(item, in_init=in_init) for _, item in entries)
        case ObjectMaker(init=init) | CallMaker(given=init):
            return _union(_names(item, in_init=True) for _, item in init)
        case Dollar(path) if in_init and not path.steps:
            return frozenset({path.root})
    return frozenset()


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)
