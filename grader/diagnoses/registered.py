"""Parameters and layers that a module does not know of."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.diagnoses.raised import match
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.model.values import Mapping, Tree
from grader.source.text import Text

_CONTAINERS = (ast.List, ast.ListComp, ast.Dict, ast.DictComp, ast.Tuple, ast.Set)

_SHOWN = 4


def _in_container(s: Sight) -> Iterator[Finding]:
    """Modules or parameters that an attribute holds in a list or a dictionary."""
    lost = [*differing(s)[0], *_unset(s)]
    if not lost:
        return
    for name, value, place in _attributes(s):
        is_plain = isinstance(value, _CONTAINERS) or (
            isinstance(value, ast.Call) and getattr(value.func, "id", "") in ("list", "dict", "tuple")
        )
        holds = [each for each in ast.walk(value) if isinstance(each, ast.Call)]
        if is_plain and (
            holds or not getattr(value, "elts", True) or any(each.startswith(f"{name}.") for each in lost)
        ):
            kind = "ModuleDict" if isinstance(value, ast.Dict | ast.DictComp) else "ModuleList"
            yield Finding(name, {"name": name, "where": place, "kind": kind})


def _plain(s: Sight) -> Iterator[Finding]:
    """Attributes that hold tensors and are neither parameters nor buffers."""
    if match(s, r"cannot assign '[\w.]*' as parameter") and s.raised is not None and s.raised.stage != "set":
        what = "write new numbers into the one that is there, inside `with torch.no_grad():`, or wrap it"
        yield Finding("raised", {"what": f"a parameter cannot be replaced by a plain tensor: {what} in `nn.Parameter`"})
    missing = differing(s)[0]
    for name in plainly_set(s, missing):
        what = "wrap what is to be learned in `nn.Parameter`, and register a constant with `register_buffer`"
        plain = f"`self.{name}` is a plain tensor, which no optimizer, checkpoint or `.to()` finds"
        yield Finding(name, {"what": f"{plain}: {what}"})


def plainly_set(s: Sight, names: list[str]) -> list[str]:
    """Those of ``names`` that the text sets to something which is no layer and no parameter."""
    return [name for name, value, _ in _attributes(s) if name in names and not _is_registered(value)]


def _is_registered(value: ast.expr) -> bool:
    name = value.func if isinstance(value, ast.Call) else None
    last = name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", "")
    return last[:1].isupper() and last != "Tensor"


def _in_forward(s: Sight) -> Iterator[Finding]:
    """A layer is made in a method that runs at every call."""
    if not (differing(s)[0] or _unset(s) or (s.raised is not None and s.raised.type == "empty")):
        return
    for node, text in s.code.nodes():
        if isinstance(node, ast.FunctionDef) and node.name != "__init__":
            for each in ast.walk(node):
                match each:
                    case ast.Call(func=ast.Attribute(value=ast.Name(id="nn") | ast.Attribute(attr="nn"))):
                        if _is_registered(each):
                            where = text.quote(each.lineno)
                            yield Finding(where, {"function": node.name, "where": where})


def _not_saved(s: Sight) -> Iterator[Finding]:
    """What a checkpoint should hold and does not."""
    if s.raised is not None or s.path.steps[-1:] != ("state_dict",) or s.path.root != "self":
        return
    ours, theirs = names_in(s.expected), names_in(s.actual)
    missing = [name for name in ours if name not in theirs]
    if missing and isinstance(s.actual, Mapping) and not plainly_set(s, missing):
        yield Finding(parameters={"names": listed(missing)})


def _attributes(s: Sight) -> Iterator[tuple[str, ast.expr, str]]:
    """``self.NAME = value`` in the text, with the line quoted; tuples on both sides are taken apart."""
    for node, text in s.code.nodes():
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        if isinstance(node, ast.Assign | ast.AnnAssign) and value is not None:
            for target in targets:
                yield from _pairs(target, value, text)


def _pairs(target: ast.expr | None, value: ast.expr, text: Text) -> Iterator[tuple[str, ast.expr, str]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, other in zip(target.elts, value.elts, strict=False):
            yield from _pairs(one, other, text)
    elif isinstance(target, ast.Attribute) and getattr(target.value, "id", "") == "self":
        yield target.attr, value, text.quote(target.lineno)


def _unset(s: Sight) -> list[str]:
    """The name that the grader looked for in vain, where the module has none at all."""
    nothing = s.raised is not None and (s.raised.stage, s.raised.type, s.raised.names) == ("set", "", ())
    return [s.raised.text.removeprefix("self.")] if nothing and s.raised is not None else []


def differing(s: Sight) -> tuple[list[str], list[str]]:
    """The names that the reference's module has alone, and the submission's."""
    if s.raised is not None or not isinstance(s.expected, Mapping) or not isinstance(s.actual, Mapping):
        return [], []
    ours, theirs = names_in(s.expected), names_in(s.actual)
    if s.path.root != "self":
        return [], []
    return [name for name in ours if name not in theirs], [name for name in theirs if name not in ours]


def names_in(tree: Tree) -> list[str]:
    return [str(key) for key, _ in tree.items] if isinstance(tree, Mapping) else []


def listed(names: list[str]) -> str:
    text = ", ".join(f"`{name}`" for name in names[:_SHOWN])
    return text if len(names) <= _SHOWN else f"{text} and {len(names) - _SHOWN} more"


RULES = (
    Rule(
        "plain_list",
        _in_container,
        "`self.{name}` is a plain Python list or dictionary, in which a module finds no parameters, at {where}: use "
        "`nn.{kind}`, or an attribute for each",
        is_fact=True,
    ),
    Rule("plain_tensor", _plain, "{what}", is_fact=True),
    Rule(
        "state_names",
        _not_saved,
        "the `state_dict` of your module lacks {names}, so no checkpoint brings it back: use `nn.Parameter`, or "
        "`register_buffer` without `persistent=False`",
        is_fact=True,
        variant="missing",
    ),
    Rule(
        "made_in_forward",
        _in_forward,
        "`{function}` makes a new layer at every call, which never learns, at {where}: make it in `__init__` and keep "
        "it on `self`",
        is_fact=True,
    ),
)
