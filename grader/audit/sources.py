"""Mutants of a solution's text: one node of one function or class changed, everything else as it was."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from grader.audit.operators import OPERATORS, Scope
from grader.model.spec import Exercise
from grader.pipeline.variants import defined
from grader.sandbox import Source

# So many of one function or class are tried; of more, so many are chosen by the seed.
MOST = 60
# Nothing is computed from these: annotations are not looked at when a function runs.
_INERT = frozenset({"annotation", "returns", "decorator_list", "type_comment", "type_params"})


@dataclass(frozen=True, slots=True)
class SourceMutant:
    """``definition``, of ``file``, with what stands in ``line`` changed by one operator, ``before`` to ``after``."""

    definition: str
    operator: str
    file: str
    line: int
    before: str
    after: str
    source: Source

    @property
    def name(self) -> str:
        return f"{self.definition}, line {self.line}: {self.before} → {self.after}"


def source_mutants(solution: Source, seed: int, most: int = MOST) -> list[SourceMutant]:
    """Every mutant of every definition of ``solution``, at most ``most`` of each, in the order of its text."""
    found: list[SourceMutant] = []
    for file, content in solution.files:
        tree = ast.parse(content, filename=file)
        for node in tree.body:
            for name in defined(ast.Module([node], [])):
                mutants = list(_of_definition(name, node, tree, file, solution))
                random = Random(f"{seed}/{file}/{name}")  # noqa: S311 (a choice that can be made again)
                chosen = sorted(random.sample(range(len(mutants)), min(most, len(mutants))))
                found += [mutants[index] for index in chosen]
    return found


def mentions(source: Source) -> dict[str, frozenset[str]]:
    """By each definition of ``source`` the names that it mentions; those of equal names in several files together."""
    found: dict[str, frozenset[str]] = {}
    for file, content in source.files:
        for node in ast.parse(content, filename=file).body:
            for name in defined(ast.Module([node], [])):
                found[name] = found.get(name, frozenset()).union(_names_in(node))
    return found


def reached(mentioned: Mapping[str, frozenset[str]], exercise: Exercise) -> frozenset[str]:
    """Which definitions the exercise runs, as far as names tell: what it calls, and what that mentions."""
    found: set[str] = set()
    waiting = [name for name in exercise.names if name in mentioned]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [each for each in mentioned[name] if each in mentioned]
    return frozenset(found)


def _names_in(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            yield each.id
        elif isinstance(each, ast.Attribute):
            yield each.attr


def _of_definition(name: str, node: ast.stmt, tree: ast.Module, file: str, solution: Source) -> Iterator[SourceMutant]:
    original = ast.unparse(tree)
    known = {original}
    for operator, line, text in _mutated(node, tree):
        if text in known or not _compiles(text):
            continue
        known.add(text)
        before, after = _first_difference(original, text)
        yield SourceMutant(name, operator, file, line, before, after, _with(solution, file, text))


def _mutated(definition: ast.stmt, tree: ast.Module) -> Iterator[tuple[str, int, str]]:
    """By operator and line the text of the whole file with one node of ``definition`` changed."""
    for node, put, scope in _nodes(definition):
        for name, operator in OPERATORS.items():
            for other in operator.change(node, scope):
                put(other)
                try:
                    text = ast.unparse(ast.fix_missing_locations(tree))
                finally:
                    put(node)
                yield name, getattr(node, "lineno", definition.lineno), text


def _nodes(definition: ast.stmt) -> Iterator[tuple[ast.AST, Callable[[ast.AST], None], Scope]]:
    """Every node within that a run can come to, in the order of the text, with what puts another in its place."""
    waiting: list[tuple[ast.AST, Callable[[ast.AST], None] | None, Scope]] = [(definition, None, Scope(Counter()))]
    while waiting:
        node, put, scope = waiting.pop()
        if put is not None:
            yield node, put, scope
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            scope = Scope(Counter(_bound(node)))
        children = [(child, _putter(node, *place), scope) for child, place in _children(node)]
        waiting += reversed(children)


def _children(node: ast.AST) -> Iterator[tuple[ast.AST, tuple[str, int | None]]]:
    for field, value in ast.iter_fields(node):
        if field in _INERT or isinstance(node, ast.JoinedStr):
            continue
        if isinstance(value, ast.AST):
            yield value, (field, None)
        elif isinstance(value, list):
            for at, item in enumerate(value):
                if isinstance(item, ast.AST) and not _is_text(item):
                    yield item, (field, at)


def _is_text(node: ast.AST) -> bool:
    """A docstring, or any text that stands alone."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _putter(parent: ast.AST, field: str, at: int | None) -> Callable[[ast.AST], None]:
    def put(node: ast.AST) -> None:
        if at is None:
            setattr(parent, field, node)
        else:
            items: list[Any] = getattr(parent, field)
            items[at] = node

    return put


def _bound(function: ast.AST) -> Iterator[str]:
    for each in ast.walk(function):
        if isinstance(each, ast.arg):
            yield each.arg
        elif isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
            yield each.id


def _compiles(text: str) -> bool:
    try:
        compile(text, "mutant", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def _first_difference(original: str, text: str) -> tuple[str, str]:
    pairs = zip([*original.splitlines(), ""], [*text.splitlines(), ""], strict=False)
    return next(((one.strip(), other.strip()) for one, other in pairs if one != other), ("", ""))


def _with(solution: Source, file: str, text: str) -> Source:
    content = text.encode() + b"\n"
    if file == solution.name:
        return replace(solution, content=content)
    others = tuple((name, content if name == file else old) for name, old in solution.others)
    return replace(solution, others=others)
