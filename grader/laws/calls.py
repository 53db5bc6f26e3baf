"""Further calls for laws: an input replaced, wherever the turns use it, and what an argument of a law names.

Nothing here computes: numbers are changed by the law, with the tools that it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from grader.checks.kind import Mention, Role
from grader.laws.law import LawError, Planning
from grader.model import values
from grader.model.calls import Call
from grader.model.path import Path
from grader.model.values import Placed, Same, Tensor, Tree

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[Any]

# Schemas of what several laws take.
PATHS: Mapping[str, object] = {
    "title": "an input, or a list of inputs",
    "type": ["string", "array"],
    "minLength": 1,
    "minItems": 1,
    "items": {"type": "string", "minLength": 1},
}
DIM: Mapping[str, object] = {"title": "an axis: a whole number", "type": "integer"}
PATH: Mapping[str, object] = {"title": "a path", "type": "string", "minLength": 1}


def fields(argument: object) -> Mapping[str, object]:
    """An argument that is a map, as its schema says."""
    return cast("Mapping[str, object]", argument)


def texts(written: object) -> tuple[str, ...]:
    """One name, or a list of names."""
    return (written,) if isinstance(written, str) else tuple(map(str, cast("Sequence[object]", written)))


def paths_in(argument: object, *keys: str) -> tuple[Mention, ...]:
    """The paths that stand after these keys of an argument, alone or in lists."""
    named = fields(argument)
    return tuple(Mention(Role.PATH, text) for key in keys if key in named for text in texts(named[key]))


def sizes_in(*written: object) -> tuple[Mention, ...]:
    """Sizes that are more than a number."""
    return tuple(Mention(Role.SIZE, size) for size in written if isinstance(size, str))


def places(argument: object, call: Call) -> tuple[Path, ...]:
    """Where a law looks: at the path after ``in``, or at the result of every turn."""
    named = fields(argument).get("in")
    return (Path.parse(named),) if isinstance(named, str) else tuple(Path(root) for root in call.results)


def again(call: Call, *paths: Path) -> Call:
    """The same call, with only these paths to look at, and without a way back."""
    return replace(
        call, backward=(), observe=tuple(dict.fromkeys(str(path.object) for path in paths)), trace=False, share=()
    )


def single(call: Call, law: str) -> None:
    """Raise ``LawError`` where the case has steps, for laws that are about one call."""
    if len(call.turns) != 1:
        raise LawError(f"`{law}` is about a single call, and this case has steps")


def unused(call: Call, wanted: str) -> str:
    """``wanted``, made longer until neither an input nor a turn is called so."""
    taken = {"self", *dict(call.given), *call.results}
    while wanted in taken or any(f"{wanted}{number}" in taken for number in range(100)):
        wanted += "_"
    return wanted


def input_at(call: Call, path: Path) -> Tree:
    """What is sent at ``path``, its slice left to the caller: the very object where it refers to another input."""
    return _descend(call, _sent(call, path.root), path.steps, str(path))


def with_input(call: Call, path: Path, value: Tree) -> Call:
    """``call`` with ``value`` at ``path``. Other inputs that refer to that very object refer to the new one."""
    tree = _put(call, _sent(call, path.root), path.steps, value, str(path))
    return replace(call, given=tuple((name, tree if name == path.root else there) for name, there in call.given))


def independent(call: Call, paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """``paths`` without those that are the very object at another of them: they follow it."""
    roots = {path.root for path in paths}
    return tuple(path for path in paths if path.steps or not _follows(call, path.root, roots - {path.root}))


def _follows(call: Call, root: str, others: set[str]) -> bool:
    tree = dict(call.given).get(root)
    return isinstance(tree, Same) and Path.parse(tree.path).root in others


def _sent(call: Call, root: str) -> Tree:
    given = dict(call.given)
    if root not in given:
        raise LawError(f"`{root}` is not an input")
    return _resolve(call, given[root])


def _resolve(call: Call, tree: Tree) -> Tree:
    """What a reference to another input leads to."""
    for _ in call.given:
        if not isinstance(tree, Same):
            break
        path = Path.parse(tree.path)
        if path.subscript is not None or path.root not in dict(call.given):
            raise LawError(f"`${tree.path}` cannot be changed by itself; name the input that it is a part of")
        tree = _descend(call, dict(call.given)[path.root], path.steps, str(path))
    return tree


def _descend(call: Call, tree: Tree, steps: tuple[str, ...], path: str) -> Tree:
    for step in steps:
        tree = _items(_resolve(call, tree), path).get(step, _NOTHING)
        if tree is _NOTHING:
            raise LawError(f"there is nothing at `{path}`")
    return _resolve(call, tree)


_NOTHING = values.Absent()


def _items(tree: Tree, path: str) -> dict[str, Tree]:
    if isinstance(tree, Placed):
        return _items(tree.content, path)
    if isinstance(tree, values.Sequence):
        return {str(number): item for number, item in enumerate(tree.items)}
    if isinstance(tree, values.Mapping):
        return {key: item for key, item in tree.items if isinstance(key, str)}
    raise LawError(f"there is nothing at `{path}`")


def _put(call: Call, tree: Tree, steps: tuple[str, ...], value: Tree, path: str) -> Tree:
    if not steps:
        return value
    items = _items(tree := _resolve(call, tree), path)
    if steps[0] not in items:
        raise LawError(f"there is nothing at `{path}`")
    inner = _put(call, items[steps[0]], steps[1:], value, path)
    return _with_item(tree, steps[0], inner)


def _with_item(tree: Tree, step: str, inner: Tree) -> Tree:
    if isinstance(tree, Placed):
        return replace(tree, content=_with_item(tree.content, step, inner))
    if isinstance(tree, values.Sequence):
        return replace(tree, items=tuple(inner if str(i) == step else item for i, item in enumerate(tree.items)))
    assert isinstance(tree, values.Mapping)
    return replace(tree, items=tuple((key, inner if key == step else item) for key, item in tree.items))


def tensors_sent(call: Call, path: Path) -> list[tuple[Path, Tensor]]:
    """Every tensor that is sent at ``path`` or below it, with its own path."""
    tree = input_at(call, path)
    content = tree.content if isinstance(tree, Placed) else tree
    if isinstance(content, Tensor):
        return [(path, content)]
    return [found for inner in _below(content, path) for found in tensors_sent(call, inner)]


def changed(call: Call, path: Path, change: Callable[[Numbers], Numbers], tools: Planning) -> Call:
    """``call`` with all numbers at or below ``path`` changed, a tensor or a list of them at a time.

    Raises ``LawError`` where there are none.
    """
    found = _numbers_sent(call, path, tools)
    if not found:
        raise LawError(f"there are no numbers at `{path}`")
    for place, numbers in found:
        there = input_at(call, place)
        new = change(tools.array(numbers))
        tree = tools.tensor(new, numbers) if isinstance(numbers, Tensor) else _listed(new.tolist())
        call = with_input(call, place, replace(there, content=tree) if isinstance(there, Placed) else tree)
    return call


def _numbers_sent(call: Call, path: Path, tools: Planning) -> list[tuple[Path, Tree]]:
    tree = input_at(call, path)
    content = tree.content if isinstance(tree, Placed) else tree
    try:
        if tools.array(content).size or isinstance(content, Tensor):
            return [(path, content)]
    except ValueError:
        pass
    return [found for inner in _below(content, path) for found in _numbers_sent(call, inner, tools)]


def _below(tree: Tree, path: Path) -> list[Path]:
    if isinstance(tree, values.Sequence | values.Mapping):
        return [Path(path.root, (*path.steps, step)) for step in _items(tree, str(path))]
    return []


def _listed(numbers: object) -> Tree:
    if isinstance(numbers, list):
        return values.Sequence("list", tuple(map(_listed, numbers)))
    return cast("Tree", numbers)
