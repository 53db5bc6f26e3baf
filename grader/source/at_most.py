"""`at_most`: how many subscripts (`index`) or statements (`statement`) the function's own body may have.

Some puzzles are about saying it in one line, or without picking elements one by one. What is counted is the text of the
exercise's function, of a class all of its methods, without docstrings and annotations; helpers are not counted, for an
earlier exercise may be used again.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from grader.model.message import Message
from grader.model.record import Trace
from grader.source.reach import Place, Reached
from grader.source.rule import Rule

_COUNTED: dict[str, Callable[[ast.AST], bool]] = {
    "index": lambda node: isinstance(node, ast.Subscript),
    "statement": lambda node: isinstance(node, ast.stmt),
}


def judge(argument: object, reached: Reached, trace: Trace | None) -> Message | None:  # noqa: ARG001 (text alone)
    limits = argument if isinstance(argument, dict) else {}
    for word, allowed in limits.items():
        for definition, text in reached.found:
            places = [Place(text, node.lineno) for node in _bodies(definition) if _COUNTED[word](node)]
            places.sort(key=lambda place: place.line)
            if len(places) > allowed:
                parameters = {"allowed": allowed, "count": len(places), "place": str(places[allowed])}
                if word == "index":
                    return Message("at_most.index", parameters)
                return Message("at_most.statement", parameters)
    return None


def _bodies(definition: ast.AST) -> Iterator[ast.stmt | ast.expr]:
    """Every statement and expression of a function's body; of a class, of its methods' bodies."""
    waiting: list[ast.AST] = []
    if isinstance(definition, ast.ClassDef):
        waiting = [each for method in definition.body for each in _body(method)]
    else:
        waiting = _body(definition)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.stmt | ast.expr):
            yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            waiting += _body(node)
        elif isinstance(node, ast.AnnAssign):
            waiting += [each for each in (node.target, node.value) if each is not None]
        else:
            waiting += ast.iter_child_nodes(node)


def _body(node: ast.AST) -> list[ast.AST]:
    """The body without its docstring; a lambda is its one expression."""
    if isinstance(node, ast.Lambda):
        return [node.body]
    body = (
        list(getattr(node, "body", ()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        else []
    )
    first = body[0].value if body and isinstance(body[0], ast.Expr) else None
    return body[1:] if isinstance(first, ast.Constant) and isinstance(first.value, str) else body


_AMOUNT = {"type": "integer", "minimum": 0}
RULE = Rule(
    name="at_most",
    summary="how many subscripts or statements the function may have",
    schema={
        "type": "object",
        "properties": {
            "index": {**_AMOUNT, "description": "Subscripts, such as `x[0]`."},
            "statement": {**_AMOUNT, "description": "Statements, without the docstring."},
        },
        "additionalProperties": False,
        "minProperties": 1,
    },
    judge=judge,
    messages={
        "at_most.index": "expected at most {allowed} subscripts such as `x[0]`, got {count}; one too many: {place}",
        "at_most.statement": "expected at most {allowed} statements, got {count}; one too many: {place}",
    },
    example="""\
- id: diagonal
  call: diagonal
  let: {N: 2..6}
  given: {x: {randn: [N, N]}}
  source: {at_most: {index: 1, statement: 1}}
""",
)
