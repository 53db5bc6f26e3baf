"""What a name or an attribute in a text stands for: what is imported, under whatever alias, or the submission's own."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Iterator

from grader.source.scopes import Bare, Binding, Elsewhere, File, Instance, Method, Named, Own, Scope, Target, Value
from grader.source.text import UnreadableError
from grader.source.vocabulary import KNOWN

# Each costs a look at all of its members: no honest class has as many.
_MOST_BASES = 50

_DEEPEST = 50
# Where torch really keeps what everybody imports from elsewhere.
_HOMES = (
    (re.compile(r"torch\.(_C\.)?_?Tensor(Base)?\.(?=\w+$)"), "Tensor."),
    (re.compile(r"torch\.ops\.aten\.(\w+)(\.\w+)?$"), r"torch.\1"),
    (re.compile(r"torch\.(functional|_C\._VariableFunctions)\.(?=\w+$)"), "torch."),
    (re.compile(r"torch\._C\._nn\.(?=\w+$)"), "torch.nn.functional."),
    (re.compile(r"torch\.nn\.(modules(\.\w+)?|parameter)\.(?=\w+$)"), "torch.nn."),
    (re.compile(r"torch\.optim\.(?!lr_scheduler)[a-z]\w*\.(?=[A-Z])"), "torch.optim."),
    (re.compile(r"builtins\.(?=\w+$)"), ""),
)


def canonical(name: str) -> str:
    """The name under which a function of torch is known: ``torch.functional.einsum`` is ``torch.einsum``."""
    for pattern, home in _HOMES:
        name = pattern.sub(home, name) if pattern.match(name) else name
    return name


def resolve(node: ast.expr, scope: Scope, depth: int = 0) -> frozenset[Target]:
    """All that ``node`` may stand for; nothing where it is neither a name, an attribute nor a ``getattr``."""
    attributes: list[str] = []
    while (step := attribute_of(node)) is not None:
        node, attribute = step
        attributes.append(attribute)
    targets = _resolve_root(node, scope, depth)
    for attribute in reversed(attributes):
        found = {each for target in targets for each in _step(target, attribute, scope, depth)}
        # Of what has no name, such as the result of a call, only the method is known.
        targets = frozenset(found or {Method(attribute)})
    return targets


def attribute_of(node: ast.expr) -> tuple[ast.expr, str] | None:
    """The two parts of ``x.name``, or of ``getattr(x, "name")``."""
    if isinstance(node, ast.Attribute):
        return node.value, node.attr
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr" and node.args[1:]:
        name = node.args[1]
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            return node.args[0], name.value
    return None


def _resolve_root(node: ast.expr, scope: Scope, depth: int) -> frozenset[Target]:
    if depth > _DEEPEST:
        return frozenset()
    if isinstance(node, ast.Name):
        return look_up(node.id, scope, depth)
    if isinstance(node, ast.Lambda):
        return frozenset({Own(node, scope)})
    if isinstance(node, ast.Call):
        return _made(resolve(node.func, scope, depth + 1))
    return resolve(node.value, scope, depth + 1) if isinstance(node, ast.NamedExpr) else frozenset()


def _made(called: Iterable[Target]) -> frozenset[Target]:
    """What a call gives where only classes of the submission are called: objects of theirs."""
    targets = tuple(called)
    classes = [each for each in targets if isinstance(each, Own) and isinstance(each.node, ast.ClassDef)]
    return frozenset(map(Instance, classes)) if len(classes) == len(targets) else frozenset()


def look_up(name: str, scope: Scope, depth: int = 0) -> frozenset[Target]:
    """All that ``name`` may stand for, at least itself."""
    holder = scope.holder(name)
    if holder is None:
        return frozenset(_starred(name, scope.module, depth)) or frozenset({Bare(name)})
    if name not in holder.found:
        holder.found[name] = frozenset({Bare(name)})  # for names that stand for each other
        if depth < _DEEPEST:
            bindings = holder.bindings[name]
            holder.found[name] = frozenset(each for known in bindings for each in _follow(name, known, holder, depth))
    return holder.found[name]


def _starred(name: str, module: Scope, depth: int) -> Iterator[Target]:
    for star in module.stars:
        if isinstance(star, File):
            if name in star.scope.bindings and depth < _DEEPEST:
                yield from look_up(name, star.scope, depth + 1)
        elif name in KNOWN or (star.name != "torch" and not hasattr(builtins, name)):
            yield Named(f"{star.name}.{name}")


def _follow(name: str, binding: Binding, scope: Scope, depth: int) -> Iterable[Target]:
    if isinstance(binding, Elsewhere):
        return look_up(binding.name, binding.scope, depth + 1)
    if isinstance(binding, ast.expr):
        return resolve(binding, scope, depth + 1) or {Value()}
    return {Bare(name)} if binding is None else {binding}


def _step(target: Target, attribute: str, scope: Scope, depth: int) -> Iterable[Target]:
    match target:
        case File(scope=file):
            return look_up(attribute, file, depth + 1)
        case Named(name=name):
            whole = f"{name}.{attribute}"
            return {File(scope.files[whole])} if whole in scope.files else {Named(whole)}
        case Instance(owner=own):
            return _members(own, attribute, depth) or {Method(attribute, of_self=True)}
        case Own(node=ast.ClassDef()) as target:
            return _members(target, attribute, depth) or {Method(attribute, of_self=True)}
    return {Method(attribute)}


def _members(own: Own, name: str, depth: int) -> frozenset[Target]:
    """What a class of the submission, or one that it inherits from, has under ``name``."""
    assert isinstance(own.node, ast.ClassDef)
    scope = own.scope.enter(own.node)
    if name in scope.bindings:
        return look_up(name, scope, depth + 1)
    if name not in scope.found:
        scope.found[name] = frozenset()  # for classes that inherit from themselves
        if depth < _DEEPEST:
            put = [resolve(value, scope.enter(method), depth + 1) for value, method in scope.attributes.get(name, ())]
            found = {each for targets in put for each in targets or {Value()}}
            scope.found[name] = frozenset(found or _inherited(own.node, own.scope, name, depth + 1))
    return scope.found[name]


def _inherited(node: ast.ClassDef, scope: Scope, name: str, depth: int) -> Iterator[Target]:
    if len(node.bases) > _MOST_BASES:
        raise UnreadableError(scope.text.name, f"a class inherits from more than {_MOST_BASES} others")
    for base in node.bases:
        for each in resolve(base, scope, depth):
            if isinstance(each, Own) and isinstance(each.node, ast.ClassDef):
                yield from _members(each, name, depth)
