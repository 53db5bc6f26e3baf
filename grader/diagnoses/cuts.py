"""Where a text leaves the graph, and what else there is in it that training needs. Text only: nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from grader.diagnoses.code import Code
from grader.source.text import Text

# Methods that give back numbers or tensors without a graph; functions that make a tensor anew; blocks that record
# nothing.
_METHODS = frozenset({"detach", "detach_", "item", "numpy", "tolist"})
_ANEW = frozenset({"tensor", "as_tensor", "from_numpy"})
_BLOCKS = frozenset({"no_grad", "inference_mode"})
# Functions that are flat almost everywhere, so that their slope is zero.
FLAT = frozenset({"round", "floor", "ceil", "trunc", "sign", "sgn", "argmax", "argmin", "heaviside", "clamp", "clip"})


@dataclass(frozen=True, slots=True)
class Cut:
    """``what`` as a student writes it, such as `.detach()`; ``where`` quotes the line."""

    what: str
    line: int
    where: str


def cuts(code: Code) -> list[Cut]:
    """Every place where the graph may end, in the order of the lines.

    What only takes a gradient out is none, nor what is only compared.
    """
    found = [Cut(what, node.lineno, text.quote(node.lineno)) for node, text, what in _cuts(code)]
    return sorted(dict.fromkeys(found), key=lambda cut: cut.line)


def _cuts(code: Code) -> Iterator[tuple[ast.expr, Text, str]]:
    compared = {part for node, _ in code.everything if isinstance(node, ast.Compare) for part in ast.walk(node)}
    for node, text in code.everything:
        if node in compared:
            continue
        match node:
            case ast.Call(func=ast.Attribute(value=value, attr=name)) if name in _METHODS:
                if not _mentions(value, "grad"):
                    yield node, text, f".{name}()"
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in _ANEW:
                names = [each for argument in node.args for each in ast.walk(argument) if isinstance(each, ast.Name)]
                if names and not any(keyword.arg == "requires_grad" for keyword in node.keywords):
                    yield node, text, f"torch.{name}"
            case ast.Attribute(value=value, attr="data", ctx=ast.Load()) if not _mentions(value, "torch", "utils"):
                yield node, text, ".data"
            case ast.Attribute(attr=name) if name in _BLOCKS:
                yield node, text, f"torch.{name}"


def _mentions(node: ast.expr, *words: str) -> bool:
    names = {each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "") for each in ast.walk(node)}
    return not names.isdisjoint(words)


def lines_of(code: Code, *names: str) -> list[int]:
    """The lines on which a function or method of one of ``names`` is called."""
    return [node.lineno for node, _ in calls_of(code, *names)]


def calls_of(code: Code, *names: str) -> Iterator[tuple[ast.Call, Text]]:
    """Where a function or method of one of ``names`` is called, in the order of the lines."""
    found = []
    for node, text in code.everything:
        match node:
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in names:
                found.append((node, text))
    yield from sorted(found, key=lambda pair: pair[0].lineno)


def clears(code: Code) -> bool:
    """Whether it ever clears a gradient: `zero_grad()`, `x.grad = None`, `x.grad.zero_()`."""
    for node, _ in code.everything:
        match node:
            case ast.Call(func=ast.Attribute(attr="zero_grad")):
                return True
            case ast.Attribute(attr="grad", ctx=ast.Store()) | ast.Attribute(attr="grad", ctx=ast.Del()):
                return True
            case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="grad"), attr="zero_")):
                return True
    return False


def rebound(code: Code) -> Iterator[str]:
    """Where `p = p - …` gives a name to a new tensor: the lines, quoted."""
    for node, text in code.everything:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.BinOp(left=ast.Name(id=same))) if name == same:
                if "grad" in text.quote(node.lineno) or "lr" in text.quote(node.lineno):
                    yield text.quote(node.lineno)
