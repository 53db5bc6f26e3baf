"""Which names a module, a class or a function binds, and to what. Looking further is left to ``names``.

Bindings are taken together, in whatever order they are made, but at a module's top level, where the last one counts.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from grader.source.text import Text

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Definition: TypeAlias = Function | ast.ClassDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
DEFINITIONS = (*FUNCTIONS, ast.ClassDef)


@dataclass(frozen=True, slots=True)
class Named:
    """What is imported, by its full name: ``torch.nn.functional``."""

    name: str


@dataclass(frozen=True, slots=True)
class Bare:
    """A name that nothing more is known of: Python's own, a parameter, a value."""

    name: str


@dataclass(frozen=True, slots=True)
class Method:
    """The method ``name`` of something; ``of_self`` where that is the object of the class around it."""

    name: str
    of_self: bool = False


@dataclass(frozen=True, slots=True)
class Own:
    """A function, lambda or class of the submission, and the scope around it."""

    node: Definition
    scope: Scope


@dataclass(frozen=True, slots=True)
class Instance:
    """An object of a class of the submission, such as ``self`` within it."""

    owner: Own


@dataclass(frozen=True, slots=True)
class File:
    """Another file of the submission, imported as a module."""

    scope: Scope


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression gives that has no name of its own: a layer, a number."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The name that another file of the submission gives to something."""

    scope: Scope
    name: str


Target: TypeAlias = Named | Bare | Method | Own | Instance | File | Value
# An expression is to be looked into; nothing is known of None.
Binding: TypeAlias = Target | Elsewhere | ast.expr | None


@dataclass(slots=True, eq=False)
class Scope:
    """``owner`` is the class whose body it is: its names are not seen from within its methods.

    ``attributes`` are what its methods put in attributes of the object, each with the method.
    """

    text: Text
    parent: Scope | None = None
    owner: ast.ClassDef | None = None
    files: Mapping[str, Scope] = field(default_factory=dict)
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    stars: list[Named | File] = field(default_factory=list)
    found: dict[str, frozenset[Target]] = field(default_factory=dict)
    inner: dict[ast.AST, Scope] = field(default_factory=dict)
    attributes: dict[str, list[tuple[ast.expr, Function]]] = field(default_factory=dict)

    def holder(self, name: str) -> Scope | None:
        """The scope that binds ``name`` as it is seen from here."""
        scope: Scope | None = self
        while scope is not None and (name not in scope.bindings or (scope.owner and scope is not self)):
            scope = scope.parent
        return scope

    @property
    def module(self) -> Scope:
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def enter(self, node: Definition) -> Scope:
        """The scope within a function or class that stands in this one."""
        if node not in self.inner:
            scope = Scope(self.text, self, node if isinstance(node, ast.ClassDef) else None, self.files)
            self.inner[node] = scope
            if isinstance(node, ast.ClassDef):
                _bind_attributes(node, scope)
            else:
                _bind_parameters(node, scope)
            _bind_all(node.body if isinstance(node.body, list) else [node.body], scope)
        return self.inner[node]


def scopes(texts: tuple[Text, ...]) -> tuple[Scope, ...]:
    """The scope of each file; they find each other by name."""
    files: dict[str, Scope] = {}
    made = tuple(Scope(text, files=files) for text in texts)
    files.update({scope.text.module: scope for scope in reversed(made)})
    for scope in made:
        _bind_all(scope.text.tree.body, scope)
    return made


def parameters(node: Function) -> list[ast.arg]:
    given = node.args
    rest = [each for each in (given.vararg, given.kwarg) if each is not None]
    return [*given.posonlyargs, *given.args, *given.kwonlyargs, *rest]


def _bind_parameters(node: Function, scope: Scope) -> None:
    for parameter in parameters(node):
        scope.bindings[parameter.arg] = [None]
    around = scope.parent
    if around is None or around.owner is None or around.parent is None or isinstance(node, ast.Lambda):
        return
    is_static = any(isinstance(each, ast.Name) and each.id == "staticmethod" for each in node.decorator_list)
    first = [*node.args.posonlyargs, *node.args.args][:1]
    if first and not is_static:
        scope.bindings[first[0].arg] = [Instance(Own(around.owner, around.parent))]


def _bind_attributes(owner: ast.ClassDef, scope: Scope) -> None:
    """What stands in assignments such as ``self.act = torch.relu``."""
    for method in owner.body:
        if not isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        first = [each.arg for each in (*method.args.posonlyargs, *method.args.args)][:1]
        for target, value in (pair for node in ast.walk(method) for pair in _assignments(node)):
            if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and [target.value.id] == first:
                scope.attributes.setdefault(target.attr, []).append((value, method))


def _assignments(node: ast.AST) -> list[tuple[ast.expr, ast.expr]]:
    if isinstance(node, ast.Assign):
        return [(target, node.value) for target in node.targets]
    return [(node.target, node.value)] if isinstance(node, ast.AnnAssign) and node.value is not None else []


def _bind_all(body: list[ast.stmt] | list[ast.expr], scope: Scope) -> None:
    """Every binding below ``body``, but those within functions and classes of their own."""
    waiting: list[tuple[ast.AST, bool]] = [(node, scope.parent is None) for node in reversed(body)]
    while waiting:
        node, is_top = waiting.pop()
        for name, binding in _bindings(node, scope):
            if is_top:
                scope.bindings[name] = []
            scope.bindings.setdefault(name, []).append(binding)
        if not isinstance(node, DEFINITIONS):
            waiting += [(child, False) for child in ast.iter_child_nodes(node)]


def _bindings(node: ast.AST, scope: Scope) -> Iterator[tuple[str, Binding]]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name, Own(node, scope)
        case ast.Import(names=names):
            for alias in names:
                whole = alias.name if alias.asname else alias.name.partition(".")[0]
                yield alias.asname or whole, _module(whole, scope)
        case ast.ImportFrom():
            yield from _from(node, scope)
        case ast.Assign() | ast.AnnAssign():
            for target, value in _assignments(node):
                yield from _pairs(target, value)
        case ast.NamedExpr(target=target, value=value):
            yield from _pairs(target, value)
        case ast.Name(id=name, ctx=ast.Store()):
            # Bound in a way that tells nothing, unless its assignment has been seen.
            if name not in scope.bindings:
                yield name, None
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name, None


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, Binding]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List):
        # Where one of them is starred nothing is known; each name is bound to something all the same.
        pairs = zip(target.elts, value.elts, strict=False) if len(target.elts) == len(value.elts) else ()
        yield from ((each.id, item) for each, item in pairs if isinstance(each, ast.Name))


def _module(name: str, scope: Scope) -> Named | File:
    file = scope.files.get(name)
    return Named(name) if file is None else File(file)


def _from(node: ast.ImportFrom, scope: Scope) -> Iterator[tuple[str, Binding]]:
    module = node.module or ""
    if node.level:
        package = scope.text.module.split(".")[: -node.level]
        module = ".".join([*package, *([module] if module else [])])
    file = scope.files.get(module)
    for alias in node.names:
        if alias.name == "*":
            scope.module.stars.append(_module(module, scope))
        elif file is not None:
            yield alias.asname or alias.name, Elsewhere(file, alias.name)
        else:
            name = f"{module}.{alias.name}" if module else alias.name
            yield alias.asname or alias.name, _module(name, scope)
