"""Which names a statement binds, and which it needs: at once, or only when what it defines is called."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterator
from dataclasses import dataclass

# What Python calls the functions that a comprehension is: they run where they stand.
_AT_ONCE = frozenset({"genexpr", "listcomp", "setcomp", "dictcomp"})
_CHANGING = frozenset(
    {"add", "add_module", "append", "clear", "copy_", "extend", "fill_", "insert", "load_state_dict", "pop", "remove",
     "setdefault", "sort", "update", "zero_"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """``changes`` are those whose value it writes into: `table[0] = 1`, `table.append(1)`, `n += 1`."""

    bound: frozenset[str]
    now: frozenset[str]
    later: frozenset[str]
    changes: frozenset[str]

    @property
    def needed(self) -> frozenset[str]:
        return self.now | self.later


def names_of(statement: ast.stmt, future: str = "") -> Names:
    """Those of one statement. ``future`` is the line that makes annotations texts, if there is one.

    Raises ``SyntaxError`` and ``RecursionError``.
    """
    try:
        top = symtable.symtable(f"{future}\n{ast.unparse(statement)}", "cell", "exec")
    except ValueError:  # a text in a text that cannot be written anew, half of a character
        return roughly(statement)
    bound, now, later = set[str](), set[str](), set[str]()
    for symbol in top.get_symbols():
        if symbol.is_assigned() or symbol.is_imported():
            bound.add(symbol.get_name())
        if symbol.is_referenced():
            now.add(symbol.get_name())
    waiting = [(child, True) for child in top.get_children()]
    while waiting:
        table, at_once = waiting.pop()
        at_once = at_once and not (str(table.get_type()) == "function" and table.get_name() not in _AT_ONCE)
        for symbol in table.get_symbols():
            if symbol.is_global():
                (now if at_once else later).add(symbol.get_name())
        waiting += [(child, at_once) for child in table.get_children()]
    changes = frozenset(_changed(statement))
    return Names(frozenset(bound), frozenset(now) | (changes & bound), frozenset(later), changes)


def roughly(statement: ast.stmt) -> Names:
    """The same without scopes: what it binds is more than that, and all that it needs it needs later."""
    bound, later = set[str](), set[str]()
    for node in ast.walk(statement):
        match node:
            case ast.Name(id=name, ctx=ctx):
                (later if isinstance(ctx, ast.Load) else bound).add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                bound.add(name)
            case ast.alias(name=name, asname=asname):
                bound.add(asname or name.partition(".")[0])
    return Names(frozenset(bound), frozenset(), frozenset(later), frozenset(_changed(statement)))


def _changed(statement: ast.stmt) -> Iterator[str]:
    """Not what the functions change that it defines."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda():
                continue
            case ast.AugAssign(target=ast.Name(id=name)):
                yield name
            case ast.Subscript(ctx=ast.Store()) | ast.Attribute(ctx=ast.Store()):
                yield from _root(node)
            case ast.Call(func=ast.Attribute(value=value, attr=attr)) if attr in _CHANGING:
                yield from _root(value)
        waiting += ast.iter_child_nodes(node)


def _root(node: ast.AST) -> Iterator[str]:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id
