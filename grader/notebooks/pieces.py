"""A cell's statements, each with what may be kept of it: definitions, imports, constants, and branches of these."""

from __future__ import annotations

import ast
import copy
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field

from grader.notebooks.names import Names, names_of, roughly
from grader.notebooks.safety import Safety

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
IMPORTS = (ast.Import, ast.ImportFrom)
_ALIAS = getattr(ast, "TypeAlias", ast.FunctionDef)  # `type X = …`, of Python 3.12
# Why something is left out, where its kind says all.
NOT_A_DEFINITION = "it is no definition"


@dataclass(slots=True)
class Piece:
    """One statement of the cell at ``cell``: ``kept`` is what may be kept, None where nothing may, and ``why`` not.

    ``cuts`` are statements within it that are left out even so; ``lost`` the names that those bind or change.
    ``is_quiet`` where all that is kept only defines something.
    """

    cell: int
    node: ast.stmt
    kept: ast.stmt | None
    why: str
    names: Names
    cuts: list[ast.stmt] = field(default_factory=list)
    lost: frozenset[str] = frozenset()
    is_whole: bool = False
    is_quiet: bool = True

    @property
    def line(self) -> int:
        return self.node.lineno

    @property
    def defines(self) -> bool:
        return self.kept is not None and any(isinstance(each, DEFINITIONS) for each in _own(self.kept))

    @property
    def imports(self) -> Iterator[ast.Import | ast.ImportFrom]:
        """All of them, those within functions too, but for those that may fail."""
        waiting: list[ast.AST] = [] if self.kept is None else [self.kept]
        while waiting:
            each = waiting.pop()
            if isinstance(each, IMPORTS):
                yield each
            waiting += each.handlers if isinstance(each, ast.Try) and each.handlers else ast.iter_child_nodes(each)


def piece_of(cell: int, node: ast.stmt, safety: Safety, future: str, *, is_whole: bool) -> Piece:
    """Raises ``SyntaxError`` where Python would not compile ``node``, and ``RecursionError``."""
    pruner = _Pruner(safety)
    kept = pruner.prune(node)
    if is_whole:
        compiled(node)
        is_quiet = kept is not None and not pruner.cuts
        return Piece(cell, node, node, "", names_of(node, future), is_whole=True, is_quiet=is_quiet)
    if kept is not None:
        compiled(kept)
    if kept is None:
        return Piece(cell, node, None, pruner.why, roughly(node))
    lost = [roughly(each) for each in pruner.cuts]
    gone = frozenset[str]().union(*(each.bound | each.changes for each in lost))
    return Piece(cell, node, kept, pruner.why, names_of(kept, future), pruner.cuts, gone)


def compiled(node: ast.stmt) -> None:
    """Raise ``SyntaxError`` for what is only found when a text is compiled: `return` outside of a function.

    `global` there is right alone, and wrong below an assignment of another cell.
    """
    waiting: list[ast.AST] = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, ast.Global):
            raise SyntaxError("'global' outside function")
        waiting += () if isinstance(each, DEFINITIONS) else ast.iter_child_nodes(each)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compile(ast.Module([node], []), "cell", "exec", dont_inherit=True)


class _Pruner:
    def __init__(self, safety: Safety) -> None:
        self._safety = safety
        self.cuts: list[ast.stmt] = []
        self.why = ""

    def prune(self, node: ast.stmt) -> ast.stmt | None:
        """What may be kept of ``node``: itself, a copy where something within is left out, or None."""
        if isinstance(node, ast.If):
            return self._if(node)
        if isinstance(node, ast.Try | ast.TryStar):
            return self._try(node)
        self.why = self._why_not(node)
        return None if self.why else node

    def _why_not(self, node: ast.stmt) -> str:
        match node:
            case ast.Import() | ast.ImportFrom() | ast.Pass() | ast.Expr(value=ast.Constant()):
                return ""
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                return ""
            case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
                return self._safety.why_not(node)
            case ast.Expr(value=value):
                return "" if self._safety.is_setting(value) else NOT_A_DEFINITION
            case ast.For() | ast.AsyncFor() | ast.While():
                return "it is a loop"
        return "" if isinstance(node, _ALIAS) else NOT_A_DEFINITION

    def _if(self, node: ast.If) -> ast.stmt | None:
        self.why = self._safety.why_not(node.test) or (NOT_A_DEFINITION if _is_main(node.test) else "")
        if self.why:
            return None
        made = copy.copy(node)
        made.body, made.orelse = self._block(node.body), self._block(node.orelse)
        return self._unless_empty(made)

    def _try(self, node: ast.Try | ast.TryStar) -> ast.stmt | None:
        made = copy.copy(node)
        made.body, made.orelse = self._block(node.body), self._block(node.orelse)
        made.finalbody = self._block(node.finalbody)
        made.handlers = [copy.copy(each) for each in node.handlers]
        for handler in made.handlers:
            handler.body = self._block(handler.body)
        return self._unless_empty(made)

    def _block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        found: list[ast.stmt] = []
        for each in body:
            before = len(self.cuts)
            kept = self.prune(each)
            if kept is None:
                del self.cuts[before:]
                self.cuts.append(each)
            found.append(ast.copy_location(ast.Pass(), each) if kept is None else kept)
        return found

    def _unless_empty(self, made: ast.stmt) -> ast.stmt | None:
        if all(isinstance(each, ast.Pass) for each in _own(made) if not hasattr(each, "body")):
            self.why = self.why or NOT_A_DEFINITION
            return None
        return made


def _own(node: ast.AST) -> Iterator[ast.stmt]:
    """``node`` and the statements within it that are run with it."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, ast.stmt):
            yield each
        if isinstance(each, ast.If | ast.Try | ast.TryStar | ast.ExceptHandler):
            waiting += ast.iter_child_nodes(each)


def _is_main(test: ast.expr) -> bool:
    return any(isinstance(each, ast.Name) and each.id == "__name__" for each in ast.walk(test))
