"""Finds the answer to an exercise in what students get. Texts go in, and nothing of them is run or written.

Code is compared without docstrings and annotations, and whatever its arguments and variables are called.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.model.spec import Exercise

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Definition = _Function | ast.ClassDef
_UNSAID = {"annotation", "ctx", "kind", "returns", "type_comment", "type_params"}
_NAMING = {"asname", "id", "name", "names", "rest"}
_NO_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError)
# Under another name code is an answer from so many statements on: anybody may write `return x + y`.
_OWN = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """The function or class ``name``, from ``line`` of its solution, is found in ``file``, from line ``at``."""

    name: str
    line: int
    file: str
    at: int


@dataclass(frozen=True, slots=True)
class _Code:
    """A function or class: ``parts`` is what it does, by method, and empty where all is left to students."""

    name: str
    line: int
    parts: frozenset[tuple[str, str]]
    statements: int

    def holds(self, other: _Code) -> bool:
        return other.parts <= self.parts and (self.name == other.name or other.statements >= _OWN)


def find_answers(
    exercises: Iterable[Exercise], solutions: Iterable[Iterable[tuple[str, bytes]]], given: Mapping[str, bytes]
) -> Iterator[Answer]:
    """The exercises of which nothing is left to do: ``given``, files by name, has all that one of ``solutions`` has.

    What a solution has beside what an exercise asks for may be given. Files that are no Python hold nothing.
    """
    there = [(file, code) for file, content in given.items() for code in _codes(_nodes(content, ast.walk))]
    solved = [_first_of_each_name(files) for files in solutions]
    for exercise in exercises:
        found = (_answer([codes[name] for name in _asked(exercise) if name in codes], there) for codes in solved)
        yield from [answer for answer in found if answer is not None][:1]


def _asked(exercise: Exercise) -> Sequence[str]:
    """What its steps call beside it may be given. Of one that was withdrawn the answer may be told."""
    if exercise.withdrawn:
        return ()
    return exercise.names if exercise.class_name else exercise.calls or exercise.names


def _answer(asked: Iterable[_Code], there: Iterable[tuple[str, _Code]]) -> Answer | None:
    """Where the first of ``asked`` is, if each of them that does something is anywhere."""
    wanted = [code for code in asked if code.parts]
    places = [next(((file, each) for file, each in there if each.holds(code)), None) for code in wanted]
    if not places or places[0] is None or None in places:
        return None
    file, found = places[0]
    return Answer(wanted[0].name, wanted[0].line, file, found.line)


def _first_of_each_name(files: Iterable[tuple[str, bytes]]) -> dict[str, _Code]:
    """The first file that has a name counts, and in it the last one."""
    found: dict[str, _Code] = {}
    for _, content in files:
        found = {code.name: code for code in _codes(_nodes(content, ast.iter_child_nodes))} | found
    return found


def _nodes(content: bytes, walk: Callable[[ast.AST], Iterable[ast.AST]]) -> Iterator[_Definition]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(content)
        except _NO_PYTHON:
            return
    yield from (node for node in walk(tree) if isinstance(node, _Definition))


def _codes(nodes: Iterable[_Definition]) -> Iterator[_Code]:
    for node in nodes:
        doing = [each for each in ast.walk(node) if isinstance(each, ast.stmt) and not _is_idle(each)]
        statements = sum(not isinstance(each, _Definition) for each in doing)
        yield _Code(node.name, node.lineno, _parts(node), statements)


def _parts(node: _Definition) -> frozenset[tuple[str, str]]:
    if not isinstance(node, ast.ClassDef):
        return frozenset({("", _text(node))} - {("", "")})
    parts = ((each.name if isinstance(each, _Definition) else "", _text(each)) for each in node.body)
    return frozenset((name, text) for name, text in parts if text)


def _text(node: ast.stmt) -> str:
    """What ``node`` does, of a function its body: the same text for the same code."""
    body, own = (node.body, dict.fromkeys(_bound(node))) if isinstance(node, _Function) else ([node], {})
    names = {name: str(number) for number, name in enumerate(own)}
    try:
        return "".join(part for each in body if not _is_idle(each) for part in _told(each, names))
    except RecursionError:
        return ""


def _bound(node: ast.AST) -> Iterator[str]:
    """The names that are a function's own, arguments first."""
    for each in ast.walk(node):
        match each:
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()) | ast.alias(asname=str(name)):
                yield name
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name
            case ast.FunctionDef(name=name) if each is not node:
                yield name


def _told(node: ast.AST, names: Mapping[str, str]) -> Iterator[str]:
    """``node`` in pieces of text, with ``names`` in place of its own."""
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        node = ast.Assign([node.target], node.value)
    yield f"{type(node).__name__}("
    for field, value in ast.iter_fields(node):
        if field in _UNSAID:
            continue
        yield f"{field}="
        is_naming = field in _NAMING or isinstance(node, ast.arg)
        for each in value if isinstance(value, list) else [value]:
            if not isinstance(each, ast.AST):
                yield names.get(each, repr(each)) if is_naming else repr(each)
            elif not _is_idle(each):
                yield from _told(each, names)
        yield ","
    yield ")"


def _is_idle(node: ast.AST) -> bool:
    """Whether it is a statement that says nothing of an answer."""
    match node:
        case ast.Pass() | ast.Expr(value=ast.Constant()) | ast.AnnAssign(value=None):
            return True
        case ast.Raise(exc=ast.Name(id="NotImplementedError") | ast.Call(func=ast.Name(id="NotImplementedError"))):
            return True
        case ast.Expr(value=ast.Call() as call):
            return ast.unparse(call) == "super().__init__()"
    return False
