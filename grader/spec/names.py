"""What is called what in one case of an exercise, and the sentence for a name that nothing has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grader.model.expression import Expression
from grader.model.path import Path
from grader.model.spec import Dollar
from grader.spec.problems import listed, nearest
from grader.spec.unknown import later, synonym
from grader.spec.words import EXPECT, LATER, ROOTS

_INDEX = re.compile(r"\[(\d+)\](?=[.\[])")


class Misnamed(Exception):
    """A name that nothing has, or that cannot stand where it does."""

    def __init__(self, text: str, suggestion: str | None = None) -> None:
        super().__init__(text)
        self.text, self.suggestion = text, suggestion


@dataclass(frozen=True, slots=True)
class Scope:
    """The names of one case: those drawn (and if as whole numbers), its inputs, and whether there is a ``self``."""

    drawn: Mapping[str, bool]
    inputs: tuple[str, ...]
    has_self: bool

    @property
    def objects(self) -> tuple[str, ...]:
        """What is there before the call, by name."""
        return (("self",) if self.has_self else ()) + self.inputs

    def size(self, text: str | int) -> Expression:
        """A size of a shape: a whole number, a name of ``let``, or arithmetic of them."""
        text = str(text)
        if text.startswith("$"):
            raise Misnamed("a name in a shape stands without the dollar", text[1:])
        try:
            expression = Expression.parse(text)
            if not expression.names and expression.evaluate({}) < 0:
                raise ValueError("expected a size of 0 or more")
        except ValueError as error:
            raise Misnamed(f"{error}, got `{text}`") from None
        self.require_whole(expression)
        return expression

    def require_whole(self, expression: Expression) -> None:
        """All names in ``expression`` are drawn, and are whole numbers."""
        for name in sorted(expression.names):
            if name not in self.drawn:
                text = f"nothing in `let` is called `{name}` (there is: {listed(self.drawn)})"
                raise Misnamed(text, nearest(name, self.drawn))
            if not self.drawn[name]:
                raise Misnamed(f"`{name}` is not a whole number, so it cannot be a size")

    def dollar(self, text: str, *, setting: bool = False) -> Dollar:
        """``$name`` or ``$path`` as a value. ``self`` is built last, so it is there in ``set`` only."""
        try:
            path = Path.parse(text[1:])
        except ValueError:
            text = f"expected a name after the dollar, got `{text}`; a text that begins with a dollar is written `$$…`"
            raise Misnamed(text) from None
        if path.root in self.drawn:
            if path.steps or path.subscript is not None:
                raise Misnamed(f"`{path.root}` is drawn and has no parts", f"${path.root}")
            return Dollar(path)
        if path.root in self.inputs or (path.root == "self" and setting and self.has_self):
            return Dollar(path)
        if path.root in ROOTS:
            raise Misnamed(f"`{path.root}` is not there yet when this value is made")
        known = tuple(dict.fromkeys((*self.drawn, *self.inputs)))
        meant = nearest(path.root, known)
        raise Misnamed(
            f"nothing is called `{path.root}` here (there is: {listed(known)})", f"${meant}" if meant else None
        )

    def checked_path(self, text: str) -> Path:
        """A path of ``expect``: anything that is there after the call."""
        path = self._path(text, ("result", "raises", "all", *self.objects))
        if path.root in ("all", "raises") and (path.steps or path.subscript is not None):
            raise Misnamed(f"`{path.root}` has no parts", path.root)
        return path

    def compared_path(self, text: str) -> Path:
        """A path after ``like``."""
        return self._path(text, ("result", *self.objects))

    def set_path(self, text: str) -> Path:
        """A path of ``set``: a part of ``self`` or of an input."""
        path = self._path(text, self.objects)
        if not path.steps:
            raise Misnamed(f"`{text}` as a whole cannot be set; name a part of it, such as `{path.root}.*`")
        if path.subscript is not None:
            raise Misnamed("a slice cannot be set; set the whole tensor", str(path.object))
        return path

    def backward_path(self, text: str) -> Path:
        """A path of ``backward``: where it begins."""
        path = self._path(text, ("result", *self.objects))
        if path.is_gradient:
            raise Misnamed("backward begins at a result, not at a gradient", "result")
        return path

    def _path(self, text: str, roots: Iterable[str]) -> Path:
        known = tuple(roots)
        try:
            path = Path.parse(text)
        except ValueError as error:
            dotted = _INDEX.sub(r".\1", text)
            raise Misnamed(f"{error}, got `{text}`", dotted if dotted != text else None) from None
        if path.root in known:
            return path
        if path.root in LATER[EXPECT]:
            raise Misnamed(later(path.root))
        if path.root == "self":
            raise Misnamed("there is no `self` here, because the exercise has no `class`")
        if path.root == "*":
            only = "self" if self.has_self else self.inputs[0] if len(self.inputs) == 1 else None
            raise Misnamed("a path begins with a name", f"{only}.{text}" if only else None)
        meant = synonym(EXPECT, path.root, known) or nearest(path.root, known)
        text = f"nothing is called `{path.root}` here (there is: {listed(known)})"
        raise Misnamed(text, f"{meant}{str(path)[len(path.root) :]}" if meant else None)
