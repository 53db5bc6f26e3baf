"""Which statements of a notebook are kept: definitions, and of imports and constants what those use."""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from grader.notebooks.pieces import IMPORTS, Piece
from grader.notebooks.safety import BUILTINS

# Bound in a notebook without an import.
GIVEN = frozenset({"display", "get_ipython"})
# An import of anything else may fail where a notebook is graded.
_PRESENT = frozenset({"numpy", "torch", *sys.stdlib_module_names})


@dataclass(frozen=True, slots=True)
class Chosen:
    """``kept`` in their order. ``reached`` are the names that what the exercises ask for comes down to.

    ``unmet`` are definitions that cannot be made where they stand, each with a name that it needs first.
    """

    kept: tuple[Piece, ...]
    reached: frozenset[str]
    unmet: tuple[tuple[Piece, str], ...]


def choose(pieces: Sequence[Piece], asked: Collection[str], near: Collection[str]) -> Chosen:
    """``asked`` are names that exercises ask for, ``near`` modules that lie beside the notebook when it is graded."""
    able = [piece for piece in pieces if piece.kept is not None]
    graph = _Graph(able)
    wanted = graph.binding(asked)
    certain = [piece for piece in able if piece.is_whole or piece.defines or _is_certain(piece)]
    bound = frozenset[str]().union(BUILTINS, GIVEN, *(piece.names.bound for piece in able))
    has_unbound = bool(graph.names(wanted) - bound)
    used, reached = graph.closure([*certain, *wanted]), graph.closure(wanted)
    first = set(map(id, certain))
    kept: list[Piece] = []
    unmet: list[tuple[Piece, str]] = []
    there, has_star = set(BUILTINS | GIVEN), False
    for piece in able:
        if _has_star(piece) and _is_foreign(piece, near) and not (has_unbound or piece.is_whole):
            continue
        if id(piece) not in first and id(piece) not in (reached if _is_foreign(piece, near) else used):
            continue
        missing = min(piece.names.now - there, default="")
        if missing and not (has_star or piece.is_whole):
            unmet.append((piece, missing))
            continue
        there |= piece.names.bound
        has_star = has_star or _has_star(piece)
        kept.append(piece)
    return Chosen(tuple(kept), graph.names(wanted), tuple(unmet))


class _Graph:
    """Which pieces each needs, by the names that they bind or change."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        own = {name for piece in pieces if not _imports_only(piece) for name in piece.names.bound}
        self._binding: dict[str, list[Piece]] = {}
        for piece in pieces:
            for name in piece.names.bound | (piece.names.changes & own):
                self._binding.setdefault(name, []).append(piece)

    def binding(self, names: Iterable[str]) -> list[Piece]:
        return [piece for name in names for piece in self._binding.get(name, ())]

    def closure(self, start: Iterable[Piece]) -> set[int]:
        """The ids of ``start`` and all that it needs."""
        return {id(piece) for piece in self._all(start)}

    def names(self, start: Iterable[Piece]) -> frozenset[str]:
        found = self._all(start)
        return frozenset[str]().union(*(piece.names.needed | piece.names.bound for piece in found))

    def _all(self, start: Iterable[Piece]) -> list[Piece]:
        waiting = list(start)
        found = {id(piece): piece for piece in waiting}
        named: set[str] = set()
        while waiting:
            fresh = waiting.pop().names.needed - named
            named |= fresh
            for each in self.binding(fresh):
                if id(each) not in found:
                    found[id(each)] = each
                    waiting.append(each)
        return list(found.values())


def _is_certain(piece: Piece) -> bool:
    """Kept whether or not anything is seen to use it: torch, star imports, seeds."""
    match piece.kept:
        case ast.Import(names=names):
            return any(_top(alias.name) == "torch" for alias in names)
        case ast.ImportFrom(module=module):
            return _has_star(piece) or _top(module or "") == "torch"
        case ast.Expr(value=ast.Call()):
            return True
    return False


def _has_star(piece: Piece) -> bool:
    return any(alias.name == "*" for each in piece.imports for alias in each.names)


def _imports_only(piece: Piece) -> bool:
    return isinstance(piece.kept, IMPORTS)


def _is_foreign(piece: Piece, near: Collection[str]) -> bool:
    """Whether it is an import that may fail: of what neither Python nor a course has, and nobody catches."""
    return isinstance(piece.kept, IMPORTS) and any(
        name not in _PRESENT and name not in near for name in modules_of(piece.kept)
    )


def modules_of(node: ast.Import | ast.ImportFrom) -> list[str]:
    """The first names of what it imports."""
    return [_top(each) for each in full_names(node)]


def full_names(node: ast.Import | ast.ImportFrom) -> list[str]:
    """The modules that it imports, with dots."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if node.module and not node.level else []


def _top(name: str) -> str:
    return name.partition(".")[0]
