"""The names in what stands after a kind of check or a law. Which they are, the kind or the law says itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grader.checks.kind import REFERENCE, Kind, Mention, Role
from grader.laws.law import Law
from grader.spec.beside import VARIANTS
from grader.spec.elsewhere import check_elsewhere, refuse_other_files
from grader.spec.names import Scope
from grader.spec.node import Listing, Map, Node, Scalar, is_sound, plain_data
from grader.spec.phrases import described
from grader.spec.problems import Misnamed, Problems, nearest
from grader.spec.words import TYPE_SYNONYMS
from grader.spec.written import Written


@dataclass(frozen=True, slots=True)
class Arguments:
    """Checks arguments with the names of one case; what is wrong goes to ``problems``."""

    scope: Scope
    problems: Problems

    def check(self, entry: Kind | Law, node: Node) -> None:
        """What stands after a kind or a law."""
        if not is_sound(node):
            return
        if entry.name == "value":
            Written(self.scope.drawn, self.problems).check(node)
        if entry.name == "type":
            self.type_names(node)
        try:
            mentions = entry.names(plain_data(node))
        except ValueError as error:
            self.problems.add(node, f"{error}, got {described(node)}")
            return
        for mention in mentions:
            try:
                self.look_up(mention)
            except Misnamed as error:
                self.problems.add(_place(node, mention), error.text, error.suggestion)

    def look_up(self, mention: Mention) -> None:
        """Raises ``Misnamed`` where nothing has the name."""
        match mention.role:
            case Role.SIZE:
                self.scope.arithmetic(mention.text)
            case Role.OBJECT:
                self.scope.object(mention.text)
            case Role.DOLLAR:
                path = self.scope.dollar(f"${mention.text}", self.scope.after).path
                if path.subscript is not None:
                    raise Misnamed("a slice cannot stand in a value; compare with it after `like`", str(path))
            case Role.ELSEWHERE:
                check_elsewhere(mention.text)
                if mention.text.startswith(f"{VARIANTS}/"):
                    self.scope.beside.check_variant(mention.text)
            case Role.PATH:
                refuse_other_files(mention.text)
                try:
                    self.scope.compared_path(mention.text)
                except Misnamed as error:
                    raise Misnamed(error.text, nearest(mention.text, (REFERENCE,)) or error.suggestion) from None

    def type_names(self, node: Node) -> None:
        for item in node.items if isinstance(node, Listing) else (node,):
            if isinstance(item, Scalar) and item.value in TYPE_SYNONYMS:
                text = f"`{item.value}` is no type of Python or torch"
                self.problems.add(item, text, TYPE_SYNONYMS[str(item.value)])


def _place(node: Node, mention: Mention) -> Node:
    """The scalar in ``node`` that holds the name, as far as it can be told."""
    exact = {mention.text, f"${mention.text}"}
    scalars = list(_scalars(node))
    near = (each for each in scalars if mention.text in str(each.value))
    return next((each for each in scalars if str(each.value) in exact), next(near, node))


def _scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Listing():
            for item in node.items:
                yield from _scalars(item)
        case Map():
            for entry in node.entries.values():
                yield from _scalars(entry)
