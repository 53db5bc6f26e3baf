"""What the names of a notebook stand for, as far as its statements tell: modules, its own classes and functions."""

from __future__ import annotations

import ast
from collections.abc import Iterable

# What calls of these make is called itself.
_MAKERS = frozenset({"NamedTuple", "NewType", "TypedDict", "make_dataclass", "namedtuple"})


def standing(body: Iterable[ast.stmt]) -> tuple[dict[str, str], tuple[str, ...], frozenset[str], frozenset[str]]:
    """Modules and what is in them by alias, modules whose names are all imported, own classes, own functions."""
    modules: dict[str, str] = {}
    stars: list[str] = []
    classes, functions = set[str](), set[str]()
    waiting: list[ast.AST] = list(body)
    while waiting:
        match node := waiting.pop():
            case ast.Import(names=names):
                for alias in names:
                    first = alias.name.partition(".")[0]
                    modules[alias.asname or first] = alias.name if alias.asname else first
            case ast.ImportFrom(module=str(module), names=names):
                stars += [module for alias in names if alias.name == "*"]
                modules |= {alias.asname or alias.name: f"{module}.{alias.name}" for alias in names}
            case ast.ClassDef(name=name):
                classes.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                functions.add(name)
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=maker)):
                if (maker.attr if isinstance(maker, ast.Attribute) else getattr(maker, "id", "")) in _MAKERS:
                    classes.add(name)
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Lambda()):
                functions.add(name)
            case ast.If() | ast.Try() | ast.TryStar() | ast.ExceptHandler():
                waiting += ast.iter_child_nodes(node)
    own = classes | functions
    return (
        {name: module for name, module in modules.items() if name not in own},
        tuple(stars),
        frozenset(classes - functions),
        frozenset(functions),
    )
