"""The student's text, read and never run: what an exercise calls, and on which line."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from grader.model.origin import Origin, origin_of
from grader.source.reach import Reached, Use, reach
from grader.source.text import Text, UnreadableError, read

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, eq=False)
class Code:
    """``files`` are the submission's, by name; ``names`` what the exercise calls, by its accepted names.

    What cannot be read is as if nothing were written.
    """

    files: tuple[tuple[str, bytes], ...]
    names: tuple[str, ...]
    origins: tuple[Origin, ...] = ()

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        found = []
        for name, content in self.files:
            try:
                found.append(read(name, content, origin_of(name, self.origins)))
            except UnreadableError:
                continue
        return tuple(found)

    @cached_property
    def reached(self) -> Reached:
        """Everything that the exercise's function or class calls, its helpers included."""
        return reach(self.texts, (self.names,))

    @cached_property
    def definition(self) -> tuple[ast.AST, Text] | None:
        """The function or class itself."""
        return self.reached.found[0] if self.reached.found else None

    def uses(self, *names: str) -> Iterator[Use]:
        """Where one of ``names`` is called or mentioned: ``detach`` is any function or method of that name."""
        for use in self.reached.uses:
            if use.how != "own" and use.name.rpartition(".")[2] in names:
                yield use

    def nodes(self) -> Iterator[tuple[ast.AST, Text]]:
        """Every node of the exercise's own definition, outermost first."""
        if self.definition is not None:
            node, text = self.definition
            yield from ((each, text) for each in ast.walk(node))

    @cached_property
    def everything(self) -> tuple[tuple[ast.AST, Text], ...]:
        """Every node of the exercise's own definition, and of the functions and classes that it calls by name."""
        own = {use.name for use in self.reached.uses if use.how == "own"}
        starts = dict(self.reached.found)
        for text in self.texts:
            last = {node.name: node for node in text.tree.body if isinstance(node, (*_FUNCTIONS, ast.ClassDef))}
            starts.update({node: text for name, node in last.items() if name in own})
        return tuple((node, text) for start, text in starts.items() for node in ast.walk(start))

    @cached_property
    def is_begun(self) -> bool:
        """Whether anything stands in it beside ``pass``, ``...``, a docstring and ``raise NotImplementedError``."""
        functions = [node for node, _ in self.nodes() if isinstance(node, _FUNCTIONS) and node.name != "__init__"]
        return any(not _is_placeholder(line) for each in functions for line in each.body)

    @cached_property
    def has_return(self) -> bool:
        """Whether its function (of a class, any method but the constructor) has a ``return`` line with a value."""
        functions = [node for node, _ in self.nodes() if isinstance(node, _FUNCTIONS) and node.name != "__init__"]
        return any(
            isinstance(node, ast.Return) and node.value is not None for each in functions for node in ast.walk(each)
        )


def _is_placeholder(line: ast.stmt) -> bool:
    if isinstance(line, ast.Expr):
        return isinstance(line.value, ast.Constant)
    if isinstance(line, ast.Raise) and line.exc is not None:
        raised = line.exc.func if isinstance(line.exc, ast.Call) else line.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    is_none = isinstance(line, ast.Return) and (line.value is None or isinstance(line.value, ast.Constant))
    return isinstance(line, ast.Pass) or is_none


NOTHING_WRITTEN = Code((), ())
