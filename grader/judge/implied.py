"""What ``all: reference`` compares: results, gradients, parameters and buffers, but for what a check says otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from grader.checks import KINDS
from grader.checks.kind import REFERENCE, Role
from grader.checks.nested import at_any_depth
from grader.judge.evidence import Situation
from grader.judge.looking import EACH, look
from grader.model.path import CALLS, RESULTS, STDOUT, Path
from grader.model.spec import Case, Check
from grader.model.values import Mapping, Sequence, Tensor, Tree

# Kinds that may be asked of a parameter without its initial value being what is checked.
FORM_KINDS = frozenset({"type", "shape", "dtype", "device", "requires_grad", "exists"})
_STATE = "state_dict"
_UNSEEN = frozenset({CALLS, STDOUT, RESULTS})


def implied(case: Case, situation: Situation) -> list[Check]:
    """One comparison for each path of the reference's record that ``all: reference`` stands for."""
    stated = set(map(str, replaced(case.checks, situation)))
    whole = [
        path
        for path in map(Path.parse, situation.expected.values)
        if str(path) not in stated and _stands_for(path, case, situation)
    ]
    released = [path for path in _released(case.checks) if str(path) not in {*stated, *map(str, whole)}]
    values = situation.expected.values
    parts = [path for path in released if any(_has(look(values, each), _below(path, each)) for each in whole)]
    return [as_implied(path, case) for path in dict.fromkeys([*whole, *parts])]


def as_implied(path: Path, case: Case) -> Check:
    """The comparison with the reference that ``case`` makes where it says nothing of ``path``."""
    return Check(path, "like", REFERENCE, case.rtol, case.atol, case.line, case.measured)


def as_compared(path: Path, case: Case) -> Check:
    """The comparison at ``path`` that ``case`` asks for, or would."""
    asked = (check for check in case.checks if check.path == path and KINDS[check.kind].compares)
    return next(asked, as_implied(path, case))


def _stands_for(path: Path, case: Case, situation: Situation) -> bool:
    if path.root in _UNSEEN or is_input(path, situation):
        return False
    if path.is_gradient or EACH in path.steps:
        return True
    if path.root in situation.results:
        return not path.steps
    if path.steps[-1:] == (_STATE,):
        return str(path) not in _mentioned(case.checks)
    # Something of an object that was asked for by itself: a parameter or buffer, unless only a check looks at it.
    at_path = [check for check in case.checks if check.path == path]
    if at_path and {check.kind for check in at_path} <= FORM_KINDS:
        return isinstance(look(situation.expected.values, path), Tensor)
    return not at_path and str(path) not in _mentioned(case.checks)


def is_input(path: Path, situation: Situation) -> bool:
    return path.root in situation.inputs and not path.is_gradient


def replaced(checks: Iterable[Check], situation: Situation) -> list[Path]:
    """The paths that are judged by their own checks alone, whatever is compared above them."""
    checks = list(checks)
    stated = [check.path for check in checks if KINDS[check.kind].replaces and check.path.subscript is None]
    return [*stated, *initial(checks, situation)]


def apart(checks: Iterable[Check], situation: Situation) -> list[Path]:
    """Those, and the paths that are compared by themselves because a side of their form may differ."""
    checks = list(checks)
    return [*replaced(checks, situation), *_released(checks)]


def initial(checks: Iterable[Check], situation: Situation) -> list[Path]:
    """Parameters that keep the value which they were constructed with, as a check is about it."""
    about = (check for check in checks if check.kind not in FORM_KINDS and check.argument != REFERENCE)
    paths = (check.path.object for check in about)
    return [path for path in paths if EACH not in path.steps and _is_parameter(path, situation)]


def _is_parameter(path: Path, situation: Situation) -> bool:
    """Whether the reference has a parameter of this name in a module that was looked at as a whole."""
    if path.root in situation.results or path.is_gradient:
        return False
    owners = [Path(path.root, (*path.steps[:length], EACH)) for length in range(len(path.steps))]
    modules = ((owner, situation.expected.values.get(str(owner))) for owner in owners)
    return any(_has(tree, _below(path, owner)) for owner, tree in modules if isinstance(tree, Mapping))


def without(tree: Tree, path: Path, stated: Collection[Path]) -> Tree:
    """``tree``, which is at ``path``, without what is at the ``stated`` paths below it."""
    for each in stated:
        if steps := _below(each, path):
            tree = _cut(tree, steps)
    return tree


def _below(path: Path, above: Path) -> tuple[str, ...] | None:
    """Where ``path`` is within the value at ``above``; parameters are there by one dotted name."""
    if path == above or path.root != above.root or path.subscript is not None or above.subscript is not None:
        return None
    if EACH in above.steps:
        start = above.steps.index(EACH)
        suffix = above.steps[start + 1 :]
    elif above.steps[-1:] == (_STATE,):
        start, suffix = len(above.steps) - 1, ()
    else:
        rest = path.steps[len(above.steps) :]
        is_gradient = path.is_gradient and not above.is_gradient
        return rest if rest and path.steps[: len(above.steps)] == above.steps and not is_gradient else None
    end = len(path.steps) - len(suffix)
    name = path.steps[start:end]
    if path.steps[:start] != above.steps[:start] or path.steps[end:] != suffix or not name:
        return None
    return None if name == (_STATE,) or (path.is_gradient and not suffix) else (".".join(name),)


def _has(tree: Tree, steps: tuple[str, ...] | None) -> bool:
    if not steps:
        return steps is not None
    if isinstance(tree, Mapping):
        return any(_has(item, steps[1:]) for key, item in tree.items if _is(key, steps[0]))
    if isinstance(tree, Sequence):
        return any(_has(item, steps[1:]) for at, item in enumerate(tree.items) if _is(str(at), steps[0]))
    return False


def _cut(tree: Tree, steps: tuple[str, ...]) -> Tree:
    """An entry of a dictionary goes, an item of a list becomes None in its place."""
    if not steps:
        return None
    first, rest = steps[0], steps[1:]
    if isinstance(tree, Mapping):
        if rest:
            items = ((key, _cut(item, rest) if _is(key, first) else item) for key, item in tree.items)
        else:
            items = ((key, item) for key, item in tree.items if not _is(key, first))
        return Mapping(tuple(items), tree.name)
    if isinstance(tree, Sequence):
        kept = (_cut(item, rest) if _is(str(at), first) else item for at, item in enumerate(tree.items))
        return Sequence(tree.kind, tuple(kept), tree.name)
    return tree


def _is(key: Tree, name: str) -> bool:
    """Whether a key is meant by ``name``, which may end in a star."""
    if name.endswith(EACH):
        return str(key).startswith(name[:-1]) if isinstance(key, str) else name == EACH
    return key == name if isinstance(key, str) else isinstance(key, int) and abs(key) < 10**9 and str(key) == name


def _released(checks: Iterable[Check]) -> list[Path]:
    """Paths of which a side of the form need not be the reference's: they are compared by themselves."""
    return [
        check.path
        for check in checks
        if KINDS[check.kind].releases and not KINDS[check.kind].replaces and check.path.subscript is None
    ]


def _mentioned(checks: Iterable[Check]) -> set[str]:
    return {text for check in at_any_depth(checks) for text in _names(check)}


def _names(check: Check) -> Iterator[str]:
    try:
        mentions = KINDS[check.kind].names(check.argument)
    except ValueError:  # no such argument gets past the loader
        return
    yield from (each.text.partition("[")[0] for each in mentions if each.role in (Role.PATH, Role.DOLLAR))
