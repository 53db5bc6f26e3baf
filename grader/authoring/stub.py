"""What students begin with: the signature and the docstring of a function or class, and nothing of how it is done."""

from __future__ import annotations

import ast

_NOT_YET = "raise NotImplementedError"
_SUPER = "super().__init__()"


def stub(node: ast.FunctionDef | ast.ClassDef) -> str:
    """``node`` without its bodies."""
    return ast.unparse(_function(node) if isinstance(node, ast.FunctionDef) else _class(node))


def _function(node: ast.FunctionDef, first: str = "") -> ast.FunctionDef:
    body = [*_docstring(node), *ast.parse(f"{first}\n{_NOT_YET}").body]
    return ast.FunctionDef(
        name=node.name, args=node.args, body=body, decorator_list=node.decorator_list, returns=node.returns, lineno=0
    )


def _class(node: ast.ClassDef) -> ast.ClassDef:
    methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
    body: list[ast.stmt] = [*_docstring(node)]
    for each in methods:
        body.append(_function(each, _SUPER if each.name == "__init__" and node.bases else ""))
    return ast.ClassDef(name=node.name, bases=node.bases, keywords=node.keywords, body=body, decorator_list=[])


def _docstring(node: ast.FunctionDef | ast.ClassDef) -> list[ast.stmt]:
    return node.body[:1] if ast.get_docstring(node) is not None else []


def added(starter: str, solution: ast.Module, node: ast.FunctionDef | ast.ClassDef) -> str:
    """``starter`` with the stub of ``node`` below, and what the solution imports above where it is not there yet."""
    tree = ast.parse(starter)
    there = {ast.unparse(each) for each in tree.body}
    imports = [each for each in solution.body if isinstance(each, ast.Import | ast.ImportFrom)]
    missing = [text for each in imports if (text := ast.unparse(each)) not in there]
    lines = starter.rstrip().splitlines()
    at = max((each.end_lineno or 0 for each in tree.body if _is_head(each)), default=0)
    gap = [""] if at and missing and not any(map(_is_import, tree.body)) else []
    lines[at:at] = [*gap, *missing]
    return "\n".join([*lines, "", "", stub(node)]).lstrip() + "\n"


def _is_head(node: ast.stmt) -> bool:
    return _is_import(node) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)
