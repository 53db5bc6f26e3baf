"""What is called what in one case of an exercise, and the sentence for a name that nothing has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from grader.model.expression import Expression
from grader.model.path import Path
from grader.model.written import Dollar
from grader.spec.beside import Beside
from grader.spec.problems import Misnamed, listed, nearest
from grader.spec.unknown import synonym
from grader.spec.words import EXPECT, ROOTS

# Roots of what only the child can say of its calls.
_CLAIMED = ("stdout", "raises", "calls")
_INDEX = re.compile(r"\[(\d+)\](?=[.\[])")


@dataclass(frozen=True, slots=True)
class Scope:
    """The names of one case: those drawn (and if as whole numbers), its inputs, its ``self`` and its steps.

    What lies ``beside`` the specification has names too, and so has what the exercise ``needs``.
    """

    drawn: Mapping[str, bool]
    inputs: tuple[str, ...]
    has_self: bool
    steps: tuple[str, ...] = ()
    beside: Beside = field(default_factory=Beside)
    needs: tuple[str, ...] = ()

    @property
    def objects(self) -> tuple[str, ...]:
        """What is there before the first call, by name."""
        return (("self",) if self.has_self else ()) + self.inputs

    @property
    def results(self) -> tuple[str, ...]:
        """What is there after the last call only, by name."""
        return self.steps or ("result",)

    @property
    def after(self) -> tuple[str, ...]:
        """All objects that are there after the last call, by name."""
        return (*self.results, *self.objects)

    def size(self, text: str | int) -> Expression:
        """A size of a shape: a whole number, a name of ``let``, or arithmetic of them."""
        expression = self.arithmetic(str(text), "a shape")
        try:
            if not expression.names and expression.evaluate({}) < 0:
                raise ValueError("expected a size of 0 or more")
        except ValueError as error:
            raise Misnamed(f"{error}, got `{text}`") from None
        return expression

    def arithmetic(self, text: str, home: str = "arithmetic") -> Expression:
        """A whole number in ``home``: a number, a name of ``let``, or arithmetic of them."""
        if text.startswith("$"):
            raise Misnamed(f"a name in {home} stands without the dollar", text[1:])
        try:
            expression = Expression.parse(text)
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

    def dollar(self, text: str, known: tuple[str, ...]) -> Dollar:
        """``$name`` or ``$path`` as a value, where the objects ``known`` are there already."""
        try:
            path = Path.parse(text[1:])
        except ValueError:
            text = f"expected a name after the dollar, got `{text}`; a text that begins with a dollar is written `$$…`"
            raise Misnamed(text) from None
        if path.root in self.drawn:
            if path.steps or path.subscript is not None:
                raise Misnamed(f"`{path.root}` is drawn and has no parts", f"${path.root}")
            return Dollar(path)
        if "*" in path.steps:
            raise Misnamed("a value is one thing, and `*` stands for several; name one of them")
        if path.root in known:
            return Dollar(path)
        if path.root == "self" and not self.has_self:
            raise Misnamed("there is no `self` here, because the exercise has no `class`")
        if path.root == "result" and self.steps:
            raise Misnamed(_no_result(path.root, self.steps))
        if path.root in self.steps:
            raise Misnamed(f"the step `{path.root}` has not been called yet when this value is made")
        if path.root in ROOTS:
            raise Misnamed(f"`{path.root}` is not there yet when this value is made")
        known = tuple(dict.fromkeys((*self.drawn, *known)))
        meant = nearest(path.root, known)
        raise Misnamed(
            f"nothing is called `{path.root}` here (there is: {listed(known)})", f"${meant}" if meant else None
        )

    def checked_path(self, text: str) -> Path:
        """A path of ``expect``: anything that is there after the call."""
        collected = () if self.steps else ("results",)
        own = ("self",) if self.has_self else ()
        path = self._path(text, (*self.results, *collected, *own, *_CLAIMED, "all", *self.inputs))
        if path.root in ("all", "raises", "stdout") and (path.steps or path.subscript is not None):
            raise Misnamed(f"`{path.root}` has no parts", path.root)
        if path.root == "calls" and path.subscript is not None:
            raise Misnamed("brackets slice a tensor, and `calls` is a list of names", str(path.object))
        if path.root == "calls" and "*" in path.steps:
            raise Misnamed("`*` stands for items and parameters, not for names of calls; write `calls` for all of them")
        return path

    def compared_path(self, text: str) -> Path:
        """A path of one thing that is there after the call, such as one after ``like``."""
        path = self._path(text, self.after)
        if "*" in path.steps:
            raise Misnamed("expected one thing to compare with, and `*` stands for several")
        return path

    def object(self, text: str) -> str:
        """The name of an input, of ``self`` or of a step, as a whole."""
        known = (*self.objects, *self.steps)
        if text in known:
            return text
        what = "no input or step" if self.steps else "no input"
        raise Misnamed(f"{what} is called `{text}` (there is: {listed(known)})", nearest(text, known))

    def owner_path(self, text: str, known: tuple[str, ...]) -> Path:
        """The path of the thing whose method is called, where the objects ``known`` are there."""
        return self._path(text, known)

    def set_path(self, text: str, known: tuple[str, ...]) -> Path:
        """A path of ``set``: a part of one of the objects ``known`` that are there then."""
        path = self._path(text, known)
        if not path.steps:
            raise Misnamed(f"`{text}` as a whole cannot be set; name a part of it, such as `{path.root}.*`")
        if path.subscript is not None:
            raise Misnamed("a slice cannot be set; set the whole tensor", str(path.object))
        return path

    def backward_path(self, text: str) -> Path:
        """A path of ``backward``: where it begins."""
        path = self._path(text, self.after)
        if path.is_gradient:
            raise Misnamed("backward begins at a result, not at a gradient", self.results[-1])
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
        if path.root == "self":
            raise Misnamed("there is no `self` here, because the exercise has no `class`")
        if path.root in ("result", "results") and self.steps:
            raise Misnamed(_no_result(path.root, self.steps))
        if path.root in self.steps:
            raise Misnamed(f"the step `{path.root}` has not been called yet (there is: {listed(known)})")
        if path.root == "*":
            only = "self" if self.has_self else self.inputs[0] if len(self.inputs) == 1 else None
            raise Misnamed("a path begins with a name", f"{only}.{text}" if only else None)
        meant = synonym(EXPECT, path.root, known) or nearest(path.root, known)
        text = f"nothing is called `{path.root}` here (there is: {listed(known)})"
        raise Misnamed(text, f"{meant}{str(path)[len(path.root) :]}" if meant else None)


def _no_result(name: str, steps: Iterable[str]) -> str:
    return f"with `steps` nothing is called `{name}`: each result has its step's name (there is: {listed(steps)})"
