"""What a function or a class of the reference says of itself: names, annotations, shapes in its docstring.

Only its text is read; nothing of it is run.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from grader.errors import UsageError

# `x: a tensor of shape (batch, 3)`, `x, y: … shape [N]`: the names, then what is said of them.
_NAMED = r"`?\w+`?"
_NAMES = rf"(?P<names>{_NAMED}(?:\s*(?:,|and)\s*{_NAMED})*)"
_SAID = re.compile(rf"^\s*{_NAMES}\s*(?:\([^)]*\)\s*)?(?::|–| - )\s*(?P<text>.+)$")
_SHAPE = re.compile(r"shapes?\s*(?:of\s*)?[:=]?\s*`?[(\[](?P<sizes>[^)\]]*)[)\]]", re.I)
_SIZE = re.compile(r"^(?:\d+|[A-Za-z_]\w*)$")
_RETURNS = re.compile(r"^\s*(?:returns?|result|yields?)\b", re.I)


@dataclass(frozen=True, slots=True)
class Argument:
    """``annotation`` as it is written; ``shape`` in sizes, names or numbers, where the docstring states it."""

    name: str
    annotation: str
    said: str = ""
    shape: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """A function, or a class with what its constructor and its ``forward`` take. ``text`` is all of it as written."""

    name: str
    arguments: tuple[Argument, ...]
    init: tuple[Argument, ...]
    is_class: bool
    docstring: str
    text: str
    uses: tuple[str, ...]

    @classmethod
    def of(cls, module: ast.Module, name: str, text: str, file: str) -> Signature:
        """That of ``name`` in ``module``, whose text is ``text``. Raises ``UsageError`` for what cannot be begun.

        ``file`` is where it lies, as authors read it.
        """
        for node in module.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name:
                return _function(node, text) if isinstance(node, ast.FunctionDef) else _class(node, text)
        there = [node.name for node in module.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        near = get_close_matches(name, there, n=1, cutoff=0.75)
        remedy = f"Did you mean `{near[0]}`?" if near else f"There is: {', '.join(there) or 'nothing'}"
        raise UsageError(f"there is no function or class `{name}` at the top of `{file}`. {remedy}")


def _function(node: ast.FunctionDef, text: str) -> Signature:
    docstring = inspect.cleandoc(ast.get_docstring(node) or "")
    arguments = tuple(_arguments(node, docstring))
    return Signature(node.name, arguments, (), False, docstring, _text_of(node, text), tuple(_uses(node)))


def _class(node: ast.ClassDef, text: str) -> Signature:
    methods = {each.name: each for each in node.body if isinstance(each, ast.FunctionDef)}
    called = methods.get("forward") or methods.get("__call__")
    if called is None:
        raise UsageError(f"the class `{node.name}` has no `forward` that could be called")
    documented = [ast.get_docstring(each) for each in (node, methods.get("__init__"), called) if each is not None]
    docstring = "\n".join(inspect.cleandoc(each) for each in documented if each)
    init = tuple(_arguments(methods["__init__"], docstring))[1:] if "__init__" in methods else ()
    arguments = tuple(_arguments(called, docstring))[1:]
    own = inspect.cleandoc(ast.get_docstring(node) or "")
    return Signature(node.name, arguments, init, True, own, _text_of(node, text), tuple(_uses(node)))


def _arguments(node: ast.FunctionDef, docstring: str) -> Iterator[Argument]:
    """Those without a default: the others may be left out."""
    said = dict(_said(docstring))
    plain = [*node.args.posonlyargs, *node.args.args]
    plain = plain[: len(plain) - len(node.args.defaults)]
    named = [each for each, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True) if default is None]
    for each in (*plain, *named):
        annotation = "" if each.annotation is None else ast.unparse(each.annotation)
        text = said.get(each.arg, "")
        yield Argument(each.arg, annotation, text, _shape(text))


def _said(docstring: str) -> Iterator[tuple[str, str]]:
    """By each name that a line, or a part of it after a semicolon, begins with before a colon, what is said of it."""
    for line in re.split(r"[;\n]", docstring):
        found = _SAID.match(line)
        if found is not None and not _RETURNS.match(line):
            for name in re.findall(r"\w+", found["names"].replace(" and ", " ")):
                yield name, found["text"]


def _shape(text: str) -> tuple[str, ...] | None:
    found = _SHAPE.search(text)
    if found is None:
        return None
    sizes = tuple(size.strip() for size in found["sizes"].split(",") if size.strip())
    return sizes if all(map(_SIZE.match, sizes)) else None


def _text_of(node: ast.FunctionDef | ast.ClassDef, text: str) -> str:
    return "\n".join(text.splitlines()[node.lineno - 1 : node.end_lineno])


def _uses(node: ast.AST) -> Iterator[str]:
    """The methods and functions that it calls by an attribute, as in ``x.mean()`` and ``torch.stack(…)``, once each."""
    called = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
    names = [each.attr for each in called if isinstance(each, ast.Attribute) and not each.attr.startswith("_")]
    yield from dict.fromkeys(names)
